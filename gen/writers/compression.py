"""Bytes → the same bytes deflated, as a PDF stream (zlib framing) or a zip member (raw) holds them.

The compressor is libdeflate, whose output depends on its version alone: the zlib of a Python may be zlib, zlib-ng or
another, and gives other bytes on another machine. A package's version pins it.
"""

from typing import Final

_FAST: Final = 1
"""Half the time of zlib's fastest and a smaller file; the highest level would save 4 % of outlines for ten times the
time, and level 6 a tenth of the little that is text and operators for twice the time."""


def zlib_stream(data: bytes) -> bytearray:
    """Bytes → a zlib stream (RFC 1950), what a PDF's FlateDecode reads."""
    import deflate

    return deflate.zlib_compress(data, _FAST)


def raw_stream(data: bytes) -> bytes:
    """Bytes → a raw deflate stream (RFC 1951), what a zip's member is."""
    import deflate

    return bytes(deflate.deflate_compress(data, _FAST))


def check(data: bytes) -> int:
    """Bytes → their CRC-32, as zlib's, in a tenth of the time."""
    import deflate

    return int(deflate.crc32(data))
