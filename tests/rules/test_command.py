"""`gen check` as its users run it: what it prints where, and the code it ends with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from editions import ROOT

from gen.errors import Exit
from gen.rules import RULES

FOLDER = Path(__file__).resolve().parent


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "gen", "check", *map(str, arguments)]
    return subprocess.run(command, cwd=FOLDER, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("arguments", "code", "counts"),
    [
        (["7.2.1-copyno/good.md"], Exit.OK, "共 1 份：错误 0，警告 0，提示 0"),
        (["7.2.1-copyno/bad.md"], Exit.OK, "共 1 份：错误 0，警告 1，提示 0"),
        (["--strict", "7.2.1-copyno/bad.md"], Exit.SOURCE, "共 1 份：错误 0，警告 1，提示 0"),
        (["B.2-verb/bad.md"], Exit.SOURCE, "共 1 份：错误 1，警告 0，提示 0"),
        (["--strict", "L-cite/bad.md"], Exit.OK, "共 1 份：错误 0，警告 0，提示 1"),
        (["--strict", "--rule", "7.2.1-copyno", "B.2-verb/bad.md"], Exit.OK, "共 1 份：错误 0，警告 0，提示 0"),
        (["missing.md"], Exit.SOURCE, "共 0 份：错误 1，警告 0，提示 0"),
    ],
)
def test_code_is_that_of_the_gravest(arguments: list[str], code: Exit, counts: str) -> None:
    done = _run(*arguments)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (code, counts)


def test_findings_are_printed_with_their_places() -> None:
    expected = (FOLDER / "B.2-verb" / "expected.txt").read_text(encoding="utf-8")
    assert _run("B.2-verb/bad.md").stdout == expected.replace("bad.md", "B.2-verb/bad.md")


def test_json_says_the_same() -> None:
    done = _run("--json", "L-xiang/bad.md", "L-xiang/good.md")
    found = json.loads(done.stdout)
    expected = (FOLDER / "L-xiang" / "expected.txt").read_text(encoding="utf-8").splitlines()
    severities = {"error": "错误", "warning": "警告", "info": "提示"}
    told = [f"{each['line']}:{each['column']}: {severities[each['severity']]} [{each['rule']}] {each['message']}；{each['hint']}" for each in found]
    assert {each["clause"] for each in found} == {RULES["L-xiang"].clause}
    assert told == [line.removeprefix("bad.md:") for line in expected]


def test_json_of_nothing_is_a_list() -> None:
    assert json.loads(_run("--json", "L-xiang/good.md").stdout) == []


def test_what_reading_reports_is_printed_too(tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text('---\nkind: notice\norgan: ""\ntitle: 通知\n---\n一、甲,乙。\n三、丙。\n', encoding="utf-8")
    done = _run(source)
    assert "[GB/T 15834]" in done.stdout
    assert "[7.3.3]" in done.stdout
    source.write_text("甲\n", encoding="utf-8")
    done = _run("--rule", "P-asc", source)
    assert done.returncode == Exit.SOURCE
    assert "[文首信息]" in done.stdout


@pytest.mark.parametrize("rule", ["7.2.1-copyno", "7.2.2-secret", "7.2.3-urgent", "7.2.5-docno", "7.2.6-signer"])
def test_what_reading_and_a_rule_report_is_said_once(rule: str) -> None:
    assert len([line for line in _run(f"{rule}/bad.md").stdout.splitlines() if f"[{rule.partition('-')[0]}" in line]) == 1


def test_rules_are_listed() -> None:
    done = _run("--list")
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(RULES)


def test_rule_that_is_not_there_is_a_wrong_command() -> None:
    done = _run("--rule", "7.2.1", "L-xiang/good.md")
    assert done.returncode == Exit.USAGE
    assert "没有规则 7.2.1" in done.stderr


def test_readme_counts_the_rules() -> None:
    for name, words in (
        ("README.md", "[{} rules]"),
        ("README.zh-CN.md", "[{}条规则]"),
        ("README.md", "holds {} rules"),
        ("README.zh-CN.md", "核对{}条规则"),
        ("CHANGELOG.md", "`gen check`: {} rules"),
    ):
        assert words.format(len(RULES)) in (ROOT / name).read_text(encoding="utf-8")
