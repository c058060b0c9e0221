"""How far justification opens up the lines of running text: over every source of the files and folders given, as the DOCX and the PDF have them.

    python bench/stretch.py [--layout NAME] [--worst N] SOURCE…

A line's stretch is what its characters stand further apart than the grid sets them, in hundredths of an em; the measure is `house.STRETCH_CEILING`
if that is set. Prints how many lines lie in each class, then the loosest with their places. A line that is pulled in has a negative stretch.
"""

import argparse
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from editions import TEMPLATES  # noqa: E402 — from the path above

from gen.errors import GenError  # noqa: E402
from gen.pipeline import read_document, typeset  # noqa: E402
from gen.standard.design import OFFICIAL, Design  # noqa: E402
from gen.standard.styles import Align  # noqa: E402
from gen.typesetting.seams import is_han  # noqa: E402
from gen.writers.edition import Edition  # noqa: E402

_CLASSES = (0, 1, 2, 4, 6, 8, 10, 12, 15, 20, 30, 50)
"""The upper bounds of the classes, in hundredths of an em."""


class Stretched(NamedTuple):
    """A line of running text and its stretch, in hundredths of an em a character."""

    stretch: float
    source: Path
    place: int
    text: str


def stretched(edition: Edition, source: Path) -> Iterator[Stretched]:
    """The lines that fill the measure, each with its stretch."""
    for member in edition.galley:
        if member.style.align is not Align.JUSTIFY or member.table or member.names:
            continue
        advance = member.size + member.style.tracking
        for line in member.lines[:-1]:
            han = [place for place, (left, right) in enumerate(pairwise(line.text)) if is_han(left) and is_han(right)]
            opened = min((line.x[place + 1] - line.x[place] - advance for place in han), default=line.slack // max(1, len(line.text) - 1))
            yield Stretched(100 * opened / member.size, source, member.block.source_line, line.text)


def main(named: list[Path], design: Design, worst: int) -> None:
    """Measure every source, and print the distribution."""
    lines: list[Stretched] = []
    for source in [source for path in named for source in (sorted(path.rglob("*.md")) if path.is_dir() else [path])]:
        try:
            lines += stretched(typeset(read_document(source)[0], TEMPLATES, str(source), design=design), source)
        except GenError as error:
            print(f"{source}: {error}")
    classes = Counter(bisect_left(_CLASSES, line.stretch) for line in lines)
    print(f"{len(lines)} lines that fill the measure; hundredths of an em that each character is opened up:")
    for number, bound in enumerate((*map(str, _CLASSES), "more")):
        if classes[number]:
            print(f"  {'up to ' if bound != 'more' else ''}{bound:>4}{classes[number]:8}{classes[number] / len(lines):9.2%}")
    for line in sorted(lines, reverse=True)[:worst]:
        print(f"{line.stretch:6.1f}  {line.source.name}:{line.place}  {line.text}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", type=int, default=20, help="how many of the loosest lines to print")
    parser.add_argument("sources", nargs="+", type=Path, help="sources, or folders of them")
    arguments = parser.parse_args()
    main(arguments.sources, OFFICIAL, arguments.worst)
