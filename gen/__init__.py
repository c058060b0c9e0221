"""Typeset the documents of people's congresses: one source, a GB/T 9704-2012 DOCX, the same PDF, and a plain-text gazette.

The names below are the library (docs/api.md). `import gen` loads none of it: each name is found when it is first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gen.interface import (
        Design,
        Diagnostic,
        Document,
        Edition,
        GenError,
        Place,
        Settings,
        Severity,
        SourceError,
        SourceWarning,
        build,
        check,
        read,
        settings,
        typeset,
        write,
    )

    __version__: str
else:

    def __getattr__(name: str) -> object:
        if name == "__version__":
            from gen import plugins

            return plugins.version()
        if name in __all__:
            from gen import interface

            return getattr(interface, name)
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__all__ = [
    "Design",
    "Diagnostic",
    "Document",
    "Edition",
    "GenError",
    "Place",
    "Settings",
    "Severity",
    "SourceError",
    "SourceWarning",
    "__version__",
    "build",
    "check",
    "read",
    "settings",
    "typeset",
    "write",
]
