"""A title in the contents of an issue → its lines, which end at words and turn over with an indent."""

from itertools import pairwise

from gen.standard import house
from gen.typesetting.justify import places
from gen.typesetting.lexicon import Words
from gen.typesetting.line_breaks import break_text
from gen.typesetting.ruler import Inside, Line, Ruler


def words_whole(text: str, words: Words) -> Inside:
    """A text → its words, which no line parts."""
    starts = sorted({0, *words(text), len(text)})
    return Inside([(start, end) for start, end in pairwise(starts) if end - start > 1])


def entry_hang(ruler: Ruler) -> int:
    """How far the second and further lines of an entry are set in, in EMU."""
    return house.ENTRY_HANG * ruler.advance


def set_entry(ruler: Ruler, index: int, right: int) -> tuple[Line, ...]:
    """Set block `index` up to the `right` edge (EMU), each line at its natural width.

    The page number follows the last line, after dots.
    """
    hang = entry_hang(ruler)
    lines: list[Line] = []
    start = left = 0
    for end in break_text(ruler, right, right - hang):
        lines.append(Line(index, start, ruler.text[start:end], places(ruler, start, end, left)))
        start, left = end, hang
    return tuple(lines)
