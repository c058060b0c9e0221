"""A paragraph → its lines, by multiplication: a ruler measures only those that have figures or letters in reach, beyond what labels have."""

from functools import lru_cache, partial
from typing import Final, NamedTuple

from gen.standard.styles import Hang, Style
from gen.typesetting.justify import places, set_line
from gen.typesetting.kinsoku import IDEOGRAPHIC_SPACE, NO_END, NO_START, ODD, number_end
from gen.typesetting.office import office_end
from gen.typesetting.ruler import Line, Ruler, is_han, is_long_enough, last_start, line_end, mark_bond

_LABELLED: Final = [" "]
"""What is odd in 第十二条 为了……: the space after the label."""
_LONGEST_LABEL: Final = 12
_BOUND: Final = 30
"""More characters than are bound to a figure before them: four units of six, 平方公里 with 多 and a space before."""
_BEYOND: Final = 16 + _BOUND
"""What is measured beyond a line of full-width characters, since others are narrower."""
_MOST_LABELS: Final = 128
"""(一) and 12. come again in document after document; of so many labels of a style the places are kept."""
_HAN, _MARK = "一", "，"


class _Shape(NamedTuple):
    """What lines of so many characters share: their places, their slack, and how many would fit where one more does, else 0."""

    x: tuple[int, ...]
    slack: int
    room: int


