"""The ledger of an import gives back the text that was received, and says where it no longer can."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from importer.test_repair import TEXTS
from msgspec.structs import replace

from gen.errors import SourceError
from gen.importer.receive.items import RawLine, Received
from gen.importer.receive.plain import plain
from gen.importer.receive.script import solid
from gen.importer.repair.ledger import Ledger, core, from_json, make_ledger, source_digest, to_json
from gen.importer.repair.repair import repair
from gen.importer.repair.repaired import Repair, Repaired
from gen.importer.repair.undo import undo

TEXT = """××市人民代表大会常务委员会关于垃圾分类的决定
(2022年12月20日通过)

为了加强生活垃圾管理,作如下决定:
一、生活垃圾分类投放,由市人民政府依法规定,并
组织实施。
二、违反<规定>的,依法处罚;构成犯罪的,依法追究刑事责任。
本决定自公布之日起施行!
"""


def received(text: str) -> Repaired:
    return repair(Received(plain(text), "UTF-8"), "x")


def printed(result: Repaired) -> str:
    return "\n".join(
        item.text.strip() if isinstance(item, RawLine) else "\n".join(cell for row in item.rows for cell in row if cell) for item in result.items
    )


def ledger_of(text: str) -> tuple[Ledger, str]:
    result = received(text)
    source = printed(result)
    return make_ledger("x.txt", text.encode(), result, source), source


def test_ledger_is_for_people_too() -> None:
    ledger, _ = ledger_of(TEXT)
    data = to_json(ledger)
    assert data == to_json(ledger_of(TEXT)[0])
    values = json.loads(data)
    assert list(values) == sorted(values)
    assert values["file"] == "x.txt"
    assert values["encoding"] == "UTF-8"
    assert data.decode().splitlines()[13] == (
        '    {"after": "（2022年1", "before": "(2022年1", "column": 1, "line": 2, "place": 23, "rule": "半角括号"},'
    )
    assert from_json(data, "x.repairs.json") == ledger


def test_what_cannot_be_seen_is_escaped() -> None:
    ledger, _ = ledger_of("全国\u200b人大\ufeff常委会")
    data = to_json(ledger)
    assert "\u200b" not in data.decode()
    assert from_json(data, "x") == ledger


def test_undo_gives_back_what_was_received() -> None:
    ledger, source = ledger_of(TEXT)
    result = undo(source, ledger, "x.md")
    assert result.text + "\n" == TEXT.replace("\n\n", "\n")
    assert result.exact
    assert result.left == ()


def test_source_edited_elsewhere() -> None:
    ledger, source = ledger_of(TEXT)
    edited = source.replace("本决定自公布", "一个新的段落。\n本决定自市人大常委会公布").replace("关于垃圾分类", "关于生活垃圾分类")
    result = undo(edited, ledger, "x.md")
    assert not result.exact
    assert "作如下决定:\n一、生活垃圾分类投放,由市人民政府依法规定,并\n组织实施。" in result.text
    assert "施行!" in result.text


def test_paragraphs_moved_and_taken_out() -> None:
    ledger, source = ledger_of(TEXT)
    lines = source.split("\n")
    assert "管理,作如下决定:" in undo("\n".join(["新的一段。", *lines[:2], "又一段。", *lines[2:]]), ledger, "x.md").text
    with pytest.raises(SourceError):
        undo("\n".join(lines[:3] + lines[4:]), ledger, "x.md")


def test_source_edited_where_a_repair_is() -> None:
    ledger, source = ledger_of(TEXT)
    with pytest.raises(SourceError) as caught:
        undo(source.replace("管理，作如下", "管理。作如下").replace("处罚；构成", "处罚。构成"), ledger, "x.md")
    messages = [str(diagnostic) for diagnostic in caught.value.diagnostics]
    assert len(messages) == 5, "the mark itself, and those it stands beside"
    assert messages[0] == (
        "x.md: 错误 [还原] 源文件改动过：在“为了加强生活垃圾管理。作如下决定……”里，找不到导入时的修改“生活垃圾管理，作如下决定：”"
        "（原稿第4行是“生活垃圾管理,作如下决定：”）；请把这里改回来，或者从原稿重新导入"
    )


def test_same_words_twice_in_an_edited_paragraph() -> None:
    """A place that is not certain is not taken for another."""
    ledger, source = ledger_of("甲乙丙丁戊己,甲乙丙丁戊己，庚辛\n子丑")
    assert undo(source, ledger, "x").exact
    with pytest.raises(SourceError):
        undo(source.replace("庚辛", "甲乙丙丁戊己，甲乙丙丁戊己，庚辛"), ledger, "x")


def test_line_that_is_not_in_the_source() -> None:
    text = "按语,从略。\n" + TEXT
    result = received(text)
    source = printed(result).partition("\n")[2]
    ledger = make_ledger("x.txt", text.encode(), result, source)
    undone = undo(source, ledger, "x.md")
    assert undone.text + "\n" == TEXT.replace("\n\n", "\n")
    assert [repair.line for repair in undone.left] == [1]
    assert not undone.exact


def test_elements_printed_in_another_order() -> None:
    result = received(TEXT)
    lines = printed(result).split("\n")
    source = "\n".join([*lines[1:], lines[0]])
    assert "作如下决定:" in undo(source, make_ledger("x.txt", TEXT.encode(), result, source), "x.md").text


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"version": 2}',
        b"[" * 100_000,
        b'{"version": 1, "file": 1, "encoding": "", "sha256": "", "characters": "", "repairs": [], "paragraphs": []}',
        b'{"version": 1, "file": "", "encoding": "", "sha256": "", "characters": "", "repairs": [1], "paragraphs": []}',
        b'{"version": 1, "file": "", "encoding": "", "sha256": "", "characters": "", "repairs": [], "paragraphs": ["x"]}',
    ],
)
def test_file_that_is_no_ledger(damage: bytes) -> None:
    with pytest.raises(SourceError, match="修改记录"):
        from_json(damage, "x.repairs.json")


def test_ledger_of_another_source() -> None:
    ledger, source = ledger_of(TEXT)
    with pytest.raises(SourceError):
        undo("另一份文件。", ledger, "x.md")
    with pytest.raises(SourceError):
        undo(source, replace(ledger, places=tuple(10_000 for _ in ledger.places)), "x.md")
    with pytest.raises(SourceError):
        undo(source, replace(ledger, paragraphs=()), "x.md")


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("理,作", "理，作", ("理", ",", "，", "作")),
        ("国 人", "国人", ("国", " ", "", "人")),
        ("国  人", "国 人", ("国 ", " ", "", "人")),
        ("\u200b", "", ("", "\u200b", "", "")),
        ("", "", ("", "", "", "")),
    ],
)
def test_core_of_a_repair(before: str, after: str, parts: tuple[str, ...]) -> None:
    assert core(Repair(1, 1, before, after, "")) == parts


@given(TEXTS)
@example("中&nbsp;\x08国")
@example("甲\x08 \u200b,乙\n\x08丙\x08")
@settings(max_examples=400)
def test_undo_after_repair_is_the_text(text: str) -> None:
    ledger, source = ledger_of(text)
    assert from_json(to_json(ledger), "x") == ledger
    undone = undo(source, ledger, "x.md")
    # A line of nothing but what cannot be seen leaves no paragraph to put it back into.
    before = "".join(
        solid(item.text) if isinstance(item, RawLine) else "".join(map(solid, (cell for row in item.rows for cell in row))) for item in plain(text)
    )
    assert undone.exact or undone.left
    if not undone.left:
        assert solid(undone.text) == before


@given(TEXTS, st.data())
def test_undo_of_an_edited_source_is_right_or_refused(text: str, data: st.DataObject) -> None:
    ledger, source = ledger_of(text)
    place = data.draw(st.integers(0, len(source)))
    edited = source[:place] + data.draw(st.sampled_from(["", "改", "，", "\n", "（", ","])) + source[place + data.draw(st.integers(0, 3)) :]
    try:
        undone = undo(edited, ledger, "x.md")
    except SourceError:
        return
    made = [core(repair) for repair, place in zip(ledger.repairs, ledger.places, strict=True) if place is not None]
    assert len(solid(undone.text)) == len(solid(edited)) + sum(len(solid(before)) - len(solid(after)) for _, before, after, _ in made)


def test_a_ledger_from_before_the_seal_still_gives_back_the_text_but_proves_nothing() -> None:
    ledger, source = ledger_of(TEXT)
    values = json.loads(to_json(ledger))
    assert source_digest(to_json(ledger)) == values["source"]
    del values["seal"], values["source"]
    data = json.dumps(values, ensure_ascii=False).encode()
    assert undo(source, from_json(data, "x.repairs.json"), "x.md").exact
    assert source_digest(data) == ""
