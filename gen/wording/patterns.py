"""Regular expressions that are compiled when they are first used: most runs need few of their modules's, and some take a millisecond."""

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
    """A pattern → what stands for it compiled: its methods and attributes are those of `re.compile(pattern)`, made when one is asked for."""
    return cast("re.Pattern[str]", _Late(pattern))
