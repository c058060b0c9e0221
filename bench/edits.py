"""What a clerk's edit of our DOCX leaves behind, as LibreOffice lays it out: over every source of the files and folders given.

    python bench/edits.py [--office COMMAND] [--keep FOLDER] SOURCE…

Each delivered DOCX is laid out as it is, and again after each edit that a clerk may make to it:

- “nine characters”: typed at the head of every paragraph that has a pinned line, after its label;
- “the same, cleared”: and then the spacing of the character style 撑满 cleared, as Word does for all that a user selects by that style;
- “a provision less”: the middle one of the articles or provisions deleted;
- “a line more”: a paragraph of one line typed after the last one of the text;
- “a row more”: a row added to every table;
- “a cell more”: nine characters typed into every cell of the middle row of every table.

Counted are: loose lines, in which gaps between neighbouring hanzi differ by more than three quarters of a point; characters of the file that are not
on the pages; pages, the last ones of a document left out, whose text ends in their upper half; documents with more pages, and with fewer. What an
edit changes is what counts, so the first row has the figures of the delivered files. `--keep` saves all files and their pages.
"""

import argparse
import io
import sys
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from itertools import groupby
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import docx  # noqa: E402
import office  # noqa: E402 — the tests' reader of pages and their office program, from the path above
from docx.document import Document  # noqa: E402
from docx.table import Table  # noqa: E402
from docx.text.paragraph import Paragraph  # noqa: E402
from docx.text.run import Run  # noqa: E402
from drawn import MM, DrawnLine, is_folio, lines  # noqa: E402
from editions import TEMPLATES, settings  # noqa: E402

from gen.errors import GenError  # noqa: E402
from gen.pipeline import read_document, typeset  # noqa: E402
from gen.standard.gb9704 import PAPER_HEIGHT  # noqa: E402
from gen.units import to_mm  # noqa: E402
from gen.writers import write  # noqa: E402
from gen.writers.docx.styles import PINNED_LINE  # noqa: E402

TYPED: Final = "经研究并报请同意，"
LINE: Final = "本文件由办公室负责解释。"
_PROVISIONS: Final = ("Article", "Provision", "BodyText")
_UNEVEN: Final = 0.75
_SPACE: Final = 3
"""In points: a gap between hanzi in which there is a space, as after 第一条."""
_TABLE_TEXT: Final = "TableText"
_BATCH: Final = 10


def nine_characters(document: Document) -> None:
    """Type at the head of every paragraph that has a pinned line, into the first run that is no label."""
    for paragraph in document.paragraphs:
        if any(map(_is_pinned, paragraph.runs)):
            run = next(run for run in paragraph.runs if run.style.style_id == "DefaultParagraphFont" or _is_pinned(run))
            run.text = TYPED + run.text


def cleared(document: Document) -> None:
    """After that, clear the character style of pinned lines, and with it the spacing of its runs."""
    nine_characters(document)
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs if _is_pinned(run)):
        run.style = None
        for spacing in run.element.xpath("w:rPr/w:spacing"):
            spacing.getparent().remove(spacing)


