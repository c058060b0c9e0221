"""The bytes of a source → its document and warnings, or an error with every fault and its place."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from gen.document.model import Document, Illustration, Table
from gen.errors import Diagnostic, reason
from gen.source.assembly import PART, Body, assemble, assemble_part
from gen.source.characters import check_punctuation, decode, screen
from gen.source.endnotes import BEGINS, annotate, refuse_marks, with_marks
from gen.source.faults import Faults, Line, Spot
from gen.source.name_lists import TAB, gather, is_escaped, refuse_tabs, tabbed
from gen.source.numbering import number
from gen.source.pictures import MARKS, illustration
from gen.source.tables import BAR, read_table
from gen.source.yaml_values import parse

if TYPE_CHECKING:
    from gen.source.values import Section

MOST_BYTES: Final = 64 << 20
_FENCE: Final = "---"
_ESCAPED: Final = ("\\" + _FENCE, "\\" + BAR, "\\\\", *("\\" + mark for mark in MARKS))
"""Beginnings of a line of the text whose first backslash is not printed."""
_MARKED: Final = frozenset(mark[0] for mark in MARKS)
_NAME = re.compile(r"([A-Za-z_]+)\s*[:：]")


class _Stretch(Struct, frozen=True):
    """The place of the document or one of its parts, as indexes of lines.

    `start` and `end` are the `---` before and after its front matter; its text ends before `stop`.
    """

    start: int
    end: int
    stop: int


def load(path: Path, shown: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """A source file → its document and the warnings; `shown` is its path as the user gave it.

    SourceError if the file cannot be read, is larger than 64 MiB, or has an error (see `read`).
    """
    return read(source_bytes(path, shown), shown, path.stem, path.parent)


def source_bytes(path: Path, shown: str) -> bytes:
    """A source file → its bytes; messages call it `shown`. SourceError if it cannot be read or exceeds 64 MiB."""
    faults = Faults(shown)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        faults.error("文件", "没有这个文件", Spot(), "请检查路径")
    except IsADirectoryError:
        faults.error("文件", "这是文件夹，不是文件", Spot(), "请指明其中的 .md 文件")
    except PermissionError:
        faults.error("文件", "没有读这个文件的权限", Spot(), "请检查文件的权限")
    except (OSError, ValueError) as error:
        faults.error("文件", f"文件读不出来（{reason(error)}）", Spot(), "请检查路径和磁盘")
    else:
        if len(data) <= MOST_BYTES:
            return data
        faults.error("文件", "文件超过 64 MiB", Spot(), "请确认这是源文件")
    raise faults.failure()


def read(data: bytes, file: str, name: str, folder: Path | None = None) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The bytes of a source → its document, which is called `name`, and the warnings.

    `file` is the name of the source in messages. `folder` has the pictures that the source names; without it no picture
    can be read. SourceError carries all errors, then all warnings, each in line order.
    """
    faults = Faults(file)
    written = decode(data, file).split("\n")
    stretches = _divide(written, faults)
    annotated = BEGINS.encode() in data
    lines = screen(written, 1, faults, _tabbed(written, stretches) if b"\t" in data else ())
    main: tuple[Section, Body] | None = None
    others: list[tuple[Section, Body]] = []
    for stretch in stretches:
        section = parse([_FENCE, *lines[stretch.start + 1 : stretch.end]], stretch.start + 1, faults)
        body = _body(lines[stretch.end + 1 : stretch.stop], stretch.end + 2, faults, folder, annotated=annotated)
        if stretch.start == 0 and not any(map(str.strip, lines[stretch.end + 1 : stretch.stop])):
            faults.error("正文", "没有正文", Spot(stretch.end + 1), "请在第二个“---”之后写正文")
        if section is None:
            continue
        check_punctuation(tuple(section.printed()), faults)
        if annotated:
            refuse_marks(section.printed(), faults)
        if stretch.start:
            others.append((section, body))
        else:
            main = section, body
    document = assemble(main[0], name, main[1], faults, folder) if main else None
    parts = tuple(assemble_part(section, body, faults, folder) for section, body in others)
    if document is None:
        raise faults.failure()
    return replace(document, parts=parts) if parts else document, faults.raise_if_errors()


