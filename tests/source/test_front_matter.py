"""Front matter read by pattern and by the YAML parser gives the same values, places and faults."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gen.source.faults import Faults
from gen.source.front_matter import parse
from gen.source.yaml_values import parse_any

_PIECES = [
    *("kind", "organ", "title", "yes", "null", "a_b", "promulgation", "signature", "N", "<<", "题"),
    *(": ", ":", ":  ", "- ", "-", "  - ", "  ", "    ", "\n", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", " ", "\u3000", "\t", "\u00a0", "\u2003"),
    *("decision", "true", "Off", "~", "2022-12-20", "2022-1-2", "12", "1.5", "0x1F", "1_000", "12:30", "1e3", ".5", "+1", "=", "2022年", "１２"),
    *("某机关", "关于“甲”的决定", "（通过）", "《", "𠮷", "甲" * 1030, "\ufffd"),
    *(
        "'",
        '"',
        "''",
        '""',
        "'甲'",
        '"乙"',
        "'a'b",
        '" 甲 "',
        "\\",
        "\\n",
        "[",
        "]",
        "[甲, 乙]",
        "[B.2-verb]",
        "[甲,乙]",
        "[yes, 1.甲]",
        "[]",
        ", ",
        "{",
        "}",
    ),
    *("|", "|\n", ">", "#", " #", "# 注\n", "&a ", "*a", "!t ", "%", "@", "`", "?", "? ", "---", "...", "\n---\n", "\n...\n"),
]
_NAMED = st.builds(
    "{}{}:{}{}".format,
    st.sampled_from(["", "", "  ", "    ", "   "]),
    st.sampled_from(["kind", "organ", "title", "text", "date", "signature"]),
    st.sampled_from(["", " ", " ", "  "]),
    st.sampled_from(
        ["", "甲机关", "2022-12-20", "'乙'", '" 丙 "', '""', "[甲, B.2]", "decision", "a#b", "丁 #", "戊: 己", "no", "12", "关[庚]", "辛 "]
    ),
)
_LISTED = st.builds("{}- {}".format, st.sampled_from(["", "  ", "    "]), st.sampled_from(["甲", "'乙'", "2022-12-20", "", "丙: 丁", "[戊]", "true"]))
_WHOLE = st.lists(st.one_of(_NAMED, _NAMED, _LISTED), max_size=8).map("\n".join)
_ANY = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)


def _both_ways(text: str) -> None:
    lines = ["---", *text.split("\n")]
    ours, theirs = Faults("x"), Faults("x")
    assert parse(lines, 3, ours) == parse_any(lines, 3, theirs)
    assert ours.all() == theirs.all()


@given(st.one_of(_ANY, _WHOLE, st.tuples(_WHOLE, _ANY).map("\n".join), st.tuples(_WHOLE, _ANY).map("".join)))
@example("kind:\n- 甲\n- 乙\ntitle: 丙")
@example("kind:\n  - 甲\n  title: 丙")
@example("kind: 甲\n 乙")
@example("a: [甲, 乙")
@example("a: [甲]]")
@example("a: '")
@example("a:\n  b:\n    c:\n      d: 甲")
@example("kind: 甲\nkind: 乙")
@settings(database=None, deadline=None, max_examples=1500)
def test_the_pattern_reads_what_the_parser_reads(text: str) -> None:
    _both_ways(text)


@pytest.mark.parametrize(
    "value", ["yes", "Null", "TRUE", "n", "2022-12-20", "0o7", "1:30", "~", "=", "1e5", ".inf", "0b1", "1_0", "２０", "甲: 乙", "甲 #乙"]
)
def test_what_is_not_text_is_not_taken_for_it(value: str) -> None:
    for text in (f"a: {value}", f"a:\n  - {value}", f"a: [{value}]", f"a:\n  b: {value}", f"{value}: 甲", value):
        _both_ways(text)


def test_usual_front_matter_is_read_without_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gen.source.yaml_values.parse_any", lambda *_: None)
    lines = [
        "---",
        *("kind: decision", "organ: 某机关", 'title: "某“决定”"', "passage:", "  - 2022年12月20日通过"),
        *("signature:", "  organ:", "    - 甲", "  date: 2022-12-20", "waive: [B.2-verb]"),
    ]
    assert parse(lines, 1, Faults("x"))
