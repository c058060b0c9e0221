"""公报名称 → its lines in the largest type: on one line, or divided at words into as few as let it be large."""

import re
from collections.abc import Iterator
from itertools import accumulate, combinations, pairwise
from typing import Final

from gen.document.blocks import Block
from gen.standard import house
from gen.standard.styles import StyleTable
from gen.typesetting.header import MarkRoom, largest
from gen.typesetting.lexicon import Words
from gen.typesetting.ruler import Ruler

_MOST_LINES: Final = 3
_JOINT: Final = re.compile("(?<=人民代表大会)(?=常务委员会)")
"""Where the name of a standing committee, a word for titles, is divided on a cover."""


def fit_nameplate(block: Block, measure: int, styles: StyleTable, words: Words) -> tuple[Ruler, list[int]]:
    """Measure a gazette's name in its type size, and give the ends of its lines.

    The author's division stays. Else the name has the fewest lines in which its type is no smaller than the house's
    least, of equal divisions the one with the largest type.
    """
    if block.lines:
        ends = list(accumulate(map(len, block.lines)))
        return largest(block, ends, MarkRoom(measure), styles), ends
    made = [max(_fitted(block, measure, styles, divisions), key=lambda one: one[0].size) for divisions in _divisions(block.text, words)]
    return next((one for one in made if one[0].size >= house.NAMEPLATE_LEAST), max(made, key=lambda one: one[0].size))


def _fitted(block: Block, measure: int, styles: StyleTable, divisions: list[list[int]]) -> Iterator[tuple[Ruler, list[int]]]:
    return ((largest(block, ends, MarkRoom(measure), styles), ends) for ends in divisions)


def _divisions(text: str, words: Words) -> Iterator[list[list[int]]]:
    """The divisions of a name at its words into one line, two, three; of each count those whose longest line is shortest."""
    starts = sorted((words(text) | {match.start() for match in _JOINT.finditer(text)}) - {0})
    for count in range(1, min(_MOST_LINES, len(starts) + 1) + 1):
        found = [[*places, len(text)] for places in combinations(starts, count - 1)]
        widest = [max(end - start for start, end in pairwise([0, *ends])) for ends in found]
        yield [ends for ends, wide in zip(found, widest, strict=True) if wide == min(widest)]