def _tabbed(lines: Sequence[str], stretches: Sequence[_Stretch]) -> frozenset[int]:
    """The numbers of the lines of the texts, from 1, whose tabs may part names."""
    texts = [range(stretch.end + 1, stretch.stop) for stretch in stretches]
    return frozenset(tabbed((index + 1, lines[index]) for text in texts for index in text))


def _divide(lines: Sequence[str], faults: Faults) -> list[_Stretch]:
    """Find the document and its parts; missing or unclosed front matter, and a `---` in the text, are errors."""
    if lines[0].rstrip() != _FENCE:
        faults.error("文首信息", "文件不以文首信息开头", Spot(1), "第一行请写“---”，接着写 kind、organ、title，再写一行“---”，然后写正文")
        return []
    found: list[_Stretch] = []
    start, end = 0, 0
    for index in (index for index, line in enumerate(lines) if index and "-" in line and line.strip() == _FENCE):
        name = _name_after(lines, index)
        if end <= start:
            # Where a part begins, the front matter before it has no end.
            if name.lower() == "part":
                _unterminated(start, faults)
                start = index
            elif lines[index].rstrip() == _FENCE:
                end = index
        elif name.lower() in PART:
            found.append(_Stretch(start=start, end=end, stop=index))
            start = index
        else:
            hint = "后面如果是附件，下一行请写“part: 附件1”；如果要印出，请写作“\\---”；否则请删去"
            faults.error("正文", "正文里有单独一行“---”", Spot(index + 1), hint)
    if end <= start:
        _unterminated(start, faults)
    else:
        found.append(_Stretch(start=start, end=end, stop=len(lines)))
    return found


def _unterminated(start: int, faults: Faults) -> None:
    message = "附件的文首信息没有结束" if start else "文首信息没有结束"
    faults.error("文首信息", message, Spot(start + 1), "请在文首信息之后、正文之前写一行“---”")


def _name_after(lines: Sequence[str], index: int) -> str:
    """The name after a `---`, `part` of `part: 附件1`; empty without one. Blank lines and comments do not count."""
    following = (line for place in range(index + 1, len(lines)) if (line := lines[place].strip()) and not line.startswith("#"))
    match = _NAME.match(next(following, ""))
    return match[1] if match else ""


def _body(lines: Sequence[str], first: int, faults: Faults, folder: Path | None, *, annotated: bool) -> Body:
    """Lines of a text, the first of them numbered `first` → its units, tables, notes and illustrations, whose files are in `folder`.

    Blank lines and white space around lines do not count. `annotated`: there may be notes.
    """
    items: list[Line | Table | Illustration] = []
    printed: list[Line] = []
    rows: list[Line] = []
    plain: set[int] = set()
    for index, line in enumerate((*lines, ""), first):
        text = line.strip()
        begins = text[:1]
        if rows and begins != BAR:
            items.append(read_table(rows, faults))
            rows = []
        # A lone `---` has been reported.
        if not text or text == _FENCE:
            continue
        column = 1 if line == text else line.index(text) + 1
        if begins == "\\" and text.startswith(_ESCAPED):
            text, column = text[1:], column + 1
        elif begins == "\\" and is_escaped(text):
            text, column = text[1:].lstrip(), line.index(text[1:].lstrip()) + 1
            plain.add(index)
        paragraph = Line(text, index, column)
        if begins in _MARKED and text.startswith(MARKS):
            if found := illustration(paragraph, folder, faults):
                items.append(found)
                printed.append(Line(found.text, index, line.index(found.text) + 1))
            continue
        printed.append(paragraph)
        if begins == BAR:
            rows.append(paragraph)
        else:
            items.append(paragraph)
    check_punctuation(printed, faults)
    body = _annotated(items, plain, faults) if annotated else gather(number(items, faults), plain)
    if TAB in "".join(lines):
        refuse_tabs(printed, body, faults)
    return body


def _annotated(items: Sequence[Line | Table | Illustration], plain: set[int], faults: Faults) -> Body:
    """The lines, tables and illustrations of a text that may have notes → its items."""
    notes = annotate(items, faults)
    return with_marks(gather(number(notes.items, faults), plain), notes.marks, faults)
