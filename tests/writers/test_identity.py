"""No character is lost, added or moved between source, DOCX, PDF (by three readers) and text."""

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

import docx
import pypdf
import pytest
from drawn import pages
from editions import bundled, edition, example, settings, squeezed
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from gen.writers import write
from gen.writers.edition import Edition
from gen.writers.text.pages import unwrap

Reader = Callable[[bytes], list[str]]
"""A PDF → the text of each page."""

_HAN = st.sampled_from("为了加强生活垃圾管理改善城乡环境保障人体健康维护生态安全的一是在不")
_RARE = st.sampled_from(["𬭎", "𠮷", "㐀", "祎", "旸", "喆", "〇", "䶮"])
_MARKS = st.sampled_from([*"，。；：！？“”‘’（）《》、·〔〕%℃", "——", "……"])
_FIGURES = ["5G", "2小时", "2022年12月20日", "3.14", "PM2.5", "a b", "　"]
_OFFICE = [
    "10⁻³mg/L",
    "2.6×10⁴吨",
    "CO₂",
    "PM₂.₅",
    "μg/m³",
    "Ω",
    "℃",
    "‰",
    "㎡",
    "№5",
    "☑",
    "☐",
    "☒",
    "➢",
    "㉑",
    "❶",
    "⇒",
    "Москва",
    "Dvořák",
    "ā\u0301",
]
_ADDRESSES = ["https://example.gov.cn/a/b?c=1&d=2", "office@example.gov.cn"]
_MARKUP = ["A<B&C《》", "{{ 7*7 }}", "</w:t>", "{% raw %}", "<line>", "]]>", "&amp;", "\\(x)"]
_LATIN = st.sampled_from(_FIGURES + _OFFICE + _ADDRESSES + _MARKUP)
_PIECE = st.one_of(_HAN, _HAN, _HAN, _HAN, _RARE, _MARKS, _LATIN)
_PARAGRAPH = st.lists(_PIECE, min_size=1, max_size=120).map("".join).map(str.strip).filter(lambda text: text.strip("　 ") != "" and text != "---")


@st.composite
def sources(draw: st.DrawFn) -> str:
    """A source of a decision with anything in its title and text."""
    title = draw(_PARAGRAPH.map(lambda text: text[:80].strip()).filter(bool))
    paragraphs = draw(st.lists(_PARAGRAPH, min_size=1, max_size=6))
    front = {"kind": "decision", "organ": "××市人民代表大会常务委员会", "title": title}
    head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    promulgation = f"promulgation:\n  text: {json.dumps(draw(_PARAGRAPH), ensure_ascii=False)}\n  date: 2022-12-20\n" if draw(st.booleans()) else ""
    return f"---\n{head}\n{promulgation}---\n" + "\n".join(paragraphs) + "\n"


def docx_texts(data: bytes) -> tuple[str, str]:
    """The text of a DOCX by python-docx, and by its XML alone."""
    by_library = "".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 — our own file
    return by_library, "".join(element.text or "" for element in root.iter() if element.tag.endswith("}t"))


def by_pypdf(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def by_pdfminer(pdf: bytes) -> list[str]:
    return [page.text for page in pages(pdf)]


def by_poppler(pdf: bytes) -> list[str]:
    """In the order of reading, which poppler finds from the places of the characters."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    assert not done.stderr, done.stderr.decode()
    *texts, end = done.stdout.decode().split("\f")
    assert end == ""
    return texts


READERS = [
    by_pypdf,
    by_pdfminer,
    pytest.param(by_poppler, marks=pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")),
]


def assert_pdf_identical(edition_: Edition, reader: Reader) -> None:
    """The pages of the PDF, each without its folio, have the text and nothing else."""
    read = reader(write(edition_, "pdf", settings()))
    out = ""
    for text, page in zip(read, edition_.pages.pages, strict=True):
        folio = squeezed(page.folio)
        content = squeezed(text)
        assert content.endswith(folio)
        out += content.removesuffix(folio)
    assert out == squeezed(edition_.text)


def assert_identical(edition_: Edition) -> None:
    expected = squeezed(edition_.text)
    for text in docx_texts(write(edition_, "docx", settings())):
        assert squeezed(text) == expected
    for width in (28, 0, 40):
        paragraphs = unwrap(write(edition_, "txt", settings(width)).decode())
        assert paragraphs == [block.text for block in edition_.blocks if block.text]
    assert unwrap(write(edition_, "txt", settings(28, "gb18030")).decode("gb18030")) == paragraphs


def test_example() -> None:
    assert bundled()
    assert_identical(example())


@pytest.mark.parametrize("reader", READERS)
def test_pdf_of_the_example(reader: Reader) -> None:
    assert_pdf_identical(example(), reader)


@given(sources())
@hypothesis_settings(max_examples=60)
def test_any_text(source: str) -> None:
    assert_identical(edition(source))


@pytest.mark.parametrize("reader", READERS)
@given(source=sources())
@hypothesis_settings(max_examples=60, deadline=None)
def test_pdf_of_any_text(reader: Reader, source: str) -> None:
    assert_pdf_identical(edition(source), reader)
