"""How many lines of our DOCX, set by LibreOffice, are the lines of our PDF: over every source of the files and folders given.

    python bench/agreement.py [--office COMMAND] SOURCE…

COMMAND takes the options of `soffice`, which is the default: another version of it, or `node bench/office_wasm.mjs`, LibreOffice 24.8.

Two judges. “Delivered” takes the very bytes that `gen build` writes. “Hanging inverted” takes a copy in which `w:overflowPunct` says the opposite,
since LibreOffice (7.4, 25.2) reads it the wrong way round; a newer one judges the delivered bytes only. Prints each document that differs, with its
first line that does, then the program that judged and its figures; then how far elements are from their places in the PDF: the largest distance of
each, in millimetres, without what LibreOffice's narrower gaps between Han and Latin move.
"""

import argparse
import re
import sys
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import office  # noqa: E402 — the tests' readers of pages and their office program, from the path above
from drawn import body, lines  # noqa: E402
from editions import TEMPLATES, settings  # noqa: E402
from places import Distance, distances, worst  # noqa: E402

from gen.errors import GenError  # noqa: E402
from gen.pipeline import read_document, typeset  # noqa: E402
from gen.writers import write  # noqa: E402

if TYPE_CHECKING:
    from gen.writers.edition import Edition

_BATCH = 20
_LEADER = re.compile(r"·{2,}(?=\d+$)|(?<=[a-z])-$")
"""What an office program draws as characters: the dots of a 目录, the hyphen after a part of a word."""

Drawn = list[tuple[int, str]]
"""Page and text of every line, without folios."""


@dataclass
class Tally:
    """What one judge found, summed over documents: lines and page starts that are the PDF's, and documents that have its characters in its order."""

    lines: int = 0
    starts: int = 0
    texts: int = 0
    far: dict[str, tuple[str, Distance]] = field(default_factory=dict)
    """Element → the document and line in which it is furthest from its place."""

    def add(self, name: str, ours: Drawn, theirs: Drawn) -> None:
        """Compare one document, and print where it differs first."""
        matcher = SequenceMatcher(None, [text for _, text in ours], [text for _, text in theirs], autojunk=False)
        same = sum(block.size for block in matcher.get_matching_blocks())
        firsts, others = _page_starts(ours), _page_starts(theirs)
        self.lines += same
        self.starts += sum(a == b for a, b in zip(firsts, others, strict=False))
        self.texts += _text(ours) == _text(theirs)
        if theirs != ours:
            print(f"{name}: {len(ours) - same} of {len(ours)} lines differ, pages {len(firsts)} / {len(others)}")
            page, mine, other, their = next(((*a, *b) for a, b in zip(ours, theirs, strict=False) if a != b), (0, "", 0, ""))
            print(f"    {page}: {mine}\n    {other}: {their}")

    def add_places(self, name: str, found: list[Distance]) -> None:
        """Keep the largest distance of each element."""
        for element, distance in worst(found).items():
            if element not in self.far or distance.largest > self.far[element][1].largest:
                self.far[element] = name, distance


def main(named: list[Path]) -> None:
    """Compare every source, twenty at a start of the office program, before each judge."""
    sources = [source for path in named for source in (sorted(path.rglob("*.md")) if path.is_dir() else [path])]
    judges = {name: convert for name, convert in office.JUDGES.items() if name == "delivered" or office.reads_hanging_inverted()}
    tallies = {judge: Tally() for judge in judges}
    documents = drawn = pages = 0
    for first in range(0, len(sources), _BATCH):
        made: dict[str, tuple[Path, bytes, Drawn]] = {}
        editions: dict[str, tuple[Edition, bytes]] = {}
        for number, source in enumerate(sources[first : first + _BATCH]):
            try:
                edition = typeset(read_document(source)[0], TEMPLATES, str(source))
                pdf = write(edition, "pdf", settings())
                made[f"d{number}"] = source, write(edition, "docx", settings()), _undrawn(body(lines(pdf)))
                editions[f"d{number}"] = edition, pdf
            except GenError as error:
                print(f"{source}: {error}")
        documents += len(made)
        drawn += sum(len(ours) for _, _, ours in made.values())
        pages += sum(len(_page_starts(ours)) for _, _, ours in made.values())
        for judge, convert in judges.items():
            converted = convert({stem: docx for stem, (_, docx, _) in made.items()})
            for stem, (source, _, ours) in made.items():
                theirs = _undrawn(body(lines(converted[stem])))
                tallies[judge].add(f"{judge}, {source}", ours, theirs)
                tallies[judge].add_places(str(source), distances(*editions[stem], converted[stem]))
    print(office.version())
    for judge, tally in tallies.items():
        print(
            f"{judge + ':':18}{tally.lines} of {drawn} lines equal ({tally.lines / max(1, drawn):.3%}); "
            f"{tally.starts} of {pages} pages start alike; {tally.texts} of {documents} documents have the same characters in the same order"
        )
    for judge, tally in tallies.items():
        print(f"\nlargest distance, {judge} (mm: across, down)")
        for element, (name, distance) in sorted(tally.far.items(), key=lambda item: -item[1][1].largest):
            across = max(0, distance.across - distance.by_gaps)
            print(f"  {element:20}{across:6.2f}{distance.down:6.2f}  {name}, page {distance.page}: {distance.text[:30]}")


def _undrawn(drawn: Drawn) -> Drawn:
    """Lines without what is no part of the text."""
    return [(page, _LEADER.sub("", text)) for page, text in drawn]


def _text(drawn: Drawn) -> str:
    return "".join(text for _, text in drawn)


def _page_starts(drawn: Drawn) -> list[str]:
    return [text for number, (page, text) in enumerate(drawn) if not number or drawn[number - 1][0] != page]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--office", default=office.SOFFICE, help="the command of another office program")
    parser.add_argument("sources", nargs="+", type=Path, help="sources, or folders of them")
    arguments = parser.parse_args()
    office.SOFFICE = arguments.office
    main(arguments.sources)
