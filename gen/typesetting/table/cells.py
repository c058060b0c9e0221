"""The text of a cell → how wide it must be, and its lines between two edges."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from gen.document.tables import Alignment
from gen.standard import house
from gen.standard.styles import Style
from gen.typesetting.justify import places
from gen.typesetting.kinsoku import IDEOGRAPHIC_SPACE, MARKS, BreakPenalties
from gen.typesetting.line_breaks import break_text
from gen.typesetting.ruler import Inside, Line, Ruler
from gen.typesetting.table.kinds import is_document_number, is_one_word
from gen.typesetting.table.values import SetCell
from gen.units import EMU_PER_TWIP, Length
from gen.wording.names import run_on_names
from gen.wording.patterns import late

_FIGURES: Final = frozenset("0123456789０１２３４５６７８９")
_SPACES_IN_WORD: Final = late(r"(?<=\S)[ \u3000]{2,4}(?=\S)")
"""Spaces that spread a word over a cell: several, but not as many as part columns."""


class Part(NamedTuple):
    """A line of a cell as its author divided it: its ruler, and that of what follows its `indent` of full-width spaces.

    `width` is that of the line if it is not broken.
    """

    whole: Ruler
    rest: Ruler
    indent: int
    width: int

    @property
    def room(self) -> int:
        """The width of its indent."""
        return self.whole.left(self.indent) if self.indent else 0


class Text(NamedTuple):
    """A cell's text, measured: its parts, and the widths it needs (EMU, without padding).

    `least` keeps every figure, date and word whole, `pair` has two characters in a line, `whole` keeps short names whole
    too; `preferred` breaks no line.
    """

    parts: tuple[Part, ...]
    least: int
    pair: int
    whole: int
    preferred: int


def measured(text: str, style: Style, size: Length, *, head: bool) -> Text:
    """Measure a cell's text in a size; a `head` may have its words on two lines."""
    parts = tuple(_part(line, style, size) for line in text.split("\n"))
    preferred = max(part.width for part in parts)
    least = whole = min(size, preferred)
    for part in parts:
        rest, count = part.rest, len(part.rest.text)
        if not count:
            continue
        if is_one_word(rest.text):
            least = max(least, part.width)
            continue
        runs = _runs(rest)
        least = max([least, part.room + min(size, part.width), *(part.room + _least(rest, run, size) for run in runs)])
        kept = count if count <= house.TABLE_NAME or is_document_number(rest.text) else house.TABLE_NARROW
        if head and house.TABLE_SHORT < count <= house.TABLE_NAME:
            kept = -(-count // 2)
        whole = max([whole, *(part.room + rest.visible_width(*run) for run in runs), part.room + min(rest.visible_width(0, count), kept * size)])
    return Text(parts, least, max(least, min(2 * size, preferred)), max(whole, least), preferred)


def _part(line: str, style: Style, size: Length) -> Part:
    rest = line.lstrip(IDEOGRAPHIC_SPACE)
    names = run_on_names(rest)
    indent = len(line) - len(rest)
    whole = Ruler(line, style, size, inside=Inside([(start + indent, end + indent) for start, end in names]))
    width = whole.visible_width(0, len(line)) if line else 0
    return Part(whole, Ruler(rest, style, size, inside=Inside(names)) if indent else whole, indent, width)


def _runs(ruler: Ruler) -> list[tuple[int, int]]:
    """The runs of two characters or more that may not be parted: 税　　目 too, whose spaces office programs do not drop at the end of a line."""
    text = ruler.text
    if not ruler.fixed_from and MARKS.isdisjoint(text):
        return []  # hanzi alone, as in most cells
    weights = BreakPenalties(text)
    spaced = {match.end() for match in _SPACES_IN_WORD.finditer(text)}
    ends = [place for place in range(1, len(text)) if not weights[place] and place not in spaced]
    return [(start, end) for start, end in pairwise([0, *ends, len(text)]) if end > start + 1]


def _least(ruler: Ruler, run: tuple[int, int], size: Length) -> int:
    """The least width of a run: of an address or another long word without figures alone, only some of it."""
    start, end = run
    width = ruler.visible_width(start, end)
    if end - start > house.TABLE_LONG_WORD and not _FIGURES.issuperset(ruler.text[start].strip("-+￥$(（△")):
        return min(width, house.TABLE_LONG_WORD * size // 2)
    return width


def set_cell(  # noqa: PLR0913, PLR0917 — which text, and where it is set
    text: Text, index: int, start: int, edges: tuple[int, int], alignment: Alignment, right: int = 0
) -> SetCell:
    """Set a cell of block `index`, whose text starts at `start` in the block's, between two edges.

    `right` is the room that a figure leaves free at the right. Lines in the middle are as nearly of one length as may be.
    """
    if not any(part.whole.text for part in text.parts):
        # Lines that the author left empty are room to write in.
        empty = [Line(index, start + number, "", (edges[0],)) for number in range(len(text.parts))]
        return SetCell(tuple(empty) if empty[1:] else (), alignment)
    left, room = edges[0], edges[1] - edges[0] - right
    lines: list[Line] = []
    hang = 0
    for part in text.parts:
        hang = max(hang, part.room)
        if not part.whole.text:
            lines.append(Line(index, start, "", (left,)))
        begin = 0
        for end in _ends(part, room, even=alignment is Alignment.CENTRE):
            width = part.whole.visible_width(begin, end)
            free = max(0, room - width)
            offset = {Alignment.LEFT: part.room if begin else 0, Alignment.CENTRE: free // 2, Alignment.RIGHT: free}[alignment]
            shift = (left + offset) // EMU_PER_TWIP * EMU_PER_TWIP if alignment is not Alignment.CENTRE else left + offset
            lines.append(Line(index, start + begin, part.whole.text[begin:end], places(part.whole, begin, end, shift)))
            begin = end
        start += len(part.whole.text) + 1
    return SetCell(tuple(lines), alignment, hang, right)


def _ends(part: Part, room: int, *, even: bool) -> list[int]:
    """The ends of the lines of a part; no more characters are taken to a short last line than a wide cell can spare."""
    if not part.rest.text:
        return [len(part.whole.text)] if part.whole.text else []
    inside = max(1, room - part.room)
    last = house.LAST_LINE_LEAST if inside >= house.TABLE_NAME * part.whole.size else 1
    ends = break_text(part.rest, inside, inside, last)
    if even and len(ends) > 1:
        ends = _evened(part.rest, ends, inside, last)
    return [end + part.indent for end in ends]


def _evened(ruler: Ruler, ends: Sequence[int], room: int, last: int) -> list[int]:
    """Break a text into as many lines, in the least room that takes no more."""
    low, high = 0, room
    found = list(ends)
    while high - low > ruler.size // 4:
        middle = (low + high) // 2
        tried = break_text(ruler, middle, middle, last)
        starts = [0, *tried[:-1]]
        if (
            len(tried) == len(ends)
            and all(ruler.visible_width(*line) <= middle for line in zip(starts, tried, strict=True))
            and not any(map(ruler.penalty, tried[:-1]))
        ):
            found, high = tried, middle
        else:
            low = middle
    return found
