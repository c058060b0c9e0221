"""Characters that a Chinese font lacks, or has one em wide though they are narrow: 10⁻³, CO₂, μg/m³; and symbols, ☑.

Raised and lowered letters, Greek, Cyrillic, Latin letters that GBK lacks and the signs of degrees (° ′ ″) are set in Times New Roman, in which every
office program has them; so their widths are its widths, the same in DOCX and PDF. Symbols are one em wide, as □ and ① are in Chinese fonts.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from gen.document.raised import LOWERED, RAISED, plain

SMALL: Final = 0.6
"""The size of a raised or lowered letter, in sizes of the text: that of ² in Times New Roman."""
RISE: Final = 261
"""How far the baseline of a raised letter is above that of the text, in thousandths of an em, as that of ²."""
FALL: Final = -208
"""How far the baseline of a lowered letter is below that of the text, in thousandths of an em, as that of ₂."""

# fmt: off
ASCII: Final = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
    921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
    333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
    500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
)
"""Advances of U+0020 … U+007E in Times New Roman, in thousandths of an em."""
_ADVANCES: Final = {
    0x20: ASCII,
    0xB0: (400,),
    0xB5: (576,),
    0x391: (
        722, 667, 578, 643, 611, 611, 722, 722, 333, 722, 725, 889, 722, 643, 722, 722, 556, 0, 582, 611, 722, 731, 722, 738, 743, 333,
        722, 524, 420, 523, 269, 495, 524, 509, 442, 471, 420, 414, 523, 479, 269, 504, 485, 536, 452, 446, 500, 505, 499, 396, 539, 402,
        495, 577, 444, 626, 658,
    ),
    0x401: (
        611, 752, 578, 660, 556, 333, 333, 389, 872, 872, 741, 667, 722, 708, 722,
        722, 574, 667, 578, 682, 611, 896, 501, 722, 722, 667, 678, 889, 722, 722, 722, 556, 667, 611, 708, 790, 722, 722, 650, 1009, 1009,
        706, 872, 574, 660, 1028, 667, 444, 509, 472, 410, 509, 444, 691, 395, 535, 535, 486, 499, 633, 535, 500, 535, 500, 444, 437, 500,
        648, 500, 535, 503, 770, 770, 517, 672, 456, 429, 747, 460,
        444, 444, 483, 410, 429, 389, 278, 278, 278, 727, 723, 500, 486, 535, 500, 535,
    ),
    0x2032: (219, 417),
    0x2212: (564,),
}
_RAISED_ADVANCES: Final = (
    300, 300, 300, 0, 0, 349, 349, 349, 349, 349, 349, 0, 0, 0, 0, 0, 315, 276, 310, 321, 155, 217, 428, 297, 166, 212,
    289, 422, 387, 430, 370, 433, 440, 200, 247, 458, 371, 540, 462, 418, 332, 410, 362, 453, 0, 554, 273, 310, 311,
    256, 301, 315, 489, 288, 311, 191, 328, 294, 256, 208, 274, 282, 265, 271, 334, 282, 270,
)
_LOWERED_ADVANCES: Final = (
    349, 349, 349, 349, 349, 349, 349, 349, 349, 349, 0, 0, 0, 0, 0, 273, 256, 288, 290, 0, 0, 0, 0, 0, 0, 0, 0, 164,
    229, 328, 294, 0, 282, 265, 296, 334, 282,
)
"""First code point → advances of Times New Roman from there on, in thousandths of an em; 0 where there is no letter. Those of `RAISED` and
`LOWERED` are in their order; one of 0 has `SMALL` times that of the plain letter."""
_SYMBOLS: Final = (
    (0x2103, 0x2109), (0x2113, 0x2117), (0x2120, 0x2127), (0x2150, 0x218B), (0x2190, 0x23FF), (0x2460, 0x27BF), (0x27F5, 0x27FF), (0x2B00, 0x2B59),
    (0x3200, 0x32FF), (0x3358, 0x33FF), (0x1F100, 0x1F10C),
)
# fmt: on
_SYMBOL_CATEGORIES: Final = frozenset({"So", "Sm", "No", "Nl", "Ps", "Pe"})

LATIN_OTHERS: Final = "À-ÖØ-ßâ-çëî-ñô-öøûý-ĀĂ-ĒĔ-ĚĜ-ĪĬ-ŃŅ-Ňŉ-ŌŎ-ŪŬ-ǍǏǑǓǕǗǙǛǝ-ɏḀ-ỿ"
"""Latin letters that GBK, and so a Chinese font, lacks, for a character class: Č, ő, ß."""
FACED: Final = f"{LATIN_OTHERS}ª°²³µ¹ºʰ-˿Ͱ-ԯᴀ-᷿′″\u2070-\u2bff\u3200-\u33ff\U00020000-\U0003ffff"
"""Characters of which some have an `office_face`, for a character class."""
_LAST_LETTER: Final = 0x217
# fmt: off
_OF_THEIR_OWN: Final = {
    "Æ": 889, "Ð": 722, "Ø": 722, "Þ": 556, "ß": 500, "æ": 667, "ð": 500, "ø": 500, "þ": 500, "Đ": 722, "đ": 500, "ı": 278,
    "Ł": 611, "ł": 278, "Œ": 889, "œ": 722, "ď": 646, "ľ": 406, "ť": 427, "ơ": 529, "Ư": 776, "ư": 542,
}
# fmt: on
"""The advances of Latin letters that have not that of a plain letter, as É has that of E."""
WESTERN_FACE: Final = "Times New Roman"
_SYMBOL_FACE: Final = "Segoe UI Symbol"
_RARE_HANZI_FACES: Final = {2: "SimSun-ExtB", 3: "SimSun-ExtG"}
"""Of planes 2 and 3. Windows has all of these, and a program that lacks one takes another font."""


@cache
def western_advances() -> dict[str, int]:
    """The characters that are set in Times New Roman in every face, and their advances in thousandths of an em."""
    found = {chr(first + place): advance for first, row in _ADVANCES.items() for place, advance in enumerate(row) if advance}
    raised = zip(RAISED + LOWERED, _RAISED_ADVANCES + _LOWERED_ADVANCES, strict=True)
    letters = (character for character in map(chr, range(0xC0, _LAST_LETTER + 1)) if re.match(f"[{LATIN_OTHERS}]", character))
    accented = {letter: found[base] for letter in letters if (base := unicodedata.normalize("NFD", letter)[0]) in found and base <= "z"}
    beyond = {character: advance for character, advance in found.items() if character > "~" and character != plain("⁻")}
    return {**beyond, **{character: advance or round(found[plain(character)] * SMALL) for character, advance in raised}, **accented, **_OF_THEIR_OWN}


@cache
def is_symbol(character: str) -> bool:
    """Whether a character is a symbol that is one em wide: an arrow, a box, a tick, a figure in a circle, a sign of mathematics."""
    code = ord(character)
    return any(first <= code <= last for first, last in _SYMBOLS) and unicodedata.category(character) in _SYMBOL_CATEGORIES


@cache
def office_face(character: str) -> str:
    """The face of Windows that has a character which Chinese faces lack or have too wide; empty for any other."""
    if character in western_advances() or re.match(f"[{LATIN_OTHERS}]", character):
        return WESTERN_FACE
    if is_symbol(character) and not in_gbk(character):
        return _SYMBOL_FACE
    return _RARE_HANZI_FACES.get(ord(character) >> 16, "")


def in_gbk(text: str) -> bool:
    """Whether all characters of a text are in GBK, whose symbols Chinese fonts have."""
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True
