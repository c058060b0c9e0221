"""A made-up ICC profile, for tests: its header and its name, no tables. No press is like it."""

import struct


def profile(name: str = "甲印刷厂 胶版纸", *, kind: bytes = b"prtr", space: bytes = b"CMYK", version: int = 4) -> bytes:
    """The bytes of a profile with a name in the form of version 4."""
    text = name.encode("utf-16-be")
    tag = b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"zh", b"CN", len(text), 28) + text
    return _whole(tag, kind, space, version)


def old_profile(name: str) -> bytes:
    """The bytes of a profile with a name in the form of version 2."""
    text = name.encode("ascii") + b"\0"
    return _whole(b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(78), b"prtr", b"CMYK", 2)


def _whole(tag: bytes, kind: bytes, space: bytes, version: int) -> bytes:
    tag += bytes(-len(tag) % 4)
    head = struct.pack(">4sB3x4s4s4s12x4s", b"gen ", version, kind, space, b"Lab ", b"acsp")
    table = struct.pack(">I4sII", 1, b"desc", 144, len(tag))
    size = 144 + len(tag)
    return (struct.pack(">I", size) + head).ljust(128, b"\0") + table + tag