class _Shapes(dict[int, _Shape]):
    """How many characters a line has → its shape, filled as they are met.

    The line stands from `left` to `right`; of its `head`, which is not full-width, the first `label` characters are in the label's face.
    """

    def __init__(self, style: Style, left: int, right: int, head: str = "", label: int = 0) -> None:
        super().__init__()
        self.style, self.left, self.width = style, left, right - left
        self.head, self.label = head, label
        before = max(0, len(head) - 1)
        measured = self.ruler(before + 1)
        self.gaps = bool(measured.gaps)
        self.advance = measured.advance
        self.shift = measured.offsets[before] - before * measured.advance
        self.full = (self.width + style.tracking - self.shift) // self.advance
        """The most characters that fit."""
        self.reach = self.width // self.advance
        """How many an office program could find room for; what follows them tells nothing of the line's end."""

    def ruler(self, count: int) -> Ruler:
        """A line of so many characters, measured."""
        return Ruler(self.head + _HAN * (count - len(self.head)), self.style, self.style.size, self.label)

    def last(self, count: int) -> tuple[int, ...]:
        """The places of a last line, which keeps its natural width; kept under the number below 0."""
        shape = self.get(-count)
        if shape is None:
            shape = self[-count] = _Shape(places(self.ruler(count), 0, count, self.left), 0, 0)
        return shape.x

    def __missing__(self, count: int) -> _Shape:
        ruler = self.ruler(count)
        slack = self.width - ruler.visible_width(0, count)
        more = self.shift + (count + 1) * self.advance <= self.width
        shape = self[count] = _Shape(places(ruler, 0, count, self.left, slack), slack, (self.width - self.shift) // self.advance if more else 0)
        return shape


class Plain:
    """How plain paragraphs of one style stand in one measure: the places of lines of every length, kept as they are met.

    A Ruler, `break_text` and `justify` give the same lines (a test holds them together): this one looks only at the characters where lines end.
    """

    def __init__(self, style: Style, right: int) -> None:
        self.style = style
        first = int(style.indent)
        self.first, self.others = _Shapes(style, first, right), _Shapes(style, 0, right)
        self.labelled = lru_cache(_MOST_LABELS)(partial(_Shapes, style, first, right))

    def lines(self, text: str, index: int, label: int, odd: list[str]) -> tuple[Line, ...]:  # noqa: C901, PLR0912 — nine of ten blocks: each call less counts
        """The lines of block `index`, in whose text a label of so many characters stands first, and all that is `odd`.

        None where they depend on more than what is near their ends.
        """
        length = len(text)
        # The first line ends after `least`: what is odd in a label and bound to it, or the last ideographic space.
        first, least, never = self.first, 0, length + self.others.reach
        place = never
        if odd:
            first, least = self._labelled(text, odd, label)
            place = never if least else -1
        if IDEOGRAPHIC_SPACE in text:
            if odd:
                return ()
            least = text.rfind(IDEOGRAPHIC_SPACE) + 1
        lines: list[Line] = []
        start, measured, shapes, floor = 0, 0, first, least
        while start < length:
            if place < start:
                match = ODD.search(text, start)
                place = match.start() if match else never
            end = start + shapes.full
            if place <= start + shapes.reach:
                line = self._measured(text, index, start, label)
                if not line:
                    return ()
                lines.append(line)
                end = measured = line.end
            elif end >= length:
                if length <= floor:
                    return ()
                lines.append(Line(index, start, text[start:], shapes.last(length - start)))
                break
            else:
                while end > floor and (text[end] in NO_START or text[end - 1] in NO_END):
                    end -= 1
                if end <= floor:
                    return ()
                x, slack, room = shapes[end - start]
                held = bool(room) and office_end(text, start, start + room) != end
                lines.append(Line(index, start, text[start:end], x, slack, held))
            start = floor = end
            shapes = self.others
        if lines[1:] and not is_long_enough(text, lines[-1].start):
            return () if lines[-2].start < measured else self._lengthened(text, lines, first, least, label)
        return tuple(lines)

    def _lengthened(self, text: str, lines: list[Line], first: "_Shapes", least: int, label: int) -> tuple[Line, ...]:
        """The lines of a text whose last is too short: the one before it gives it characters, where it has some to give."""
        others, length = self.others, len(text)
        *before, last_but_one, last = lines
        index, begin, start = last.block, last_but_one.start, last.start
        if least and not before:
            # What stands before `least` is bound and as wide as only a ruler knows.
            ruler = Ruler(text, self.style, self.style.size, label)
            start = last_start(text, begin, start, ruler.bond, lambda place: ruler.visible_width(place, length) <= others.width)
        else:
            start = last_start(text, begin, start, partial(mark_bond, text), lambda place: length - place <= others.full)
        if start <= least:
            return ()
        x, slack, room = (others if before else first)[start - begin]
        held = bool(room) and office_end(text, begin, begin + room) != start
        line = Line(index, begin, text[begin:start], x, slack, held)
        return (*before, line, Line(index, start, text[start:], others.last(length - start)))

    def _labelled(self, text: str, odd: list[str], label: int) -> tuple["_Shapes", int]:
        """How a first line stands in which a label alone has something odd, and where what is bound to that ends; 0 where that is not so."""
        least = text.find(" ") + 1 if odd == _LABELLED else max(map(text.rfind, set(odd))) + 1
        if not least <= _LONGEST_LABEL or least >= len(text):
            return self.first, 0
        shapes = self.labelled(text[: least + 1].translate(_SHAPES), min(label, least) if self.style.label_face else 0)
        # Office programs do not set gaps alike.
        return (self.first, 0) if shapes.gaps else (shapes, max(least, number_end(text, set(odd))))

    def _measured(self, text: str, index: int, start: int, label: int) -> Line | None:
        """The line that begins at a place, measured; none where it has to be cut inside of what is bound, or is much longer than others."""
        shapes = self.others if start else self.first
        for beyond in (_BEYOND, _BEYOND + 2 * shapes.reach):
            stop = start + shapes.reach + beyond
            ruler = Ruler(text[start:stop], self.style, self.style.size, max(0, label - start))
            if stop >= len(text) or ruler.fill(0, shapes.width + ruler.tracking) + _BOUND <= stop - start:
                break
        else:
            return None  # most of it is narrow: it is measured once, and not anew for each line
        end = line_end(ruler, 0, shapes.width)
        if end < len(ruler.text) and ruler.bond(end):
            return None
        return set_line(ruler, index, (0, end), shapes.left, shapes.left + shapes.width, start)


class _ShapeOf(dict[int, str]):
    """Character → one that takes the same place: of a label only what is odd matters, and where hanzi are beside it."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        shape = self[code] = character if ODD.match(character) else _HAN if is_han(character) else _MARK
        return shape


_SHAPES: Final = _ShapeOf()


@lru_cache(maxsize=256)
def plain_of(style: Style, right: int) -> Plain | None:
    """A style and the right edge of its lines (EMU) → how its plain paragraphs stand; none where lines hang, or marks outside of them."""
    return Plain(style, right) if style.hang is Hang.NONE and not style.hanging else None
