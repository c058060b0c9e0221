"""A 版记 at the foot of the last page through LibreOffice: as delivered, and after a clerk has added lines above it or to it."""

import io
import re
import zipfile
from functools import cache
from itertools import pairwise

import pytest
from drawn import MM, DrawnLine, lines
from editions import TEMPLATES, settings
from office import SOFFICE, to_pdf

from gen.pipeline import typeset
from gen.source.reader import read
from gen.standard.profiles import design_of
from gen.writers import write

_NOTICE = """---
kind: notice
organ: ××市人民政府
masthead: ××市人民政府文件
number: ×政发〔2022〕5号
title: 关于节约用水的通知
addressee: 各县（市、区）人民政府：
signature:
  organ: ××市人民政府
  date: 2022-12-20
colophon:
  copies: 市委办公室，市人民代表大会常务委员会办公室，市政协办公室，市监察委员会，市中级人民法院。
  issuer: ××市人民政府办公室
  issued: 2022-12-21
---
"""
_ONE = "本市依法节约用水。"
_COPIES = "市中级人民法院。"
_MORE_COPIES = "市中级人民法院，" + "市人民检察院，" * 7 + "市总工会。"
_DESIGNS: dict[str, dict[str, str]] = {
    "9704": {},
    "33476.2": {"margins": "33476.2", "pitch": "29.6"},
    "33476.2 margins": {"margins": "33476.2"},
}
_LENGTHS = (3, 10, 20, 22, 23, 24, 25)
_ADDED = (0, 1, 2, 3)
_NEAR = 0.3
"""Millimetres."""


def _made(length: int, choices: dict[str, str]) -> tuple[bytes, bytes]:
    """A notice of so many one-line paragraphs → its DOCX and PDF."""
    document, _ = read((_NOTICE + f"{_ONE}\n" * length).encode(), "test.md", "test")
    edition = typeset(document, TEMPLATES, design=design_of(choices))
    return write(edition, "docx", settings()), write(edition, "pdf", settings())


def _edited(docx: bytes, added: int, *, copies: bool = False) -> bytes:
    """A DOCX → the same with so many paragraphs more at the end of its text, and two lines more of 抄送 where `copies` says so."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                text = data.decode()
                paragraph = re.findall(rf"<w:p><w:pPr>(?:(?!</w:p>).)*{_ONE}</w:t></w:r></w:p>", text)[-1]
                before, _, after = text.rpartition(paragraph)
                text = before + paragraph * (1 + added) + after
                data = (text.replace(_COPIES, _MORE_COPIES) if copies else text).encode()
            target.writestr(name, data)
    return out.getvalue()


Key = tuple[str, int, str]


@cache
def _through_office() -> tuple[dict[Key, bytes], dict[tuple[str, int], bytes]]:
    """Every notice, edited in every way, through LibreOffice; and the PDF of every notice."""
    made = {(name, length): _made(length, choices) for name, choices in _DESIGNS.items() for length in _LENGTHS}
    wanted: dict[Key, bytes] = {}
    for (name, length), (docx, _) in made.items():
        for added in _ADDED if name == "9704" else (0, 2):
            wanted[name, length, f"+{added}"] = _edited(docx, added)
        wanted[name, length, "copies"] = _edited(docx, 0, copies=True)
    stems = {f"d{number}": key for number, key in enumerate(wanted)}
    office = to_pdf({stem: wanted[key] for stem, key in stems.items()})
    return {stems[stem]: pdf for stem, pdf in office.items()}, {key: pdf for key, (_, pdf) in made.items()}


def _foot(drawn: list[DrawnLine]) -> DrawnLine:
    """The last line of a 版记."""
    return next(line for line in drawn if line.text.endswith("印发"))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_colophon_stays_at_the_foot_of_the_last_page() -> None:
    office, ours = _through_office()
    for (name, length, edit), pdf in office.items():
        drawn = lines(pdf)
        wanted, found = _foot(lines(ours[name, length])), _foot(drawn)
        assert abs(found.baseline - wanted.baseline) <= _NEAR * MM, (name, length, edit)
        assert found.page == max(line.page for line in drawn), (name, length, edit)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_lines_are_added_and_none_is_printed_over_another() -> None:
    office, _ = _through_office()
    for (name, length, edit), pdf in office.items():
        drawn = lines(pdf)
        added = int(edit[1:]) if edit.startswith("+") else 0
        assert sum(line.text == _ONE for line in drawn) == length + added, (name, length, edit)
        for page in {line.page for line in drawn}:
            baselines = [line.baseline for line in drawn if line.page == page]
            assert all(below - above > 20 for above, below in pairwise(baselines)), (name, length, edit)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_colophon_that_goes_to_the_next_page_takes_the_signature_with_it() -> None:
    office, _ = _through_office()
    moved = 0
    for (name, length, edit), pdf in office.items():
        drawn = lines(pdf)
        dated = next(line for line in drawn if line.text == "2022年12月20日")
        assert dated.page == _foot(drawn).page, (name, length, edit)
        moved += dated.page == 3
    assert moved


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_date_of_issue_under_a_long_name_is_at_the_right() -> None:
    text = _NOTICE.replace("××市人民政府办公室", "新疆维吾尔自治区人民代表大会常务委员会办公厅") + _ONE + "\n"
    document, _ = read(text.encode(), "test.md", "test")
    edition = typeset(document, TEMPLATES)
    office = to_pdf({"a": write(edition, "docx", settings())})["a"]
    ours, theirs = (next(line for line in lines(data) if line.text == "2022年12月21日印发") for data in (write(edition, "pdf", settings()), office))
    assert abs(ours.left - theirs.left) < 3 * MM  # LibreOffice has narrower gaps between Han and figures
    assert abs(ours.baseline - theirs.baseline) < _NEAR * MM
