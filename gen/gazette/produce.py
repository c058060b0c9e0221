"""A bound issue → the bytes of its files, each read back and compared with its documents' digests."""

from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

from gen.document.blocks import Tag
from gen.document.identity import canonical, digest
from gen.errors import Diagnostic, OutputError, Place
from gen.gazette.bind import Bound, Member
from gen.gazette.layouts import LAYOUTS
from gen.typesetting.galley import Galley
from gen.typesetting.header import HeaderPlaces
from gen.writers import check_characters
from gen.writers.edition import Edition
from gen.writers.readback import docx_headers, docx_text, pdf_text
from gen.writers.session import Settings
from gen.writers.volume import Volume


def produce(bound: Bound, format_: str, settings: Settings, *, feeds: bool = False) -> bytes:
    """A bound issue → one file of it. OutputError if a document's text in it differs from the document; FontError."""
    if format_ == "docx":
        from gen.writers.docx.volume import write_volume as write_docx

        for section in bound.volume.sections:
            check_characters(section.edition, settings)
        data = write_docx(bound.volume, settings.session.shared_parts)
        _check(bound, format_, _outer(bound.volume, locators=False), docx_text(data), docx_headers(data))
    elif format_ == "pdf":
        from gen.writers.pdf.pages import write_volume as write_pdf

        data = write_pdf(bound.volume, settings.session.glyphs).data
        _check(bound, format_, _outer(bound.volume, locators=True), _in_order("".join(pdf_text(data)), bound.volume))
    elif format_ == "txt":
        from gen.writers.text.volume import documents_of, write_volume

        issue = bound.issue
        lines = (issue.title, issue.numbered + issue.counted, f"{issue.organ}　{issue.date}")
        contents = [(group.name, [(entry.text, entry.folio) for entry in group.entries]) for group in bound.groups]
        editions = [member.own for member in bound.members]
        data = write_volume(lines, contents, editions, settings.width, settings.encoding, feeds=feeds)
        _check(bound, format_, "", "".join(documents_of(data, settings.encoding, len(editions))))
    else:
        message, hint = f"期刊不能生成 {format_}", f"用 --formats 写别的格式，去掉 {format_}"
        raise OutputError(Diagnostic("格式", message, Place(bound.issue.place), hint))
    return data


def _outer(volume: Volume, *, locators: bool) -> str:
    """The text of cover, imprint and contents before the documents; `locators`: with the page numbers of the contents."""
    blocks = (block for section in volume.sections if not section.starts for block in section.edition.blocks)
    return canonical("".join(block.text for block in blocks if locators or block.tag is not Tag.LOCATOR))


def _in_order(text: str, volume: Volume) -> str:
    """The text of a PDF, page by page → the same in the order of the documents.

    A table's row that is higher than a page is on each of its pages with some lines of all its cells.
    """
    sections = [section.edition.pages.pages for section in volume.sections]
    if not any(row.first for pages in sections for page in pages for row in page.table_rows):
        return text
    read, place = canonical(text), 0
    found: list[tuple[int, int, int, str]] = []
    for number, pages in enumerate(sections):
        for placed in (placed for page in pages for placed in page.lines):
            end = place + len(canonical(placed.line.text))
            found.append((number, placed.line.block, placed.line.start, read[place:end]))
            place = end
    return "".join(part for *_, part in sorted(found, key=itemgetter(0, 1, 2))) + read[place:]


def _check(bound: Bound, format_: str, outer: str, text: str, headers: str = "") -> None:
    """Compare the text read back with the text before the documents and with each document's digest, by their lengths."""
    read = canonical(text)
    place = len(outer)
    faults: list[Diagnostic] = []
    if read[:place] != outer:
        faults.append(Diagnostic("文字", f"{format_} 里封面、版权页或目录的文字不对", Place(bound.issue.place), "没有写出文件，请报告"))
    framed = format_ == "docx" and LAYOUTS[bound.issue.layout].framed
    editions = [section.edition for section in bound.volume.sections if section.starts] if framed else []
    for number, member in enumerate(bound.members):
        expected, mark = _in_rows(member, editions[number]) if framed else (member.text, "")
        length = len(canonical(expected))
        found = read[place : place + length]
        place += length
        whole = sorted(canonical(expected + mark)) == sorted(canonical(member.text))
        if digest(found) != digest(expected) or canonical(mark) not in canonical(headers) or not whole:
            faults.append(_fault(member, format_, found, canonical(expected)))
    if not faults and place != len(read):
        faults.append(Diagnostic("文字", f"{format_} 里多出文字“{read[place : place + 20]}”", Place(bound.issue.place), "没有写出文件，请报告"))
    if faults:
        raise OutputError(*faults)


def _in_rows(member: Member, edition: Edition) -> tuple[str, str]:
    """A document → the paragraphs that the DOCX must have, and the text of a letter's page header, its mark (10.1).

    A masthead's elements follow one another by its rows, each from the left, whatever their order in the document.
    """
    headers = {page.lines[0].line.block: page.header for page in edition.pages.pages if page.header}
    said: list[str] = []
    marks: list[str] = []
    end = 0
    for index, block in enumerate(member.blocks):
        places = headers.get(index)
        if places:
            end = index + len(places.baselines)
            rows = list(_rows(edition.galley[index:end], places))
            if places.form.number_right and places.rules:
                marks += [text for tag, *_, text in rows if tag is Tag.MASTHEAD]
                rows = [row for row in rows if row[0] is not Tag.MASTHEAD]
            said += [text for *_, text in sorted(rows, key=itemgetter(1, 2))]
        elif index >= end:
            said.append(block.text)
    return "\n".join(said), "".join(marks)


def _rows(members: Galley, places: HeaderPlaces) -> Iterator[tuple[Tag, int, int, str]]:
    """The lines of a masthead: the tag, baseline, left edge and text of each."""
    names = next((baselines for member, baselines in zip(members, places.baselines, strict=True) if member.block.tag is Tag.MASTHEAD), ())
    for member, baselines in zip(members, places.baselines, strict=True):
        # In the DOCX 文件 is in a cell beside all the names, which begins in the first row.
        beside = member.block.tag is Tag.MASTHEAD_WORD
        for line, baseline in zip(member.lines, names[:1] if beside else baselines, strict=True):
            yield member.block.tag, baseline, line.x[0], line.text


def _fault(member: Member, format_: str, found: str, expected: str) -> Diagnostic:
    place = next((number for number, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), min(len(found), len(expected)))
    message = f"{format_} 里这件公文的文字与源文件不同，从第{place + 1}个字“{expected[place : place + 10]}”起"
    return Diagnostic("文字", message, Place(str(member.entry.source)), "没有写出文件，请报告")


def inputs(issue_file: Path, bound: Bound) -> Iterator[Path]:
    """Every file that the issue is made of, besides templates, fonts and the program.

    They are its own file, its documents and its pictures.
    """
    yield issue_file
    emblem = bound.issue.emblem
    if emblem and emblem.name:
        yield issue_file.parent / emblem.name
    for member in bound.members:
        yield member.entry.source
        yield from (member.entry.source.parent / picture.name for picture in member.document.pictures)
