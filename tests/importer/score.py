"""How well the importer finds the structure that a person found: `python tests/importer/score.py EXPECTED CORPUS [--verbose]`.

EXPECTED holds dNNNN.json files (its README says by which rules), CORPUS the texts dNNNN.txt. Printed for each field is the share
of documents that agree; for lists of units and paragraphs the share of items, by longest common subsequence.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from gen.document.model import Document  # noqa: E402
from gen.importer.intake import take_in  # noqa: E402
from gen.importer.recognise.recognise import recognise  # noqa: E402
from gen.wording.structure import export_json  # noqa: E402 — runnable without an installed package

FIELDS: Final = (
    "title",
    "doc_number",
    "adoption_note",
    "promulgation",
    "issuing_body",
    "date",
    "adoption_dates",
    "addressee",
    "closing",
    "signature",
    "effective_date",
    "effective_rule",
    "attachments",
)
LISTS: Final = ("articles", "preamble_paragraphs", "body_paragraphs")
INSIDE_ATTACHMENTS: Final = ("articles", "paragraphs")
_SHOWN: Final = 12
_SPACE = re.compile(r"\s+")
_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")


@dataclass(frozen=True, slots=True)
class Tally:
    """Of `total` expected or found things, `same` agree; `differences` says which do not."""

    same: int
    total: int
    differences: tuple[str, ...] = ()

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.same + other.same, self.total + other.total, self.differences + other.differences)

    @property
    def share(self) -> float:
        """The share that agrees, 1 where there is nothing."""
        return self.same / self.total if self.total else 1.0


def imported(path: Path) -> Document:
    """A text file → its document, through the whole importer."""
    return recognise(take_in(path.read_bytes(), path.name).items, path.stem)[0]


def score(expected: Path, corpus: Path) -> dict[str, Tally]:
    """Folders of expected structures and of texts → the tally of each field."""
    tallies = {field: Tally(0, 0) for field in (*FIELDS, *LISTS, *(f"attachments.{name}" for name in INSIDE_ATTACHMENTS))}
    for file in sorted(expected.glob("d*.json")):
        wanted: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        found: dict[str, Any] = json.loads(export_json(imported(corpus / f"{file.stem}.txt")))
        for field, tally in _compare(file.stem, wanted, found):
            tallies[field] += tally
    return tallies


def _compare(name: str, wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[tuple[str, Tally]]:
    for field in FIELDS:
        left, right = _brief(field, wanted[field]), _brief(field, found[field])
        same = _agree(field, left, right)
        yield field, Tally(int(same), 1, () if same else (f"{name}: {left!r} ≠ {right!r}",))
    for field in LISTS:
        yield field, _common(name, _items(wanted[field]), _items(found[field]))
    for left, right in zip(wanted["attachments"], found["attachments"], strict=False):
        for field in INSIDE_ATTACHMENTS:
            yield f"attachments.{field}", _common(f"{name} {right['label']}", _items(left[field]), _items(right[field]))


def _bare(text: str) -> str:
    return _SPACE.sub("", text).translate(_FULL_WIDTH)


def _brief(field: str, value: Any) -> Any:  # noqa: ANN401 — JSON
    """A value → the form to compare: no white space, full-width marks, an attachment by its text."""
    if isinstance(value, str):
        return _bare(value)
    if field == "attachments":
        return [[_bare(part["label"]), _bare(part["title"] or ""), part["kind"], _count(part["tables"])] for part in value]
    if isinstance(value, dict):
        return {key: _bare(inner) if isinstance(inner, str) else inner for key, inner in value.items()}
    return value


def _count(tables: int | list[Any]) -> int:
    return tables if isinstance(tables, int) else len(tables)


_IN_FULL: Final = ("title", "doc_number", "issuing_body", "date", "effective_date", "effective_rule")


def _agree(field: str, left: Any, right: Any) -> bool:  # noqa: ANN401 — JSON
    """Whether a field agrees: texts by the beginning that was written down, all else in full."""
    if isinstance(left, str) and isinstance(right, str) and field not in _IN_FULL:
        return left[:_SHOWN] == right[:_SHOWN]
    return bool(left == right)


def _items(values: Sequence[Any]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for value in values:
        if isinstance(value, dict):
            found.append((value["level"], _bare(value["label"]), _bare(value["text"])[:_SHOWN]))
        elif isinstance(value, str):
            found.append((_bare(value)[:_SHOWN],))
        else:
            found.append((value[0], _bare(value[1]), _bare(value[2])[:_SHOWN]))
    return found


def _common(name: str, wanted: list[tuple[str, ...]], found: list[tuple[str, ...]]) -> Tally:
    """Two lists → how many of the longer are in both, in order."""
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    differences = tuple(
        f"{name}: {wanted[left:left_end]} ≠ {found[right:right_end]}"
        for kind, left, left_end, right, right_end in matcher.get_opcodes()
        if kind != "equal"
    )
    return Tally(same, max(len(wanted), len(found)), differences)


def main() -> None:
    """Print the score."""
    parser = argparse.ArgumentParser(description="How well the importer finds the structure of real documents.")
    parser.add_argument("expected", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--verbose", action="store_true", help="list every disagreement")
    arguments = parser.parse_args()
    for field, tally in score(arguments.expected, arguments.corpus).items():
        sys.stdout.write(f"{field:<24}{tally.same:>6}/{tally.total:<6}{tally.share:8.2%}\n")
        if arguments.verbose:
            for difference in tally.differences:
                sys.stdout.write(f"    {difference}\n")


if __name__ == "__main__":
    main()
