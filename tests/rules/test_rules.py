"""One folder a rule: `good.md` keeps it, `bad.md` does not, `expected.txt` has the messages for its author (`pytest --update` rewrites it).

`python tests/rules/test_rules.py --write` rewrites docs/rules.md from the table of rules and these folders.
"""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gen.errors import Diagnostic, SourceError
from gen.rules import RULES, examine, told_at_build
from gen.rules.registry import TOLD_AT_BUILD
from gen.source.reader import read

FOLDER = Path(__file__).resolve().parent
PAGE = FOLDER.parent.parent / "docs" / "rules.md"
_HEAD = """# 检查的规则

`gen check` 逐条检查这些规则。标准说“应当”的、形式写死的是错误；标准说“一般”的和惯例是警告；也可能另有用意的是提示。
有错误时退出码是 1，加 `--strict` 时有警告也是 1；提示不算。`gen build` 只检查其中的错误，
和印出来才看得见的笔误（`T-markup` `T-zero`，说在警告里）：照样生成，最后说错误有几处；加 `--strict` 时不生成有错误的，
逐处报告，退出码是 1。警告也不放过，写 `gen check --strict && gen build`。

`gen check` 也报告 `gen build` 不会生成的：`gen.toml`、字体、源文件、图片、文种和模板的错，排不下的标题、标志和表格，缺字，不能用的文件名。
说法、位置、退出码与 `gen build` 相同；磁盘能不能写、输出有没有被手工改过，只有 `gen build` 知道。`-f` `--fonts` 与 `gen build` 的相同；
`--quick` 只读源文件、检查规则，`--rule` 也是。

某一份公文确有理由不照某条规则的（例如原件如此），在文首信息里写 `waive: [B.2-verb]`，列出不检查的规则。
读源文件时已经报告的（字段、编号、日期、字符、半角标点等），不重复报告。

| 规则 | 条款 | 轻重 | 要求 | 例 |
|---|---|---|---|---|
"""


def _told(path: Path, only: tuple[str, ...] = ()) -> tuple[Diagnostic, ...]:
    data = path.read_bytes()
    document, _ = read(data, path.name, path.stem)
    return examine(document, data.decode(), path.name, only)


def _page() -> str:
    rows = []
    for rule in RULES.values():
        example = _told(FOLDER / rule.id / "bad.md", (rule.id,))[0].message.replace("|", r"\|")
        rows.append(f"| `{rule.id}` | {rule.clause} | {rule.severity} | {rule.says} | {example} |\n")
    return _HEAD + "".join(rows)


@pytest.mark.parametrize("rule", RULES)
def test_rule(rule: str, *, update: bool) -> None:
    assert not _told(FOLDER / rule / "good.md", (rule,))
    found = _told(FOLDER / rule / "bad.md", (rule,))
    assert {diagnostic.rule for diagnostic in found} == {rule}
    assert {diagnostic.severity for diagnostic in found} == {RULES[rule].severity}
    assert all(diagnostic.hint and diagnostic.place.line for diagnostic in found)
    told = "".join(f"{diagnostic}\n" for diagnostic in found)
    expected = FOLDER / rule / "expected.txt"
    if update:
        expected.write_text(told, encoding="utf-8", newline="\n")
    assert told == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_what_keeps_a_rule_keeps_the_others(rule: str) -> None:
    assert not [str(diagnostic) for diagnostic in _told(FOLDER / rule / "good.md")]


@pytest.mark.parametrize("rule", RULES)
def test_waived(rule: str) -> None:
    data = (FOLDER / rule / "bad.md").read_text(encoding="utf-8")
    waived = data.replace("---\n", f"---\nwaive: [{rule}]\n", 1)
    document, _ = read(waived.encode(), "bad.md", "bad")
    assert rule not in {diagnostic.rule for diagnostic in examine(document, waived, "bad.md")}


