"""The faults of one source: gathered as they are met, given out in line order, at most twenty a rule."""

from collections import Counter
from typing import Final, NamedTuple

from msgspec.structs import replace

from gen.errors import Diagnostic, Place, SourceError

MOST_OF_A_RULE: Final = 20
_Key = tuple[str, bool, bool]
"""A rule and how much it weighs: what is counted together."""


class Spot(NamedTuple):
    """A line and a column of the source, from 1; 0 means not known."""

    line: int = 0
    column: int = 0


class Line(NamedTuple):
    """One printed line of the source, without the white space around it; `line` and `column` are its first character's."""

    text: str
    line: int
    column: int = 1

    def spot(self, offset: int = 0) -> Spot:
        """Give the place of the character at an offset of the text."""
        return Spot(self.line, self.column + offset)


class Faults:
    """What is wrong with one source so far; nothing is raised until everything has been looked at."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._kept: list[Diagnostic] = []
        self._met: Counter[_Key] = Counter()
        self._first_left_out: dict[_Key, Diagnostic] = {}

    def error(self, rule: str, message: str, spot: Spot, hint: str = "") -> None:
        """Note an error: the source will not become a document."""
        self._note(Diagnostic(rule, message, Place(self.file, *spot), hint))

    def warn(self, rule: str, message: str, spot: Spot, hint: str = "") -> None:
        """Note a warning: the author should look, the document is made all the same."""
        self._note(Diagnostic(rule, message, Place(self.file, *spot), hint, warning=True))

    def info(self, rule: str, message: str, spot: Spot, hint: str = "") -> None:
        """Note what the author may want to know; nothing is wrong with it."""
        self._note(Diagnostic(rule, message, Place(self.file, *spot), hint, info=True))

    def _note(self, diagnostic: Diagnostic) -> None:
        # Counted here and not when they are given out, so that a file full of the same fault does not fill the memory.
        key = (diagnostic.rule, diagnostic.warning, diagnostic.info)
        self._met[key] += 1
        if self._met[key] <= MOST_OF_A_RULE:
            self._kept.append(diagnostic)
        else:
            self._first_left_out.setdefault(key, diagnostic)

    def all(self) -> tuple[Diagnostic, ...]:
        """Gather everything noted: errors in line order, then warnings, then infos."""
        left_out = [replace(first, message=f"另有{self._met[key] - MOST_OF_A_RULE}处", hint="") for key, first in self._first_left_out.items()]
        return tuple(sorted(self._kept + left_out, key=lambda found: (found.info, found.warning, found.place)))

    def failure(self) -> SourceError:
        """Gather everything noted → the error to raise, carrying all."""
        return SourceError(*self.all())

    def raise_if_errors(self) -> tuple[Diagnostic, ...]:
        """Gather everything noted → the warnings. SourceError, carrying all, when there is an error among them."""
        diagnostics = self.all()
        if any(not diagnostic.warning for diagnostic in diagnostics):
            raise SourceError(*diagnostics)
        return diagnostics
