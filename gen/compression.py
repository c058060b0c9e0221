"""Bytes → the same bytes deflated, as a PDF stream (zlib framing) or a zip member (raw) holds them.

The compressor is libdeflate, whose output depends on its version alone: the zlib of a Python may be zlib, zlib-ng or another,
and gives other bytes on another machine. A package's version pins it.
"""

from typing import Final

_FAST: Final = 1
"""Half the time of zlib's fastest and a smaller file; on outlines the highest level would save 4 % for ten times the time."""
_THOROUGH: Final = 6
"""A tenth less than the fastest on text and operators, of which there is little."""


def zlib_stream(data: bytes, *, thorough: bool = False) -> bytes:
    """Bytes → a zlib stream (RFC 1950), what a PDF's FlateDecode reads; `thorough` for what repeats itself, as outlines do not."""
    import deflate  # noqa: PLC0415 — only for a writer that compresses

    return bytes(deflate.zlib_compress(data, _THOROUGH if thorough else _FAST))


def raw_stream(data: bytes) -> bytes:
    """Bytes → a raw deflate stream (RFC 1951), what a zip's member is."""
    import deflate  # noqa: PLC0415 — as above

    return bytes(deflate.deflate_compress(data, _FAST))
