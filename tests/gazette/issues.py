"""Issues for tests: the example, in any layout, and small ones written out file by file."""

from functools import cache
from pathlib import Path

from editions import ROOT, TEMPLATES
from msgspec.structs import replace

from gen.gazette.bind import Bound, bind
from gen.gazette.issue_file import load_issue

EXAMPLE = ROOT / "source" / "gazette" / "2022-1.yaml"
FRONT = "gazette: 甲市人大常委会公报\norgan: 甲市人大常委会\nyear: 2023\nnumber: 2\ndate: 2023-03-01\n"


@cache
def example(layout: str = "16k") -> Bound:
    """The example issue in a layout."""
    issue, _ = load_issue(EXAMPLE, "source/gazette/2022-1.yaml")
    bound, _ = bind(replace(issue, layout=layout), TEMPLATES)
    return bound


def document(title: str, *paragraphs: str, kind: str = "decision") -> str:
    """The text of a source."""
    return "\n".join(["---", f"kind: {kind}", "organ: 甲市人民代表大会常务委员会", f"title: {title}", "---", *paragraphs, ""])


def written(folder: Path, documents: dict[str, str], front: str = FRONT, listed: str = "") -> Path:
    """Files of an issue in a folder → its own file, which lists them all unless told otherwise."""
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "issue.yaml"
    path.write_text(front + (listed or "documents:\n" + "".join(f"  - {name}\n" for name in documents)), encoding="utf-8")
    return path


def bound(path: Path, layout: str = "") -> Bound:
    """An issue's file → the issue bound."""
    issue, _ = load_issue(path, str(path))
    return bind(replace(issue, layout=layout or issue.layout), TEMPLATES)[0]
