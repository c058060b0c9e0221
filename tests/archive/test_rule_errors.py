"""A build ends with how many errors the rules of `gen check` find, the same whether it makes everything, something or nothing."""

import json
import sqlite3
from pathlib import Path

import pytest
from archives import Archive, Ran

from gen.errors import Exit
from gen.rules import RULES
from gen.workspace.output import STATE_FOLDER

_NUMBER = "number: ×人发〔2022〕03号\n"
"""A 发文字号 whose serial has a zero: an error of 7.2.5-docno."""
_PAIR = "enclosures: [《名单》]\n"
"""An 附件说明 with marks that it has not: an error of 7.3.4-att, and one of 7.3.7-match."""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Three sources, of which the second breaks a rule and the third two."""
    archive = Archive(tmp_path)
    archive.source("a")
    for name, field in (("b", _NUMBER), ("c", _NUMBER + _PAIR)):
        _change(archive, name, field)
    return archive


def _change(archive: Archive, name: str, fields: str) -> None:
    path = archive.source(name)
    path.write_text(path.read_text(encoding="utf-8").replace("title:", f"{fields}title:"), encoding="utf-8")


def _counted(ran: Ran) -> str:
    return next((line for line in ran.err.splitlines() if line.startswith("按 gen check 的规则")), "")


def _checked(archive: Archive) -> str:
    """What a build should say, by what a check finds."""
    errors = [line for line in archive.run("check", "--quick").out.splitlines() if any(f"错误 [{rule}]" in line for rule in RULES)]
    sources = len({line.partition(":")[0] for line in errors})
    return f"按 gen check 的规则，{sources} 份里有 {len(errors)} 处错误；逐处见 gen check" if errors else ""


def test_the_count_is_that_of_a_check(archive: Archive) -> None:
    first = archive.build("-f", "txt,docx")
    assert first.code == Exit.OK
    assert "2 份里有" in _counted(first)
    assert _counted(first) == _checked(archive)


def test_a_build_without_a_change_says_the_same(archive: Archive) -> None:
    first = archive.build("-f", "txt,docx")
    again = archive.build("-f", "txt,docx")
    assert (again.code, again.made, _counted(again)) == (Exit.OK, [], _counted(first))
    (archive.root / "source" / "b.md").touch()
    assert _counted(archive.build("-f", "txt")) == _counted(first)
    (archive.out / "c.docx").unlink()
    last = archive.build("-f", "txt,docx")
    assert (last.made, _counted(last)) == (["out/c.docx"], _counted(first))


def test_an_edit_changes_the_count(archive: Archive) -> None:
    archive.build("-f", "txt")
    _change(archive, "a", _NUMBER)
    archive.source("c")
    assert _counted(archive.build("-f", "txt")) == _checked(archive)
    archive.source("a")
    archive.source("b")
    assert _counted(archive.build("-f", "txt")) == ""


def test_only_what_is_built_is_counted(archive: Archive) -> None:
    archive.build("-f", "txt")
    assert "1 份里有 1 处" in _counted(archive.build("-f", "txt", "source/b.md"))
    assert _counted(archive.build("-f", "txt", "source/a.md")) == ""


def test_what_is_waived_does_not_count(archive: Archive) -> None:
    _change(archive, "c", _NUMBER + _PAIR + "waive: [7.2.5-docno, 7.3.4-att, 7.3.7-match]\n")
    assert "1 份里有 1 处" in _counted(archive.build("-f", "txt"))


def test_a_source_that_cannot_be_set_is_counted_too(archive: Archive) -> None:
    _change(archive, "b", _NUMBER + "waive: []\n")
    path = archive.root / "source" / "b.md"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: decision", "kind: decission"), encoding="utf-8")
    ran = archive.build("-f", "txt")
    assert ran.code == Exit.SOURCE
    assert _counted(ran) == _checked(archive)


def test_many_sources_are_counted_as_few_are(archive: Archive) -> None:
    for number in range(20):
        _change(archive, f"d{number:02}", _NUMBER if number % 2 else "")
    assert _counted(archive.build("-f", "txt")) == _checked(archive)


def test_strict_refuses_what_breaks_a_rule_in_the_words_of_a_check(archive: Archive) -> None:
    strict = archive.build("-f", "txt", "--strict")
    assert (strict.code, strict.made) == (Exit.SOURCE, ["out/a.txt"])
    errors = [line for line in archive.run("check").out.splitlines() if "错误 [" in line]
    assert [line for line in strict.err.splitlines() if line.startswith("source/")] == errors
    assert _counted(strict) == _checked(archive)


def test_strict_refuses_it_after_a_build_that_was_not(archive: Archive) -> None:
    first = archive.build("-f", "txt")
    planned = archive.build("-f", "txt", "--strict", "--dry-run")
    assert planned.out.splitlines() == [f"out/{name}.txt：有规则查出的错误，--strict 不允许" for name in "bc"]
    assert archive.build("-f", "txt", "--strict").code == Exit.SOURCE
    assert _counted(archive.build("-f", "txt")) == _counted(first)


def test_json_counts_them(archive: Archive) -> None:
    rows = [json.loads(line) for line in archive.build("-f", "txt", "--json").out.splitlines()]
    assert [row["rule_errors"] for row in rows[:-1]] == [0, 1, 3]
    again = json.loads(archive.build("-f", "txt", "--json").out)
    for summary in (rows[-1]["summary"], again["summary"]):
        assert (summary["rule_errors"], summary["sources_with_rule_errors"]) == (4, 2)


def test_a_count_that_is_damaged_is_found_anew(archive: Archive) -> None:
    first = archive.build("-f", "txt")
    connection = sqlite3.connect(archive.out / STATE_FOLDER / "state.sqlite")
    connection.execute("UPDATE output SET rule_errors = 'many' WHERE path = 'b.txt'")
    connection.commit()
    connection.close()
    again = archive.build("-f", "txt")
    assert again.code == Exit.OK
    assert _counted(again) == _counted(first)
