"""Regular expressions compiled at their first use: a run needs few of a module's, and some take a millisecond."""

import re
from typing import Any, cast


class _Late:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — whatever a compiled pattern has
        found = getattr(re.compile(self._pattern), name)
        setattr(self, name, found)
        return found


def late(pattern: str) -> re.Pattern[str]:
    """A pattern → an object with the methods of `re.compile(pattern)`, compiled when one of them is first used."""
    return cast("re.Pattern[str]", _Late(pattern))
