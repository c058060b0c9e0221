"""What the writers are measured against: Typst for the PDF and docxtpl for the DOCX, on the same text, page and fonts."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import docx
import docxtpl
import typst
from docx.shared import Mm

from gen.blocks import Tag
from gen.edition import Edition
from gen.gb9704 import Face

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

_DOCXTPL_PARAGRAPHS = ("{{ title }}", "{%p for paragraph in paragraphs %}", "{{ paragraph }}", "{%p endfor %}")


_FAMILIES = {
    Face.FANGSONG: "Gongwen FangSong",
    Face.KAI: "Gongwen Kai",
    Face.HEI: "Noto Sans SC",
    Face.XIAOBIAOSONG: "Noto Serif SC",
    Face.SONG: "Noto Serif SC",
}


def typst_input(edition: Edition) -> str:
    """Edition → what the Typst template reads: its blocks as JSON, each with its face, and its label's; `label` counts the label's bytes."""
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


def docxtpl_writer(folder: Path) -> Callable[[Edition], bytes]:
    """A template as python-docx makes one, with the page of the standard, opened for each document as docxtpl's manual says."""
    path = folder / "template.docx"
    template = docx.Document()
    section = template.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    for text in _DOCXTPL_PARAGRAPHS:
        template.add_paragraph(text)
    template.save(str(path))

    def write(edition: Edition) -> bytes:
        made = docxtpl.DocxTemplate(path)
        paragraphs = [block.text for block in edition.blocks if block.text and block.tag is not Tag.TITLE]
        made.render({"title": edition.document.title, "paragraphs": paragraphs}, autoescape=True)
        buffer = io.BytesIO()
        made.save(buffer)
        return buffer.getvalue()

    return write
