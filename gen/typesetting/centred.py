"""A title, 题注, heading or number, already divided into lines → its lines, each in the middle of the measure."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from gen.document.blocks import Block
from gen.document.model import Level
from gen.typesetting.justify import places
from gen.typesetting.ruler import Line, OversetError, Ruler

_SPREAD: Final = frozenset({Level.BOOK, Level.PART, Level.CHAPTER, Level.SECTION, "目录"})


@cache
def _two_characters() -> re.Pattern[str]:
    """A heading whose name has two characters: 总则, 附则, 目录. Made when first asked for, since it takes 1 ms to compile."""
    return re.compile("(?:第[一二三四五六七八九十百]+(?:编|分编|章|节)[ \u3000]+)?[一-鿿]([一-鿿])")


def set_centred(block: Block, index: int, ruler: Ruler, ends: Iterable[int], measure: int) -> tuple[Line, ...]:
    """Centre the lines of block `index`, which end at `ends`, in `measure` (EMU); 总则 with one em between. OversetError for one that is wider."""
    two = _two_characters().fullmatch(block.text) if block.level in _SPREAD else None
    if two:
        place, gap = two.start(1), ruler.size
        x = places(ruler, 0, len(block.text), (measure - ruler.visible_width(0, len(block.text)) - gap) // 2)
        return (Line(index, 0, block.text, tuple(left + gap * (at >= place) for at, left in enumerate(x)), opened=place),)
    lines: list[Line] = []
    start = 0
    for end in ends:
        text = block.text[start:end]
        width = ruler.visible_width(start, end)
        if width > measure and end - start > 1:
            cell = ruler.size + ruler.tracking
            raise OversetError(block, text, width / cell, measure // cell)
        lines.append(Line(index, start, text, places(ruler, start, end, (measure - width) // 2)))
        start = end
    return tuple(lines)
