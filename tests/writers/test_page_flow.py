"""Pages that rules end early: where the DOCX says so without a page break, LibreOffice ends them there by itself."""

import io
import re
import zipfile
from functools import cache

import pytest
from drawn import body, lines
from editions import edition, settings
from office import JUDGES, SOFFICE

from gen.writers import write
from gen.writers.edition import Edition

_FRONT = "---\nkind: {kind}\norgan: ××市人民代表大会常务委员会\ntitle: ××市节约用水条例\n{more}---\n"
_SIGNED = "signature:\n  organ: ××市人民代表大会常务委员会\n  date: 2022-12-20\n"
_SENTENCE = "机关、社会团体、企业事业单位应当组织开展节约用水的宣传教育，推广先进技术和经验，"
_LEADER = r"·{3,}(?=\d+$)"
"""The dots of a 目录, which an office program draws as characters."""
_ONE = "本市依法节约用水。\n"

TAILS = {
    "heading": ("decision", "", f"一、总体要求\n{_SENTENCE * 3}落实责任。\n"),
    "two headings": ("decision", "", f"一、总体要求\n（一）指导思想\n{_SENTENCE * 3}落实责任。\n"),
    "chapter": ("statute", "", f"第二章　用水管理\n第九条　{_SENTENCE * 3}落实责任。\n"),
    "chapter and section": ("statute", "", f"第二章　用水管理\n第一节　一般规定\n第九条　{_SENTENCE * 3}落实责任。\n"),
    "after a 目录": (
        "statute",
        "contents:\n  - 目　　录\n  - 第一章　总则\n  - 第二章　用水管理\n",
        f"第二章　用水管理\n第九条　{_SENTENCE * 3}落实责任。\n" + _ONE * 80,
    ),
    "long end": ("statute", "", f"第九条　{_SENTENCE * 3}落实责任。\n"),
    "short end": ("statute", "", "第九条　本条例自公布之日起施行，以前的规定与本条例不一致的，以本条例为准。\n"),
    "signed": ("decision", _SIGNED, "特此决定。\n"),
    "signed after a long paragraph": ("decision", _SIGNED, f"{_SENTENCE * 2}落实责任。\n"),
    "sealed": ("decision", f"{_SIGNED}  seal: reserved\n", f"一、总体要求\n{_ONE}"),
    "table": ("decision", "", "一、总体要求\n| 指标 | 数量 |\n|---|---|\n| 甲 | 1 |\n| 乙 | 2 |\n"),
}
"""Name → kind, more of the front matter, and what follows a page of one-line paragraphs."""
WITHOUT_BREAKS = ("heading", "two headings", "chapter", "chapter and section", "short end")
"""Where no page has to be ended by a page break, wherever on the page they begin."""


@cache
def documents() -> dict[str, Edition]:
    """Every tail at every place around the foot of a page."""
    made = {}
    for name, (kind, more, tail) in TAILS.items():
        for above in range(12, 24):
            start = "第一章　总则\n第一条　本市依法节约用水。\n" if kind == "statute" else ""
            made[f"{name}, {above}"] = edition(_FRONT.format(kind=kind, more=more) + start + _ONE * above + tail)
    return made


@cache
def _through_office(judge: str) -> dict[str, bytes]:
    stems = {f"d{number}": name for number, name in enumerate(documents())}
    made = JUDGES[judge]({stem: write(documents()[name], "docx", settings()) for stem, name in stems.items()})
    return {stems[stem]: pdf for stem, pdf in made.items()}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("tail", TAILS)
def test_pages_start_alike(tail: str, judge: str) -> None:
    for name, made in documents().items():
        if name.startswith(f"{tail}, "):
            theirs = [(page, re.sub(_LEADER, "", text)) for page, text in body(lines(_through_office(judge)[name]))]
            assert theirs == body(lines(write(made, "pdf", settings()))), name


@pytest.mark.parametrize("tail", WITHOUT_BREAKS)
def test_no_page_break_is_written_where_keeping_together_says_the_same(tail: str) -> None:
    early = 0
    for name, made in documents().items():
        if name.startswith(f"{tail}, "):
            early += len(made.pages.breaks)
            assert _page_breaks(made) == 0, name
    assert early


def _page_breaks(made: Edition) -> int:
    with zipfile.ZipFile(io.BytesIO(write(made, "docx", settings()))) as package:
        return len(re.findall(rb"<w:pageBreakBefore|<w:br w:type=\"page\"", package.read("word/document.xml")))
