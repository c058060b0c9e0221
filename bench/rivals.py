"""The rivals of our writers: Typst for the PDF and docxtpl for the DOCX, on the same text, page and fonts."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import docx
import docx.document
import docxtpl
import typst
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from gen.standard.gb9704 import Face
from gen.writers.edition import Edition

TYPST_TEMPLATE = """
#let document = json(bytes(sys.inputs.document))
#set page(width: 210mm, height: 297mm, margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), footer-descent: 7mm, footer: context {
  set text(font: ("Liberation Serif", "Noto Serif SC"), size: 14pt)
  let number = counter(page).get().first()
  align(if calc.odd(number) { right } else { left }, pad(x: 14pt)[— #number —])
})
#set text(font: "Gongwen FangSong", size: 16pt, lang: "zh", region: "cn", tracking: -0.25pt, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: 12.95pt, spacing: 12.95pt, justify: true, first-line-indent: (amount: 2em, all: true))
#for block in document {
  let centred = align.with(center)
  if block.page { pagebreak() }
  if block.tag == "masthead" { centred(text(font: "Noto Serif SC", weight: "bold", size: 27pt, fill: red)[#v(35mm) #block.text]) }
  else if block.tag == "rule" { line(length: 100%, stroke: 1pt + red); v(2em) }
  else if block.tag == "title" { centred(text(font: "Noto Serif SC", weight: "bold", size: 22pt)[#v(2em) #block.text #v(1em)]) }
  else if block.tag == "passage" { centred(text(font: "Gongwen Kai")[#block.text #v(1em)]) }
  else if block.tag in ("signature", "date") { align(right, pad(right: 2em, block.text)) }
  else { par[#text(font: block.label_font, block.text.slice(0, block.label))#text(font: block.font, block.text.slice(block.label))] }
}
"""

_FAMILIES = {
    Face.FANGSONG: "Gongwen FangSong",
    Face.KAI: "Gongwen Kai",
    Face.HEI: "Noto Sans SC",
    Face.XIAOBIAOSONG: "Noto Serif SC",
    Face.SONG: "Noto Serif SC",
}


def typst_input(edition: Edition) -> str:
    """Edition → the input of the Typst template: its blocks as JSON, each with its face, and its label's; `label` counts the label's bytes."""
    blocks = [
        {
            "tag": member.block.tag,
            "text": member.block.text,
            "page": member.block.new_page,
            "font": _FAMILIES[member.style.face],
            "label": len(member.block.text[: member.block.label].encode()) if member.style.label_face else 0,
            "label_font": _FAMILIES[member.style.label_face or member.style.face],
        }
        for member in edition.galley
    ]
    return json.dumps(blocks, ensure_ascii=False)


class Typst:
    """A Typst compiler on the bundled fonts, kept from document to document."""

    def __init__(self, folder: Path, fonts: Path) -> None:
        source = folder / "document.typ"
        source.write_text(TYPST_TEMPLATE, encoding="utf-8")
        self._compiler = typst.Compiler(str(source), font_paths=[str(fonts)], ignore_system_fonts=True)

    def pdf(self, edition: Edition) -> bytes:
        """Edition → PDF, without tags, which ours has not either."""
        made = self._compiler.compile(sys_inputs={"document": typst_input(edition)}, pdf_tags=False)
        assert isinstance(made, bytes)  # noqa: S101 — a list only for formats of one file a page
        return made


_TAGGED = (
    ("{%p if block.tag == 'masthead' %}", "标志", "{{ block.text }}"),
    ("{%p elif block.tag == 'rule' %}", "分隔线", ""),
    ("{%p elif block.tag == 'title' %}", "公文标题", "{{ block.text }}"),
    ("{%p elif block.tag == 'passage' %}", "题注", "{{ block.text }}"),
    ("{%p elif block.tag in ('signature', 'date') %}", "落款", "{{ block.text }}"),
)
"""What docxtpl's template does with a block, as Typst's does; all others are paragraphs of the text, a label in its own face."""


def docxtpl_writer(folder: Path) -> Callable[[Edition], bytes]:
    """A template that lays out the same page in the same faces, opened for each document as docxtpl's manual says."""
    path = folder / "template.docx"
    _docxtpl_template().save(str(path))

    def write(edition: Edition) -> bytes:
        made = docxtpl.DocxTemplate(path)
        made.render({"blocks": _docxtpl_blocks(edition)}, autoescape=True)
        buffer = io.BytesIO()
        made.save(buffer)
        return buffer.getvalue()

    return write


def _docxtpl_blocks(edition: Edition) -> list[dict[str, str]]:
    blocks = []
    for member in edition.galley:
        style, label = member.style, member.block.label if member.style.label_face else 0
        face, label_face = _FAMILIES[style.face], _FAMILIES[style.label_face or style.face]
        text = member.block.text
        blocks.append({"tag": member.block.tag, "text": text[label:], "label": text[:label], "font": face, "label_font": label_face})
    return blocks


def _docxtpl_template() -> docx.document.Document:
    """The page of the standard, a style for each kind of line, folios at the outer side, and the loop over the blocks."""
    template = docx.Document()
    section = template.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    template.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        paragraph.add_run("— ")
        paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))  # noqa: SLF001
        paragraph.add_run(" —")
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    _style(template, "标志", "Noto Serif SC", 27, centre).font.color.rgb = RGBColor(255, 0, 0)
    _style(template, "分隔线", "Gongwen FangSong", 16, centre)
    _style(template, "公文标题", "Noto Serif SC", 22, centre)
    _style(template, "题注", "Gongwen Kai", 16, centre)
    _style(template, "落款", "Gongwen FangSong", 16, right)
    _style(template, "公文正文", "Gongwen FangSong", 16, WD_ALIGN_PARAGRAPH.JUSTIFY).paragraph_format.first_line_indent = Pt(32)
    template.add_paragraph("{%p for block in blocks %}")
    for condition, style, text in _TAGGED:
        template.add_paragraph(condition)
        template.add_paragraph(text, style)
    template.add_paragraph("{%p else %}")
    paragraph = template.add_paragraph("", "公文正文")
    for text, font in (("{{ block.label }}", "{{ block.label_font }}"), ("{{ block.text }}", "{{ block.font }}")):
        paragraph.add_run(text)._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001
    template.add_paragraph("{%p endif %}")
    template.add_paragraph("{%p endfor %}")
    return template


def _style(template: docx.document.Document, name: str, family: str, size: float, align: WD_ALIGN_PARAGRAPH) -> ParagraphStyle:
    style = template.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101 — as asked for
    style.font.size, style.font.name = Pt(size), "Liberation Serif"
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), family)
    style.paragraph_format.alignment = align
    style.paragraph_format.line_spacing = Pt(28.95)
    style.paragraph_format.space_after = Pt(0)
    return style
