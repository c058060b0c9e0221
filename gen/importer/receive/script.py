"""The characters the importer's rules go by: Han, Chinese marks, white space of every kind, what cannot be seen."""

import re
from typing import Final

from gen.source.characters import HAN

CLOSING: Final = "，。、；：？！）》”〉’】〕」』"
"""Full-width marks that cannot begin a paragraph."""
OPENING: Final = "（《“〈‘【〔「『"
CHINESE: Final = HAN + CLOSING + OPENING + "…—·"
"""For a character class: Han and the marks that stand among them. Full-width figures and letters are not."""

INVISIBLE: Final = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
"""For a character class: format characters, which take no room: soft hyphen, zero-width space, byte order mark, directions."""
CONTROL: Final = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
"""For a character class: control characters that end no line."""

_SPACES = re.compile(rf"[\s{INVISIBLE}]+")
SOLID = re.compile(rf"[^\s{INVISIBLE}]+")
"""A run of what is neither white space nor invisible."""


def solid(text: str) -> str:
    """Text → its characters without white space and what cannot be seen: what has to be the same before and after."""
    return _SPACES.sub("", text)


def width(text: str) -> int:
    """Text → how many half characters it takes in a fixed-pitch face, or nearly."""
    return len(text.encode("gbk", "replace"))
