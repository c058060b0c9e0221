"""Editions for tests: the example, and any source text, on the packaged templates and the bundled fonts."""

from functools import cache
from pathlib import Path

from gen.composition.templating import Templates
from gen.fonts import Chain, choose
from gen.pipeline import typeset
from gen.source.reader import read
from gen.workspace.workspace import Workspace
from gen.writers.edition import Edition
from gen.writers.session import Session, Settings

ROOT = Path(__file__).parent.parent
TEMPLATES = Templates([ROOT / "templates"])
EXAMPLE = ROOT / "source" / "example.md"


@cache
def bundled() -> Chain:
    """The bundled fonts."""
    return choose(Workspace(ROOT), "bundled")


@cache
def session() -> Session:
    """What writers keep from one test to the next, on the bundled fonts."""
    return Session(bundled())


def settings(width: int = 28, encoding: str = "utf-8") -> Settings:
    """Settings on the bundled fonts."""
    return Settings(session(), width, encoding)


def edition(source: str, file: str = "test.md") -> Edition:
    """A source's text → its edition."""
    document, _ = read(source.encode(), file, "test")
    return typeset(document, TEMPLATES, file)


@cache
def example() -> Edition:
    """The example decision."""
    return edition(EXAMPLE.read_text(encoding="utf-8"), "source/example.md")


def squeezed(text: str) -> str:
    """A text without white space: what the contract of identity compares."""
    return "".join(text.split())