def provision_less(document: Document) -> None:
    """Delete the middle one of the articles or provisions; of a text that has neither, the middle paragraph."""
    kinds = ([paragraph for paragraph in document.paragraphs if _style(paragraph) == style] for style in _PROVISIONS)
    found = next(filter(None, kinds), [])
    if found:
        element = found[len(found) // 2]._p  # noqa: SLF001 — python-docx has no way to delete a paragraph
        element.getparent().remove(element)


def line_more(document: Document) -> None:
    """Type a paragraph after the last one of the text, as Enter makes it."""
    found = [paragraph for paragraph in document.paragraphs if _style(paragraph) in _PROVISIONS]
    if found:
        made = deepcopy(found[-1]._p)  # noqa: SLF001 — python-docx adds paragraphs only before others
        found[-1]._p.addnext(made)  # noqa: SLF001
        typed = Paragraph(made, found[-1]._parent)  # noqa: SLF001
        typed.text = LINE


def row_more(document: Document) -> None:
    """Add a row to every table, a copy of its last with other words."""
    for table in _tables(document):
        last = table.rows[-1]._tr  # noqa: SLF001 — python-docx adds only rows without formatting
        last.addnext(deepcopy(last))
        for cell in table.rows[-1].cells:
            cell.paragraphs[0].text = "新增"


def cell_more(document: Document) -> None:
    """Type into every cell of the middle row of every table."""
    for table in _tables(document):
        for cell in table.rows[len(table.rows) // 2].cells:
            cell.paragraphs[-1].add_run(TYPED)


EDITS: Final[dict[str, Callable[[Document], None]]] = {
    "nine characters": nine_characters,
    "the same, cleared": cleared,
    "a provision less": provision_less,
    "a line more": line_more,
    "a row more": row_more,
    "a cell more": cell_more,
}


def edited(data: bytes, edit: Callable[[Document], None]) -> bytes:
    """A DOCX → the same after an edit."""
    document = docx.Document(io.BytesIO(data))
    edit(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def figures(data: bytes, pdf: bytes) -> Counter[str]:
    """A DOCX and its pages → the figures of one document."""
    drawn = [line for line in lines(pdf) if not is_folio(line)]
    texts = "".join(node.text or "" for node in docx.Document(io.BytesIO(data)).element.body.iter("{*}t"))
    lost = Counter("".join(texts.split())) - Counter("".join(line.text for line in drawn))
    ends = [max(line.baseline for line in page) for _, page in groupby(drawn, key=lambda line: line.page)]
    half = to_mm(PAPER_HEIGHT) / 2 * MM
    return Counter(
        {
            "loose lines": sum(map(is_loose, drawn)),
            "characters cut off": lost.total(),
            "half pages": sum(end < half for end in ends[:-1]),
            "pages": len(ends),
        }
    )


def is_loose(line: DrawnLine) -> bool:
    """Whether the gaps between neighbouring hanzi differ in one line: not marks, which have gaps of their own, nor digits."""
    pairs = zip(line.text, line.text[1:], line.places, line.places[1:], strict=False)
    gaps = [right - left - line.size for one, other, left, right in pairs if _is_hanzi(one) and _is_hanzi(other)]
    spread = [gap for gap in gaps if gap < _SPACE]
    return len(spread) > 1 and max(spread) - min(spread) > _UNEVEN


def _is_hanzi(character: str) -> bool:
    return "一" <= character <= "鿿"


def _is_pinned(run: Run) -> bool:
    return run.style.style_id == PINNED_LINE


def _style(paragraph: Paragraph) -> str:
    return paragraph.style.style_id if paragraph.style else ""


def _tables(document: Document) -> list[Table]:
    """The tables of a text; not those that hold the names of a masthead."""
    return [table for table in document.tables if _style(table.rows[0].cells[0].paragraphs[0]).startswith(_TABLE_TEXT)]


def main(named: list[Path], keep: Path | None) -> None:
    """Lay out every document as delivered and after every edit, and print the figures."""
    sources = [source for path in named for source in (sorted(path.rglob("*.md")) if path.is_dir() else [path])]
    edits = {"as delivered": lambda _: None} | EDITS
    totals: dict[str, Counter[str]] = {name: Counter() for name in edits}
    for first in range(0, len(sources), _BATCH):
        made: dict[str, bytes] = {}
        for number, source in enumerate(sources[first : first + _BATCH], first):
            try:
                delivered = write(typeset(read_document(source)[0], TEMPLATES, str(source)), "docx", settings())
            except GenError as error:
                print(f"{source}: {error}")
                continue
            made |= {f"d{number}-{place}": edited(delivered, edit) if place else delivered for place, edit in enumerate(edits.values())}
        laid_out = office.to_pdf(made)
        for number, of_one in groupby(made, key=lambda stem: stem.partition("-")[0]):
            found = {stem: figures(made[stem], laid_out[stem]) for stem in of_one}
            before = found[f"{number}-0"]["pages"]
            for place, name in enumerate(edits):
                after = found[f"{number}-{place}"]
                totals[name] += after + Counter({"more pages": after["pages"] > before, "fewer pages": after["pages"] < before})
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            for stem, data in made.items():
                (keep / f"{stem}.docx").write_bytes(data)
                (keep / f"{stem}.pdf").write_bytes(laid_out[stem])
    print(office.version())
    columns = ("loose lines", "characters cut off", "half pages", "pages", "more pages", "fewer pages")
    print(f"{'':20}" + "".join(f"{column:>20}" for column in columns))
    for name, total in totals.items():
        print(f"{name:20}" + "".join(f"{total[column]:>20}" for column in columns))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--office", default=office.SOFFICE, help="the command of another office program")
    parser.add_argument("--keep", type=Path, help="the folder for the edited files and their pages")
    parser.add_argument("sources", nargs="+", type=Path, help="sources, or folders of them")
    arguments = parser.parse_args()
    office.SOFFICE = arguments.office
    main(arguments.sources, arguments.keep)
