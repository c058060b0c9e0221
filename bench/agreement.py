"""How many lines of our DOCX, set by LibreOffice, are the lines of our PDF: over every source of the folders given.

    python bench/agreement.py FOLDER…

Prints a line for each page or line that differs, then the figures.
"""

import re
import sys
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from drawn import body, lines  # noqa: E402 — the tests' readers of pages, from the path above
from editions import TEMPLATES, settings  # noqa: E402
from office import to_pdf  # noqa: E402

from gen.errors import GenError  # noqa: E402
from gen.pipeline import read_document, typeset  # noqa: E402
from gen.writers import WRITERS  # noqa: E402

_BATCH = 20


def main(folders: list[str]) -> None:
    """Compare every source of the folders, twenty at a start of LibreOffice."""
    sources = sorted(path for folder in folders for path in Path(folder).rglob("*.md"))
    equal = total = starts = pages = 0
    for first in range(0, len(sources), _BATCH):
        made: dict[str, tuple[bytes, bytes]] = {}
        for source in sources[first : first + _BATCH]:
            try:
                edition = typeset(read_document(source)[0], TEMPLATES, str(source))
                made[source.stem] = WRITERS["docx"](edition, settings()), WRITERS["pdf"](edition, settings())
            except GenError as error:
                print(f"{source}: {error}")
        office = to_pdf({stem: docx for stem, (docx, _) in made.items()})
        for stem, (_, pdf) in made.items():
            ours, theirs = body(lines(pdf)), [(page, re.sub(r"·{2,}(?=\d+$)", "", text)) for page, text in body(lines(office[stem]))]
            matcher = SequenceMatcher(None, [text for _, text in ours], [text for _, text in theirs], autojunk=False)
            same = sum(block.size for block in matcher.get_matching_blocks())
            ours_first, theirs_first = _page_starts(ours), _page_starts(theirs)
            equal, total = equal + same, total + len(ours)
            starts, pages = starts + sum(a == b for a, b in zip(ours_first, theirs_first, strict=False)), pages + len(ours_first)
            if same != len(ours) or ours_first != theirs_first:
                print(f"{stem}: {len(ours) - same} of {len(ours)} lines, pages {len(ours_first)} / {len(theirs_first)}")
                for (page, mine), (other, their) in zip(ours, theirs, strict=False):
                    if mine != their:
                        print(f"    {page}: {mine}\n    {other}: {their}")
                        break
    print(f"{equal} of {total} lines equal ({equal / max(1, total):.3%}); {starts} of {pages} pages start alike")


def _page_starts(drawn: list[tuple[int, str]]) -> list[str]:
    return [text for number, (page, text) in enumerate(drawn) if not number or drawn[number - 1][0] != page]


if __name__ == "__main__":
    main(sys.argv[1:])
