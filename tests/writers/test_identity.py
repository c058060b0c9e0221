"""No character is lost, added or moved between source, DOCX, PDF (by two readers) and text."""

import io
import json
import zipfile
from xml.etree import ElementTree as ET

import docx
import pypdf
from drawn import opened
from editions import bundled, edition, example, settings, squeezed
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from gen.writers import write
from gen.writers.edition import Edition
from gen.writers.text.pages import unwrap

_HAN = st.sampled_from("为了加强生活垃圾管理改善城乡环境保障人体健康维护生态安全的一是在不")
_RARE = st.sampled_from(["𬭎", "𠮷", "㐀", "祎", "旸", "喆", "〇", "䶮"])
_MARKS = st.sampled_from([*"，。；：！？“”‘’（）《》、·〔〕%℃", "——", "……"])
_FIGURES = ["5G", "2小时", "2022年12月20日", "3.14", "PM2.5", "a b", "　"]
_MARKUP = ["A<B&C《》", "{{ 7*7 }}", "</w:t>", "{% raw %}", "<line>", "]]>", "&amp;", "\\(x)"]
_LATIN = st.sampled_from(_FIGURES + _MARKUP)
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


def pdf_texts(data: bytes, edition_: Edition) -> tuple[str, str]:
    """The text of a PDF by pypdf and by MuPDF, its folios taken off the end of each page."""
    texts = []
    with opened(data) as document:
        by_mupdf = [page.get_text() for page in document]
    by_pypdf = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    for pages in (by_pypdf, by_mupdf):
        out = ""
        assert len(pages) == len(edition_.pages.pages)
        for text, page in zip(pages, edition_.pages.pages, strict=True):
            folio = squeezed(page.folio)
            content = squeezed(text)
            assert content.endswith(folio)
            out += content.removesuffix(folio)
        texts.append(out)
    return texts[0], texts[1]


def assert_identical(edition_: Edition) -> None:
    expected = squeezed(edition_.text)
    for text in docx_texts(write(edition_, "docx", settings())):
        assert squeezed(text) == expected
    for text in pdf_texts(write(edition_, "pdf", settings()), edition_):
        assert text == expected
    for width in (28, 0, 40):
        paragraphs = unwrap(write(edition_, "txt", settings(width)).decode())
        assert paragraphs == [block.text for block in edition_.blocks if block.text]
    assert unwrap(write(edition_, "txt", settings(28, "gb18030")).decode("gb18030")) == paragraphs


def test_example() -> None:
    assert bundled()
    assert_identical(example())


@given(sources())
@hypothesis_settings(max_examples=60, deadline=None)
def test_any_text(source: str) -> None:
    assert_identical(edition(source))
