"""The source that the importer writes reads back as the same document, to the character."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importer import samples
from importer.bare import bare

from gen.document.model import BodyItem, Document, Part, Promulgation, Signature, Table, Unit
from gen.document.tables import Alignment, Shape, Span, cells_of
from gen.errors import SourceError
from gen.importer.receive.items import Item, RawLine, RawTable
from gen.importer.recognise.recognise import recognise
from gen.importer.repair.source_text import source_text
from gen.source.faults import Faults, Line
from gen.source.numbering import number
from gen.source.reader import read

_MISSING = re.compile("缺少 (organ|title)|没有内容|没有正文|附件没有标记")


def _again(document: Document) -> Document:
    return read(source_text(document).encode(), "x.md", document.name)[0]


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_an_imported_document_reads_back(name: str) -> None:
    document, _ = recognise(samples.lines(samples.SAMPLES[name]), name)
    assert bare(_again(document)) == bare(document)


def test_the_source_is_what_a_clerk_would_write() -> None:
    document, _ = recognise(samples.lines(samples.NOTICE), "x")
    assert (
        source_text(document)
        == """---
kind: notice
organ: ××市人民代表大会常务委员会办公室
title: ××市人民代表大会常务委员会办公室关于印发《代表建议办理办法》的通知
number: ×人办〔2022〕7号
addressee: 市人民政府办公室，各县（市、区）人大常委会办公室：
enclosures:
  - 附件：1.代表建议办理办法
  - 2.代表建议登记表
signature:
  organ: ××市人民代表大会常务委员会办公室
  date: 2022年3月5日
note: （此件公开发布）
---
现将《代表建议办理办法》印发给你们，请认真贯彻执行。
---
part: 附件1
title: 代表建议办理办法
---
第一条　为了规范办理工作，制定本办法。
第二条　本办法自印发之日起施行。
---
part: 附件2
title: 代表建议登记表
---
姓名：
"""
    )


_MARKS = "，。：；、“”‘’《》（）〔〕—…·"
_LETTERS = "第一条章附件公告令本法规定的是年月日甲乙"
_AWKWARD = "'\"\\#:-|>&*!%@{}[],?`=~0123456789 yYnNoOaE.+　"
_line = st.text(alphabet=_LETTERS + _MARKS + _AWKWARD, min_size=1, max_size=24).map(str.strip).filter(bool)
_lines = st.lists(_line, min_size=1, max_size=3).map(tuple)
_passage = st.lists(st.text(alphabet=_LETTERS + "，#: -", max_size=12), min_size=1, max_size=3).map(
    lambda texts: tuple(f"（{text.strip()}）" for text in texts)
)
_dates = st.sampled_from(["2022年12月20日", "一九九六年二月六日", "二○○四年七月六日"])
_organs = st.lists(_line, max_size=3)
_tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.tuples(*[st.text(alphabet=_LETTERS + _AWKWARD, max_size=6).map(str.strip)] * width), min_size=1, max_size=3)
)


@st.composite
def _shaped(draw: st.DrawFn) -> Table:
    """A table with header rows, merged cells and alignments, or without."""
    rows = [list(row) for row in draw(_tables)]
    header = draw(st.sampled_from([None, *range(min(len(rows), 3) + 1)]))
    drawn = draw(st.tuples(*[st.sampled_from([None, *Alignment])] * len(rows[0])))
    alignments = drawn if header is not None and any(drawn) else ()
    top = draw(st.integers(0, len(rows) - 1))
    left = draw(st.integers(0, len(rows[0]) - 1))
    bottom = draw(st.integers(top, (header if header is not None and top < header else len(rows)) - 1))
    span = Span(top, left, bottom - top + 1, draw(st.integers(1, len(rows[0]) - left)))
    spans = (span,) if span.rows * span.columns > 1 else ()
    for row, column in (place for merged in spans for place in cells_of(merged)[1:]):
        rows[row][column] = ""
    return Table(tuple(map(tuple, rows)), 0, Shape(header, spans, alignments))


@st.composite
def _bodies(draw: st.DrawFn, *, least: int) -> tuple[BodyItem, ...]:
    items: list[Line | Table] = []
    for _ in range(draw(st.integers(least, 4))):
        table = draw(st.booleans()) and draw(st.booleans())
        items.append(draw(_shaped()) if table else Line(draw(_line), 0))
    return number(items, Faults(""))


@st.composite
def _signatures(draw: st.DrawFn) -> Signature:
    organs = draw(_organs)
    day = draw(_dates) if not organs or draw(st.booleans()) else ""
    return Signature(organs[0] if organs else "", day, 0, tuple(organs[1:]))


@st.composite
def _promulgations(draw: st.DrawFn) -> Promulgation:
    organs = draw(_organs)
    signature = Signature(organs[0] if organs else "", draw(st.one_of(st.just(""), _dates)), 0, tuple(organs[1:]))
    heading, serial = draw(st.one_of(st.just(""), _line)), draw(st.one_of(st.just(""), _line))
    text = draw(_lines)
    return Promulgation(heading, serial, tuple(Unit(line, 0) for line in text), signature)


_OPTIONAL = {
    "number": _line,
    "passage": _passage,
    "addressee": _line,
    "contents": _lines,
    "enclosures": _lines,
    "signature": _signatures(),
    "note": _lines,
}


@st.composite
def _fields(draw: st.DrawFn) -> dict[str, object]:
    return {name: draw(strategy) for name, strategy in _OPTIONAL.items() if draw(st.booleans())}


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    fields = draw(_fields()) | {"title": draw(_line)}
    if draw(st.booleans()):
        fields["promulgation"] = draw(_promulgations())
    order = draw(st.permutations([name for name in fields if name in {"title", "number", "passage", "addressee", "contents", "promulgation"}]))
    parts = []
    for _ in range(draw(st.integers(0, 2))):
        own = draw(_fields()) | ({"title": draw(_line)} if draw(st.booleans()) else {})
        turn = draw(st.permutations([name for name in own if name in {"title", "number", "passage", "addressee", "contents"}]))
        label = draw(st.one_of(st.just(""), _line))
        part = Part(label=label, body=draw(_bodies(least=0 if label or own else 1)), order=tuple(turn), **own)  # type: ignore[arg-type]
        parts.append(part)
    return Document(
        name="x",
        kind="statute",
        organ=draw(st.one_of(st.just(""), _line)),
        body=draw(_bodies(least=1)),
        order=tuple(order),
        parts=tuple(parts),
        **fields,  # type: ignore[arg-type]
    )


@given(_documents())
def test_any_document_reads_back(document: Document) -> None:
    assert bare(_again(document)) == bare(document)


_WORDS = st.sampled_from([line for text in samples.SAMPLES.values() for line in text.strip("\n").split("\n")])
_ITEM = st.one_of(st.builds(RawLine, st.one_of(_WORDS, _line), st.just(1)), st.builds(RawTable, _tables.map(tuple), st.just(1)))


_BEGINNING: list[Item] = [RawLine("××条例", 1), RawLine("第一条　略。", 1)]


@given(st.lists(_ITEM, max_size=30), st.booleans())
def test_whatever_is_recognised_reads_back(items: list[Item], begun: bool) -> None:  # noqa: FBT001 — drawn
    document, _ = recognise([*_BEGINNING, *items] if begun else items, "x")
    try:
        again = _again(document)
    except SourceError as error:
        # What is not in the input must be added by its author; nothing else may be wrong.
        faults = [str(fault) for fault in error.diagnostics if not fault.warning]
        assert all(map(_MISSING.search, faults)), faults
    else:
        assert bare(again) == bare(document)
