"""Edition → DOCX: the blocks as paragraphs, with what the pages decided: title lines, masthead, page breaks, lines held open."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from gen import gb9704, house
from gen.blocks import Tag
from gen.edition import Edition
from gen.layout.lines import SetBlock
from gen.layout.masthead import MastheadPlaces
from gen.layout.ruler import Line
from gen.numerals import parse_date
from gen.styles import Align
from gen.units import EMU_PER_PT, Length, to_half_pt, to_twip
from gen.writers import docx_package as package
from gen.writers.docx_held import held_open
from gen.writers.docx_run import escape, run
from gen.writers.docx_table import table_xml


def write(edition: Edition) -> bytes:
    """Edition → the bytes of a .docx, the same for the same edition."""
    return package.pack({package.DOCUMENT_PART: package.document_xml(_paragraphs(edition)), package.CORE_PART: _core_properties(edition)})


def _paragraphs(edition: Edition) -> Iterator[str]:
    pages = edition.pages
    breaks: dict[int, set[int]] = {}
    for forced in pages.breaks:
        breaks.setdefault(forced.block, set()).add(forced.line)
    mastheads = {page.lines[0].line.block: page.masthead for page in pages.pages if page.masthead}
    index = 0
    while index < len(edition.galley):
        places = mastheads.get(index)
        if places:
            end = index
            while end < len(edition.galley) and edition.galley[end].block.tag in {Tag.MASTHEAD, Tag.NUMBER, Tag.RULE}:
                end += 1
            yield from _masthead(edition.galley[index:end], places, new_page=0 in breaks.get(index, ()))
            index = end
        else:
            yield from _block(edition.galley[index], pages.above[index], breaks.get(index, set()))
            index += 1
            if edition.galley[index - 1].table and (index == len(edition.galley) or edition.galley[index].table):
                yield _paragraph(package.SPACER, package.exact(_LEAST_LINE), "")


_LEAST_LINE = Length(EMU_PER_PT)
"""Between two tables, which would become one, and after a last table, where WordprocessingML wants a paragraph."""
_NEW_PAGE = '<w:pageBreakBefore w:val="1"/>'


def _paragraph(style: str, properties: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _block(member: SetBlock, above: int, breaks: set[int]) -> Iterator[str]:
    new_page = _NEW_PAGE if 0 in breaks else ""
    for _ in range(above):
        yield _paragraph(package.BLANK, new_page, "")
        new_page = ""
    style = package.style_id(member.style)
    if member.table:
        yield table_xml(member, member.table, style, new_page)
        return
    if member.style.align is Align.CENTRE:
        yield _paragraph(style, new_page, _divided(member))
        return
    if member.style.align is Align.SIGNATURE:
        indent = f'<w:ind w:left="{to_twip(member.lines[0].x[0])}" w:firstLineChars="0" w:firstLine="0"/>'
        yield _paragraph(style, new_page + indent, _divided(member))
        return
    starts = [0, *sorted(line for line in breaks if line), len(member.lines)]
    for part, (start, end) in enumerate(pairwise(starts)):
        lines = member.lines[start:end]
        cut = end < len(member.lines)
        properties = new_page if not part else f'{_NEW_PAGE}<w:ind w:firstLineChars="0" w:firstLine="0"/>'
        yield _paragraph(style if not part else package.CONTINUED, properties, "".join(_runs(member, lines, cut=cut)))


def _runs(member: SetBlock, lines: tuple[Line, ...], *, cut: bool) -> Iterator[str]:
    """Lines → runs: the label in its own face, a held line with its own character spacing, the rest together.

    `cut` says that the page ends after the last of these lines, in the middle of a paragraph: that line is held open too.
    """
    style = member.style
    label = member.block.label if style.label_face else 0
    named = f'<w:rStyle w:val="{package.label_style_id(style.label_face)}"/>' if style.label_face else ""
    natural = to_twip(style.tracking)
    pieces: list[tuple[str, str, int]] = []
    for line in lines:
        place = line.start
        spread = held_open(line, style) if line.held or (cut and line is lines[-1]) else [(line.text, natural)]
        for text, spacing in spread:
            inside = min(max(label - place, 0), len(text))
            place += len(text)
            for part, face in ((text[:inside], named), (text[inside:], "")):
                if part and pieces and pieces[-1][1:] == (face, spacing):
                    pieces[-1] = (pieces[-1][0] + part, face, spacing)
                elif part:
                    pieces.append((part, face, spacing))
    for text, face, spacing in pieces:
        yield run(text, face, f'<w:spacing w:val="{spacing}"/>' if spacing != natural else "")


def _divided(member: SetBlock, properties: str = "") -> str:
    """Lines that were divided, as one paragraph with line breaks where they are.

    Space at a line's end is kept, without width: LibreOffice would break the line again before a U+3000 that does not fit.
    """
    return "<w:r><w:br/></w:r>".join(_line(line.text, properties) for line in member.lines)


def _line(text: str, properties: str) -> str:
    visible = text.rstrip()
    return run(visible, "", properties) + (run(text[len(visible) :], "", _NO_WIDTH) if visible != text else "")


_NO_WIDTH = '<w:spacing w:val="0"/><w:w w:val="1"/><w:sz w:val="2"/><w:szCs w:val="2"/>'
"""A space of one hundredth of a point."""


def _masthead(members: tuple[SetBlock, ...], places: MastheadPlaces, *, new_page: bool) -> Iterator[str]:
    """版头 as paragraphs of exact heights, which every program stacks alike: spacer, mark, blank lines, number, rule, spacer."""
    depth = 0
    red = f'<w:color w:val="{house.RED}"/>'
    broken = _NEW_PAGE if new_page else ""

    def spacer(bottom: int, border: str = "") -> str:
        nonlocal depth, broken
        height = Length(bottom - depth)
        depth = bottom
        paragraph = _paragraph(package.SPACER, f'{broken}{border}<w:snapToGrid w:val="0"/>{package.exact(height)}', "")
        broken = ""
        return paragraph

    for member in members:
        style = package.style_id(member.style)
        if member.block.tag is Tag.MASTHEAD:
            size = to_half_pt(member.size)
            colour = red if member.block.red else ""
            yield spacer(places.mark_baselines[0] - places.mark_pitch * 4 // 5)
            runs = _divided(member, f'{colour}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>')
            yield _paragraph(style, f'<w:snapToGrid w:val="0"/>{package.exact(places.mark_pitch)}', runs)
            depth += places.mark_pitch * len(member.lines)
        elif member.block.tag is Tag.NUMBER and places.number_baseline is not None:
            yield spacer(places.number_baseline - gb9704.BASELINE)
            yield _paragraph(style, f'<w:snapToGrid w:val="0"/>{package.exact(gb9704.LINE_PITCH)}', _divided(member))
            depth += gb9704.LINE_PITCH * len(member.lines)
        elif member.block.tag is Tag.RULE:
            colour = house.RED if member.block.red else house.BLACK
            eighths = house.RULE_THICKNESS * 8 // EMU_PER_PT
            border = f'<w:pBdr><w:bottom w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/></w:pBdr>'
            yield spacer(places.rule - house.RULE_THICKNESS // 2, border)
            depth += house.RULE_THICKNESS
    free = (places.rows - gb9704.TITLE_LINES_ABOVE) * gb9704.LINE_PITCH
    if free > depth:
        yield spacer(free)
    for _ in range(gb9704.TITLE_LINES_ABOVE):
        yield _paragraph(package.BLANK, "", "")


def _core_properties(edition: Edition) -> bytes:
    """Title, organ and language; the time is the document's own date, since a build has no clock."""
    document = edition.document
    when = _iso(document.date)
    dates = (
        "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{when.isoformat()}T00:00:00Z</dcterms:{name}>' for name in ("created", "modified"))
        if when
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:creator>{escape(document.organ)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(document.organ)}</cp:lastModifiedBy><cp:revision>1</cp:revision>{dates}<dc:language>zh-CN</dc:language>"
        "</cp:coreProperties>"
    ).encode()


def _iso(printed: str) -> date | None:
    try:
        return parse_date(printed)
    except ValueError:
        return None
