"""Character → its width, from a small frozen table instead of a font: a full-width character is one em wide.

So line breaks are the same on every machine, whichever fonts it has; the fonts only draw.
`tests/typesetting/test_advances.py` compares the table with the bundled faces.
"""

import unicodedata
from functools import cache
from typing import Final

from gen.standard.gb9704 import Face
from gen.standard.western import ASCII, is_symbol, western_advances
from gen.units import Length

_FIRST_ASCII: Final = 0x20
_LAST_ASCII: Final = 0x7E
_LAST_LATIN: Final = 0x24F
EM: Final = 1000

# fmt: off
ASCII_ADVANCES: Final[dict[Face, tuple[int, ...]]] = {
    Face.FANGSONG: (
        333, 278, 500, 833, 500, 833, 781, 278, 389, 389, 500, 778, 278, 333, 278, 500,
        500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 778, 778, 778, 472,
        778, 739, 703, 722, 758, 675, 647, 782, 739, 350, 508, 767, 619, 906, 739, 778,
        675, 778, 731, 556, 722, 739, 739, 1017, 739, 739, 611, 278, 500, 278, 611, 778,
        500, 489, 561, 444, 561, 444, 306, 500, 561, 283, 311, 533, 283, 839, 561, 500,
        561, 533, 392, 394, 389, 561, 533, 728, 533, 533, 446, 500, 278, 500, 611,
    ),
    Face.KAI: (
        389, 333, 555, 889, 555, 889, 833, 333, 444, 444, 555, 833, 333, 389, 333, 555,
        555, 555, 555, 555, 555, 555, 555, 555, 555, 555, 333, 333, 833, 833, 833, 555,
        833, 805, 764, 778, 819, 736, 708, 840, 805, 417, 569, 833, 680, 972, 805, 833,
        736, 833, 791, 611, 778, 805, 805, 1083, 805, 805, 667, 333, 555, 333, 667, 833,
        555, 555, 500, 500, 555, 500, 333, 500, 555, 333, 333, 500, 278, 889, 611, 555,
        555, 500, 458, 444, 361, 583, 500, 722, 508, 528, 444, 555, 333, 555, 667,
    ),
    Face.HEI: (
        225, 343, 518, 570, 570, 939, 706, 298, 356, 356, 484, 570, 298, 357, 298, 390,
        570, 570, 570, 570, 570, 570, 570, 570, 570, 570, 298, 298, 570, 570, 570, 492,
        972, 622, 667, 646, 699, 600, 566, 701, 741, 309, 549, 664, 558, 830, 734, 754,
        648, 754, 656, 608, 611, 733, 594, 894, 596, 553, 607, 356, 390, 356, 570, 562,
        615, 575, 629, 517, 630, 566, 346, 578, 621, 288, 289, 575, 298, 943, 624, 615,
        630, 630, 409, 480, 396, 620, 545, 829, 526, 544, 491, 356, 281, 356, 570,
    ),
    Face.XIAOBIAOSONG: (
        250, 355, 447, 615, 589, 966, 803, 235, 400, 400, 485, 603, 335, 370, 335, 400,
        593, 466, 594, 593, 593, 594, 594, 588, 594, 596, 335, 335, 603, 603, 603, 473,
        970, 746, 708, 702, 789, 666, 648, 757, 864, 426, 428, 767, 642, 1001, 815, 785,
        673, 785, 751, 597, 695, 818, 734, 1091, 726, 701, 627, 372, 400, 372, 603, 593,
        447, 585, 672, 565, 658, 572, 402, 596, 687, 349, 335, 651, 355, 1008, 685, 623,
        671, 640, 500, 499, 393, 678, 578, 874, 599, 582, 517, 380, 338, 380, 603,
    ),
    Face.SONG: ASCII,
}
"""Advances of U+0020 … U+007E in thousandths of an em, of the bundled faces (宋体: those of Times New Roman)."""
# fmt: on


class AdvanceTable(dict[str, int]):
    """Character → advance in EMU, for one face, size and tracking; lookups fill it."""

    def __init__(self, face: Face, size: Length, tracking: Length) -> None:
        super().__init__()
        self.ascii = ASCII_ADVANCES[face]
        self.size = size
        self.tracking = tracking

    def __missing__(self, character: str) -> int:
        """Compute an advance: for ASCII, look it up in the frozen table.

        A combining mark has none. A raised or lowered letter, Greek and Cyrillic have those of Times New Roman, in which
        they are set. A symbol and a wide character have one em, any other half an em.
        """
        code = ord(character)
        if _FIRST_ASCII <= code <= _LAST_ASCII:
            advance = self.size * self.ascii[code - _FIRST_ASCII] // EM + self.tracking
        elif unicodedata.category(character) in {"Mn", "Me"}:
            advance = 0
        elif character in western_advances():
            advance = self.size * western_advances()[character] // EM + self.tracking
        elif is_symbol(character) or (_is_wide(character) and not (code <= _LAST_LATIN and character.isalpha())):
            advance = self.size + self.tracking
        else:
            advance = self.size // 2 + self.tracking
        self[character] = advance
        return advance


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F", "A"}


@cache
def advance_table(face: Face, size: Length, tracking: Length, latin: Face | None = None) -> AdvanceTable:
    """The table of one face, size and tracking, shared by all texts, since an advance never changes.

    `latin` is the face of ASCII if that is another.
    """
    return AdvanceTable(latin or face, size, tracking)
