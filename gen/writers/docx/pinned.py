"""A pinned line → its pieces, each with the character spacing that makes the line full in Word and LibreOffice."""

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from itertools import groupby, pairwise
from typing import Final

from gen.standard import house
from gen.standard.styles import Style
from gen.typesetting.justify import solid_places
from gen.typesetting.marks import given_up
from gen.typesetting.ruler import Line
from gen.typesetting.seams import opening_gap, seams
from gen.units import EMU_PER_TWIP, to_twip

_ROOM_FOR_NONE: Final = 100
"""Twips: room at the end of a line in which no character finds place."""
_ROUNDING: Final = 20
"""Twips: what a line that has no room for one more character keeps of that, for what programs round."""

Pieces = list[tuple[str, int]]
"""Pieces of a text, each with its spacing in twips, tracking included."""


def pinned(line: Line, style: Style, kept: int = 0, *, following: str = "", faced: bool = True) -> Pieces:
    """Spread a line's slack over all its characters but the first `kept`.

    One piece is enough if it fills the line in both programs. But LibreOffice sets narrower gaps between Han and Latin, and
    ignores a negative spacing before a gap. If that leaves room for one more character, we give the characters before gaps a
    negative spacing, which only Word follows, and the other characters more. `following` is the text after the line, `faced`
    that of its block.
    """
    if line.squeezed:
        return _squeezed(line, style, kept, following, faced=faced)
    if _spreads_figures(line, style):
        return _apart(line, style, kept, faced=faced)
    tracking, slack = to_twip(style.tracking), _slack(line, style, faced=faced)
    text, head = line.text[kept:], []
    if kept:
        head = [(line.text[:kept], tracking)]
        slack += min(0, tracking)  # which LibreOffice leaves out where a spacing changes
    count = len(text)
    _, all_gaps = seams(line.text, faced=faced)
    gaps = [place - kept for place in all_gaps if place > kept]
    edges = (0, *gaps, count)
    inner = [right - left - 1 for left, right in pairwise(edges)]
    narrower = len(all_gaps) * _narrower(style)
    # What each program has to spread when none of these characters has any spacing; the last one's counts in neither.
    word = slack + tracking * (count - 1)
    office = word + narrower
    even = tracking + max(0, slack // count)
    followed = count if even >= 0 else sum(inner)
    # A negative spacing is left out at the end of every piece.
    heeded = sum(inner) if office >= 0 else sum(length - 1 for length in inner if length)
    if not gaps or office - even * followed < _ROOM_FOR_NONE or heeded < 1:
        return [*head, (text, even)]
    wide = office // heeded
    tight = (word - wide * sum(inner)) // len(gaps)
    pieces = (piece for left, right in pairwise(edges) for piece in ((text[left : right - 1], wide), (text[right - 1 : right], tight)))
    return [*head, *(piece for piece in pieces if piece[0])]


def _slack(line: Line, style: Style, *, faced: bool) -> int:
    """What there is to spread (twips): the slack, less the gap that LibreOffice alone sets after ①, which Word spreads itself."""
    opening = opening_gap(line.text, style.size) if faced and not line.start else 0
    return line.slack // EMU_PER_TWIP - opening // EMU_PER_TWIP


def squeezed(line: Line, style: Style) -> Pieces:
    """Cut a line that no program ends elsewhere at its marks that give up half an em."""
    roles = [_Role.MARK if place in line.squeezed and line.start + place else _Role.NATURAL for place in range(len(line.text))]
    tracking = to_twip(style.tracking)
    return _pieces(line.text, roles, {_Role.NATURAL: tracking, _Role.MARK: tracking - to_twip(given_up(style.size))})


class _Role(Enum):
    """What sets the spacing of a character."""

    NATURAL = auto()
    """Its style: a label, and a figure or letter before another, which justification does not open up."""
    GAP = auto()
    """The gap after it."""
    MARK = auto()
    """The half em that it gives up."""
    WIDE = auto()
    """The slack of the line."""


def _apart(line: Line, style: Style, kept: int, *, faced: bool) -> Pieces:
    """Spread the slack of a loose line over its characters, but for the figures and letters of a run, as the PDF does."""
    text, tracking = line.text, to_twip(style.tracking)
    _, gaps = seams(text, faced=faced)
    solid = set(solid_places(text, 0, len(text)))
    roles = [_Role.WIDE if place >= kept and place not in solid else _Role.NATURAL for place in range(len(text))]
    # Few gaps leave no room for one more character where LibreOffice sets them narrower: then what is before them is opened up too.
    narrower = len(gaps) * _narrower(style)
    for place in gaps if narrower >= _ROOM_FOR_NONE else ():
        if place > kept:
            roles[place - 1] = _Role.GAP
    # What each program has to spread when the wide characters have no spacing. The last one's counts in neither.
    word = _slack(line, style, faced=faced) + tracking * (len(text) - 1) - tracking * roles.count(_Role.NATURAL)
    ignored = min(0, tracking) * sum(role is _Role.NATURAL for role, _ in groupby(roles))
    office = word + ignored + (narrower if narrower >= _ROOM_FOR_NONE else 0)
    wide = office // max(1, roles.count(_Role.WIDE))
    tight = (word - wide * roles.count(_Role.WIDE)) // max(1, roles.count(_Role.GAP))
    return _pieces(text, roles, {_Role.NATURAL: tracking, _Role.GAP: min(0, tight), _Role.WIDE: wide})


def _squeezed(line: Line, style: Style, kept: int, following: str, *, faced: bool) -> Pieces:
    """Fill a line of which marks give up half an em.

    LibreOffice ignores a negative spacing at the end of a piece, so a mark that is a piece keeps its em there: the other
    characters are so tight that the line is full all the same. Word then has room for what the marks give up, and spreads it
    itself; they give up no more than leaves it no room for the next character.
    """
    text, tracking = line.text, to_twip(style.tracking)
    closed, gaps = seams(text, faced=faced)
    marks = [place for place in line.squeezed if place >= kept]
    roles = [_Role.NATURAL if place < kept else _Role.MARK if place in marks else _Role.WIDE for place in range(len(text))]
    half = to_twip(given_up(style.size))
    word = _slack(line, style, faced=faced) - half * len(line.squeezed) + tracking * (len(text) - 1 - kept)
    office = word + min(0, tracking) * bool(kept) + len(gaps) * _narrower(style)
    wides = roles.count(_Role.WIDE)
    ends = {*closed, *gaps, *(edge for mark in marks for edge in (mark, mark + 1)), len(text)}
    heeded = wides if office >= 0 else sum(role is _Role.WIDE and place + 1 not in ends for place, role in enumerate(roles))
    wide = office // max(1, heeded)
    spacing = {_Role.NATURAL: tracking, _Role.WIDE: wide}
    if marks:
        over = word - wide * wides - _room_for_none(style, following, len(gaps))
        spacing[_Role.MARK] = min(0, max(wide - half, over // len(marks)))
    return _pieces(text, roles, spacing)


def _pieces(text: str, roles: Iterable[_Role], spacing: Mapping[_Role, int]) -> Pieces:
    """Cut a text where the spacing of its characters changes."""
    alike = groupby(zip(text, roles, strict=True), key=lambda pair: spacing[pair[1]])
    return [("".join([character for character, _ in pairs]), value) for value, pairs in alike]


def _spreads_figures(line: Line, style: Style) -> bool:
    """Whether a line is so loose that its figures would be seen to stand apart, if they were spread as Chinese is."""
    return bool(line.slack > len(line.text) * style.size * house.STRETCH_UNSEEN and solid_places(line.text, 0, len(line.text)))


def _room_for_none(style: Style, following: str, gaps: int) -> int:
    """How much room (twips) a line may have at its end, so that what follows finds no place there, even where its gaps shrink."""
    if not following:
        return to_twip(style.size)
    if following[0] <= "~":
        return _ROOM_FOR_NONE
    shrunk = gaps * to_twip(int(style.size * (house.HAN_LATIN_GAP - house.OFFICE_GAP_LEAST)))
    return max(0, to_twip(style.size) + min(0, to_twip(style.tracking)) - _ROUNDING - shrunk)


def _narrower(style: Style) -> int:
    """How much narrower LibreOffice sets a gap, in twips."""
    return to_twip(int(style.size * (house.HAN_LATIN_GAP - house.OFFICE_GAP)))