@pytest.mark.parametrize("rule", RULES)
def test_nothing_is_said_twice(rule: str) -> None:
    """What reading has reported and what a rule reports are not the same."""
    data = (FOLDER / rule / "bad.md").read_bytes()
    _, warnings = read(data, "bad.md", "bad")
    found = examine(read(data, "bad.md", "bad")[0], data.decode(), "bad.md")
    assert not {one.place for one in warnings} & {one.place for one in found if one.place.column}


def test_a_cell_is_told_with_its_row() -> None:
    """Also where another row has the same words."""
    rows = ["| 序号 | 问题 |", "|---|---|", "| 1 | 未落实。。 |", "| 2 | 已落实。 |", "| 3 | 未落实。。 |"]
    source = "\n".join(["---", "kind: deliberation", "organ: 甲市人大常委会", "title: 对市人民政府关于规划执行情况报告的审议意见", "---", *rows, ""])
    document, _ = read(source.encode(), "a.md", "a")
    found = examine(document, source, "a.md")
    assert {one.place.line for one in found} == {8, 10}


def test_unknown_rule_waived() -> None:
    source = (FOLDER / "7.2.1-copyno" / "good.md").read_text(encoding="utf-8").replace("---\n", "---\nwaive: [7.2.1]\n", 1)
    document, _ = read(source.encode(), "good.md", "good")
    (found,) = examine(document, source, "good.md")
    assert (found.rule, found.place.line, found.place.column) == ("waive", 2, 9)


_CHARACTERS = "一二十章条第项（）()《》〈〉“”‘’，。；：、！.~-—…〔〕[]0123年月日号至％%千万元×○〇•帐做出决定以下简称通过批准修正施行自起附件　 "
_LINES = st.text(_CHARACTERS, min_size=1, max_size=40).map(str.strip).filter(lambda line: line and not line.startswith(("|", "\\", "---")))


@given(st.lists(_LINES, min_size=1, max_size=8), _LINES, _LINES)
def test_any_words_are_examined(lines: list[str], passage: str, number: str) -> None:
    """Whatever the words are, the answer is findings at places that are there."""
    front = json.dumps({"kind": "statute", "organ": "××省人民代表大会", "title": "××条例", "number": number}, ensure_ascii=False)
    source = f"---\n{front[1:-1]}\n---\n".replace(', "', '\n"') + "\n".join(lines) + "\n"
    try:
        document, _ = read(source.encode(), "any.md", "any")
    except SourceError:
        return
    document = replace(document, passage=(f"（2022年1月2日{passage}）",))
    written = source.split("\n")
    for found in examine(document, source, "any.md"):
        assert 0 <= found.place.line <= len(written)
        assert not found.place.column or found.place.column <= len(written[found.place.line - 1])


_SLIPS = (
    st.text("一二十〇零○◯0０OoОо5年月日元条a.*`[](<br>&nsp;#-+ >　甲乙、，。", min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda line: line and not line.startswith(("|", "\\", "---")))
)


@given(st.lists(_SLIPS, min_size=1, max_size=4), st.sampled_from(["title", "note", "addressee", "passage", "speaker"]), _SLIPS)
def test_no_slip_escapes_the_quick_search_of_a_build(lines: list[str], key: str, words: str) -> None:
    front = {"kind": "notice", "organ": "××市人民政府", "title": "关于甲的通知"} | {key: words}
    source = (
        "---\n" + "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in front.items()) + "---\n" + "\n".join(lines) + "\n"
    )
    try:
        document, _ = read(source.encode(), "any.md", "any")
    except SourceError:
        return
    slips = [one for one in examine(document, source, "any.md", TOLD_AT_BUILD) if one.rule in TOLD_AT_BUILD]
    assert told_at_build(document, source, "any.md")[1] == tuple(slips)


def test_every_folder_is_a_rule() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith("_")} == set(RULES)


def test_page_says_the_rules() -> None:
    assert PAGE.read_text(encoding="utf-8") == _page(), "python tests/rules/test_rules.py --write"


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(_page(), encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(_page())
