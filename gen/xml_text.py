"""Text → XML: element content, and an attribute's value. The standard library's own would load its network modules."""

_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTE = str.maketrans({'"': "&quot;"})


def escape(text: str) -> str:
    """Text → element content."""
    return text.translate(_MARKUP) if "&" in text or "<" in text or ">" in text else text


def quoted(text: str) -> str:
    """Text → an attribute's value in double quotes."""
    return f'"{escape(text).translate(_QUOTE)}"'
