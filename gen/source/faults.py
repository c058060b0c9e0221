"""The faults of one source, each with its place, in line order, at most twenty of a rule."""

from collections import Counter
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gen.errors import Diagnostic, Place, SourceError

MOST_OF_A_RULE: Final = 20
_Key = tuple[str, bool, bool]
"""A rule, and whether the fault is a warning or an info: faults of one key are counted together."""


class Spot(Struct, frozen=True):
    """A line and a column of the source, from 1; 0 is not known."""

    line: int = 0
    column: int = 0


class Line(Struct, frozen=True, gc=False):
    """A printed line of the source, without the white space around it.

    `line` and `column` are the place of its first character.
    """

    text: str
    line: int
    column: int = 1

    def spot(self, offset: int = 0) -> Spot:
        """The place of the character at an offset of the text."""
        return Spot(self.line, self.column + offset)


class Faults:
    """Collects the faults of one source while it is read; `raise_if_errors` then raises them all at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._kept: list[Diagnostic] = []
        self._met: Counter[_Key] = Counter()
        self._first_left_out: dict[_Key, Diagnostic] = {}

    def error(self, rule: str, message: str, spot: Spot, hint: str = "") -> None:
        """Add an error: the source becomes no document."""
        self._add(Diagnostic(rule, message, Place(self.file, spot.line, spot.column), hint))

    def warn(self, rule: str, message: str, spot: Spot, hint: str = "") -> None:
        """Add a warning: the document is made, but the author should look."""
        self._add(Diagnostic(rule, message, Place(self.file, spot.line, spot.column), hint, warning=True))

    def info(self, rule: str, message: str, spot: Spot, hint: str = "") -> None:
        """Add a remark that the author may want to know, though nothing is wrong."""
        self._add(Diagnostic(rule, message, Place(self.file, spot.line, spot.column), hint, info=True))

    def _add(self, diagnostic: Diagnostic) -> None:
        # The limit is applied here, so that a file full of one fault does not fill the memory.
        key = (diagnostic.rule, diagnostic.warning, diagnostic.info)
        self._met[key] += 1
        if self._met[key] <= MOST_OF_A_RULE:
            self._kept.append(diagnostic)
        else:
            self._first_left_out.setdefault(key, diagnostic)

    def all(self) -> tuple[Diagnostic, ...]:
        """The errors in line order, then the warnings, then the infos."""
        left_out = [replace(first, message=f"另有{self._met[key] - MOST_OF_A_RULE}处", hint="") for key, first in self._first_left_out.items()]
        return tuple(sorted(self._kept + left_out, key=lambda found: (found.info, found.warning, found.place)))

    def failure(self) -> SourceError:
        """The error to raise, with all of them."""
        return SourceError(*self.all())

    def raise_if_errors(self) -> tuple[Diagnostic, ...]:
        """Return the warnings; if there is an error, raise SourceError with all faults."""
        diagnostics = self.all()
        if any(not diagnostic.warning for diagnostic in diagnostics):
            raise SourceError(*diagnostics)
        return diagnostics
