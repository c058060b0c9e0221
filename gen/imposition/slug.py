"""A plan, a frame and the inks → what the margin of a sheet tells the printer and the binder: slug line, colour bar, collation marks.

The slug line 折页信息 says what the sheet is. It is drawn as outlines, so that a sheet needs no font for it, on every
plate. The colour bar 色标 has a full and a half patch of each ink. Collation marks 帖标 on the folds of the outermost
sheets make a staircase on the back of a sewn or glued book: a gathering that is missing or misplaced breaks it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from gen.errors import Diagnostic, Place
from gen.imposition.marks import REGISTRATION, SPOT, mark_operators, number
from gen.imposition.order import Position, Sheet
from gen.imposition.places import MARK_LENGTH, MARK_OFFSET, Box, Frame
from gen.imposition.plan import PROCESS_INKS, Plan, PlanError
from gen.units import mm, pt, to_mm


class Glyph(NamedTuple):
    """A character's outline as path operators of PDF, in thousandths of an em from its origin on the baseline, and its advance."""

    path: str
    advance: int


Draw = Callable[[str], Glyph]
"""A character → its glyph. The caller has the fonts."""

PATCH: Final = mm(4)
_SLUG_SIZE: Final = pt(6)
_GAP: Final = mm(2)
_MIDDLE: Final = 0.38
"""In ems above the baseline: the middle of a hanzi."""
_EM: Final = 1000
_TINTS: Final = ("1", "0.5")
_ELLIPSIS: Final = "…"
_MARK_WIDTH: Final = mm(2)
_MARK_HEIGHT: Final = mm(6)
_MARK_MARGIN: Final = mm(20)
"""Collation marks keep this distance from head and foot, where a cover's glue and a knife may spoil them."""


class Drawing(NamedTuple):
    """Operators, and the outlines that they draw by name: a hanzi takes some 300 bytes, and the slug lines have few different ones."""

    operators: str
    glyphs: dict[str, str]


class Slug(NamedTuple):
    """What the slug line says of every side, and the glyphs to draw it with, None for no line."""

    title: str
    inks: tuple[str, ...]
    draw: Draw | None


class Margin:
    """The margin of all sides of an imposition. PlanError if the trim is too narrow for the colour bar.

    The line above the trim is the slug: the title from the corner to the registration mark at a quarter of the width,
    the facts of the side from there to the middle. Below them, under the trim, is the colour bar.
    """

    def __init__(self, plan: Plan, frame: Frame, slug: Slug, file: str) -> None:
        trim = frame.trim
        quarter, aside = trim.left + trim.width // 4, MARK_LENGTH // 2 + _GAP
        self._facts = quarter + aside, trim.left + trim.width // 2 - _GAP
        needed = len(_TINTS) * len(slug.inks) * PATCH
        if self._facts[1] - self._facts[0] < needed:
            message = f"成品只有{to_mm(trim.width):.0f}毫米宽，放不下{len(slug.inks)}种油墨的色标"
            raise PlanError(Diagnostic("标记", message, Place(file), "去掉 --marks"))
        middle = max(MARK_OFFSET, plan.bleed) + MARK_LENGTH // 2
        self._trim, self._slug = trim, slug
        self._height = trim.top + middle
        marks = [*mark_operators(plan, frame), *_bar(slug.inks, self._facts[0], trim.bottom - middle)]
        self.common = self._drawing(slug.title, (trim.left + _GAP, quarter - aside), marks)

    def of_side(self, sheet: Sheet, position: Position, *, back: bool) -> Drawing:
        """What only this side has: its place in the book, and a collation mark if it is the outside of a gathering."""
        outside = position.gatherings > 1 and not back and sheet.depth == 0
        marks = [_collation(position, self._trim)] if outside else []
        return self._drawing(_facts(position, self._slug.inks, back=back), self._facts, marks)

    def _drawing(self, text: str, stretch: tuple[int, int], marks: list[str]) -> Drawing:
        """Marks and a part of the slug line, which ends with an ellipsis if it is too long for its stretch."""
        if self._slug.draw is None:
            return Drawing("\n".join(marks), {})
        room = (stretch[1] - stretch[0]) * _EM // _SLUG_SIZE
        line = [(character, self._slug.draw(character)) for character in text]
        if sum(glyph.advance for _, glyph in line) > room:
            end = self._slug.draw(_ELLIPSIS)
            while line and sum(glyph.advance for _, glyph in line) + end.advance > room:
                line.pop()
            line.append((_ELLIPSIS, end))
        glyphs = {f"U{ord(character):04X}": glyph.path for character, glyph in line if glyph.path}
        return Drawing("\n".join((*marks, *_text(line, stretch[0], self._height))), glyphs)


def _facts(position: Position, inks: tuple[str, ...], *, back: bool) -> str:
    """The place of a side in the book and its inks → the words of the slug line."""
    gathering = f"第{position.gathering}/{position.gatherings}帖　" if position.gatherings > 1 else ""
    return f"{gathering}第{position.sheet}/{position.sheets}张　{'反面' if back else '正面'}　{'　'.join(inks)}"


def _text(line: Sequence[tuple[str, Glyph]], left: int, middle: int) -> Iterator[str]:
    """Draw characters one after another, on every plate."""
    scale = number(_SLUG_SIZE / _EM)
    yield f"q /{REGISTRATION} cs 1 scn {scale} 0 0 {scale} {number(left)} {number(middle - _SLUG_SIZE * _MIDDLE)} cm"
    for character, glyph in line:
        drawn = f"/U{ord(character):04X} Do " if glyph.path else ""
        yield f"{drawn}1 0 0 1 {glyph.advance} 0 cm"
    yield "Q"


def _bar(inks: tuple[str, ...], left: int, middle: int) -> Iterator[str]:
    """Draw the colour bar: a full and a half patch of each ink."""
    yield "q"
    y = middle - PATCH // 2
    for place, (ink, tint) in enumerate((ink, tint) for ink in inks for tint in _TINTS):
        colour = " ".join(tint if ink == process else "0" for process in PROCESS_INKS) + " k" if ink in PROCESS_INKS else f"/{SPOT} cs {tint} scn"
        yield f"{colour} {_area(left + place * PATCH, y, PATCH, PATCH)}"
    yield "Q"


def _collation(position: Position, trim: Box) -> str:
    """Draw the collation mark of a gathering, a step below that of the one before; from the foot it returns to the head."""
    steps = max(1, (trim.height - 2 * _MARK_MARGIN) // _MARK_HEIGHT)
    top = trim.top - _MARK_MARGIN - (position.gathering - 1) % steps * _MARK_HEIGHT
    fold = trim.left + trim.width // 2
    return f"q 0 0 0 1 k {_area(fold - _MARK_WIDTH // 2, top - _MARK_HEIGHT, _MARK_WIDTH, _MARK_HEIGHT)} Q"


def _area(left: int, bottom: int, width: int, height: int) -> str:
    return f"{number(left)} {number(bottom)} {number(width)} {number(height)} re f"
