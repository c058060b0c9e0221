"""The bytes of a source → its document, or every fault with its place. Door: `reader.read`."""
