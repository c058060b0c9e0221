"""The classes of characters in the importer's rules: Han, Chinese marks, white space, invisible characters."""

import re
from typing import Final

from gen.source.characters import HAN

CLOSING: Final = "，。、；：？！）》”〉’】〕」』"
"""Full-width marks that cannot begin a paragraph."""
OPENING: Final = "（《“〈‘【〔「『"
CHINESE: Final = HAN + CLOSING + OPENING + "…—·"
"""For a character class: Han and Chinese marks, without full-width figures and letters."""

INVISIBLE: Final = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
"""For a character class: format characters, which have no width: soft hyphen, byte order mark, directions."""
CONTROL: Final = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
"""For a character class: control characters, without those that end a line."""

_SPACES = re.compile(rf"[\s{INVISIBLE}]+")
SOLID = re.compile(rf"[^\s{INVISIBLE}]+")
"""A run of characters that are neither white space nor invisible."""


def solid(text: str) -> str:
    """Text → the same without white space and invisible characters: an import must not change any of these."""
    return _SPACES.sub("", text)


def width(text: str) -> int:
    """Text → its approximate width in a fixed-pitch face, in half characters."""
    return len(text.encode("gbk", "replace"))
