"""文首信息: the YAML between two `---` lines → its values, each with its place, all of them text.

Most front matter is lines of `name: plain text`, some with such lines or a list below them: they are read here, in a fifth of the parser's time and
without loading it. Where there is anything else, the whole is the parser's, and so is every fault.
"""

import re
from collections.abc import Sequence
from typing import Final, NoReturn

from gen.source.characters import IDEOGRAPHIC_SPACE, REPLACEMENT
from gen.source.faults import Faults, Line, Spot
from gen.source.values import Listing, Node, Scalar, Section

_FENCE: Final = "---"
_MOST: Final = 1 << 18
"""Characters, which are fewer bytes than are too many."""
_DEEPEST: Final = 3

_LINE = re.compile(r"( *)(?:([A-Za-z_]+):|-)(?: +(\S(?:.*\S)?))?")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ITEM = re.compile(r"(?:[A-Za-z0-9]|[^\x00-\x7f\s])(?:[A-Za-z0-9.-]|[^\x00-\x7f\s])*")
_NOT_TEXT: Final = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})


_Row = tuple[int, int, str | None, str | None, int]
"""A line of the front matter: its number, how far in it begins, its name (none: it is an item of a list), its value and where that begins."""


class _NotPlainError(Exception):
    """Something that only a parser of YAML can read or refuse."""


def parse(lines: Sequence[str], first: int, faults: Faults) -> Section | None:
    """Lines from a `---`, numbered `first`, up to the next → the named values; None, with the error noted, when it is not YAML of our kind."""
    try:
        return _Plain(lines, first).all()
    except _NotPlainError:
        from gen.source.yaml_values import parse_any  # noqa: PLC0415 — PyYAML takes 9 ms to load, and most sources do without

        return parse_any(lines, first, faults)


class _Plain:
    """Reads plain lines from first to last; _NotPlainError at the first of which it is not certain what YAML makes of it."""

    def __init__(self, lines: Sequence[str], first: int) -> None:
        text = "".join(lines)
        if len(text) > _MOST - len(lines) or lines[0] != _FENCE or REPLACEMENT in text or not text.replace(IDEOGRAPHIC_SPACE, "").isprintable():
            _give_up()
        self._rows: list[_Row] = []
        self._next = 0
        for number, line in enumerate(lines[1:], first + 1):
            match = _LINE.fullmatch(line)
            if match is None:
                _give_up()
            indent, name, value = match.groups()
            self._rows.append((number, len(indent), name, value, match.start(3) + 1))

    def all(self) -> Section:
        """Every line, as the values of one section."""
        if not self._rows:
            _give_up()
        return self._section(0, 1)

    def _section(self, indent: int, depth: int) -> Section:
        """The next lines that begin as far in as this, and what is below them."""
        spot = Spot(self._rows[self._next][0], indent + 1)
        entries: dict[str, tuple[Spot, Node]] = {}
        while self._next < len(self._rows):
            line, begins, name, value, column = self._rows[self._next]
            if begins < indent:
                break
            if begins > indent or name is None or name in entries:
                _give_up()
            self._next += 1
            entries[name] = Spot(line, indent + 1), _value(value, line, column) if value else self._below(indent, depth)
        return Section(spot, entries)

    def _below(self, indent: int, depth: int) -> Node:
        """What is below a name without a value: names further in, or a list."""
        if self._next == len(self._rows) or depth == _DEEPEST:
            _give_up()
        _, begins, name, _, _ = self._rows[self._next]
        if begins < indent + (name is not None):
            _give_up()
        return self._section(begins, depth + 1) if name is not None else self._listing(begins)

    def _listing(self, indent: int) -> Listing:
        items: list[Node] = []
        spot = Spot(self._rows[self._next][0], indent + 1)
        while self._next < len(self._rows):
            line, begins, name, value, column = self._rows[self._next]
            if name is not None or begins != indent:
                break
            if not value:
                _give_up()
            self._next += 1
            items.append(_value(value, line, column))
        return Listing(spot, tuple(items))


def _value(text: str, line: int, column: int) -> Scalar | Listing:
    """A value and its place → text, or a list in brackets of such as are certainly text."""
    begins = text[0]
    if begins in "'\"":
        inner = text[1:-1]
        if len(text) == 1 or text[-1] != begins or begins in inner or (begins == '"' and "\\" in inner):
            _give_up()
        printed = inner.strip()
        place = Line(printed, line, column + 1 + len(inner) - len(inner.lstrip()))
        return Scalar(printed, Spot(line, column), (place,) if printed else ())
    if begins == "[":
        items: list[Node] = []
        place_of_item = column + 1
        for item in text[1:-1].split(", "):
            if not _ITEM.fullmatch(item):
                _give_up()
            items.append(_text(item, line, place_of_item))
            place_of_item += len(item) + 2
        return Listing(Spot(line, column), tuple(items), flow=True) if text[-1] == "]" else _give_up()
    return _text(text, line, column)


def _text(text: str, line: int, column: int) -> Scalar:
    """A value without quotes, which YAML may take for something else; no word that is not ASCII is anything but text."""
    begins = text[0]
    if ":" in text or "#" in text or (begins.isascii() and not begins.isalnum()):
        _give_up()
    taken_for = ""
    if text.isascii():
        if _DATE.fullmatch(text):
            taken_for = "timestamp"
        elif not begins.isalpha() or text.lower() in _NOT_TEXT:
            _give_up()
    return Scalar(text, Spot(line, column), (Line(text, line, column),), taken_for)


def _give_up() -> NoReturn:
    raise _NotPlainError
