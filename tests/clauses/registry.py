"""`rules.toml` → docs/clauses.md, and the table of counts in both READMEs.

`python tests/clauses/registry.py --write` writes them; a test holds them.
"""

import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
RULES = ROOT / "tests" / "clauses" / "rules.toml"
PAGE = ROOT / "docs" / "clauses.md"
READMES = ("README.md", "README.zh-CN.md")
_COUNTS = re.compile(r"(?<=<!-- clauses -->\n)(?:\|[^\n]*\n)+")


class Status(StrEnum):
    """The status of a rule."""

    MET = "met"
    DEFAULT = "default"
    HUMAN = "human"
    OPEN = "open"


class Where(StrEnum):
    """Where a rule is checked."""

    MODEL = "model"
    PAGE = "page"
    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"


CHINESE = {
    Status.MET: "做到，有测量",
    Status.DEFAULT: "默认做法",
    Status.HUMAN: "程序不能核对",
    Status.OPEN: "还没有做",
    Where.MODEL: "源文件",
    Where.PAGE: "排版",
    Where.PDF: "PDF",
    Where.DOCX: "DOCX",
    Where.TEXT: "文字",
}
_CHAPTERS = {
    "3–5 幅面、版面": ("3", "4", "5"),
    "6 印制装订": ("6",),
    "7.1、7.2 版头": ("7.1", "7.2"),
    "7.3 主体": ("7.3",),
    "7.4、7.5 版记和页码": ("7.4", "7.5"),
    "8–11 表格、特定格式、式样": ("8", "9", "10", "11"),
    "立法法、立法技术规范、人大公文": ("立法", "人大", "惯例", "GB/T 15835"),
    "GB/T 15834 标点符号": ("GB/T 15834",),
}
_ENGLISH = {
    "3–5 幅面、版面": "3–5 paper and page",
    "6 印制装订": "6 printing and binding",
    "7.1、7.2 版头": "7.1, 7.2 masthead 版头",
    "7.3 主体": "7.3 body 主体",
    "7.4、7.5 版记和页码": "7.4, 7.5 版记 and folio",
    "8–11 表格、特定格式、式样": "8–11 tables, special formats, figures",
    "立法法、立法技术规范、人大公文": "statutes and papers of people's congresses",
    "GB/T 15834 标点符号": "GB/T 15834 punctuation",
}


@dataclass(frozen=True)
class Rule:
    """A rule: its id, clause and what it says, how it stands, where it is checked, and what shows it.

    `folder` is one of tests/clauses, `test` a function under tests, `check` the rules of `gen check` that examine a source for it, `why` a reason.
    """

    id: str
    clause: str
    says: str
    status: Status
    where: tuple[Where, ...] = ()
    folder: str = ""
    test: str = ""
    why: str = ""
    check: tuple[str, ...] = ()

    @property
    def chapter(self) -> str:
        """The part of the table that it belongs to: the one whose prefix of the clause is the longest."""
        fits = [(len(start), chapter) for chapter, starts in _CHAPTERS.items() for start in starts if self.clause.startswith(start)]
        return max(fits)[1]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the file."""
    entries = tomllib.loads(RULES.read_text(encoding="utf-8"))["rule"]
    return tuple(
        Rule(
            **{**entry, "status": Status(entry["status"]), "where": tuple(map(Where, entry.get("where", ()))), "check": tuple(entry.get("check", ()))}
        )
        for entry in entries
    )


def page() -> str:
    """docs/clauses.md: every rule, chapter by chapter."""
    parts = [
        "# 条文逐条对照",
        "",
        (
            "由 `tests/clauses/rules.toml` 生成（`python tests/clauses/registry.py --write`），一条规则一行，测试核对。“做到”的每一条都有一个文件夹的"
            "源文件和版面，和一个测试；位置的测试量我们的 PDF，也量 DOCX 经 LibreOffice 转出的 PDF。"
            "写法由 `gen check` 检查，规则见 [rules.md](rules.md)。"
        ),
        "",
        *_counts("README.zh-CN.md").splitlines(),
    ]
    for chapter in _CHAPTERS:
        parts += ["", f"## {chapter}", "", "| 规则 | 条文 | 要求 | 状态 | 在哪里核对 | 凭据 |", "|---|---|---|---|---|---|"]
        parts += [_row(rule) for rule in rules() if rule.chapter == chapter]
    return "\n".join(parts) + "\n"


def _row(rule: Rule) -> str:
    shown = f"[{rule.folder}](../tests/clauses/{rule.folder}/README.md)" if rule.folder else ""
    test = f"`{rule.test.split('::')[1]}`" if rule.test and not rule.test.startswith("check/") else ""
    check = f"`gen check` {'、'.join(rule.check)}" if rule.check else ""
    evidence = "；".join(filter(None, (shown, test, check, rule.why)))
    where = "、".join(CHINESE[where] for where in rule.where) or "—"
    return f"| {rule.id} | {rule.clause} | {rule.says} | {CHINESE[rule.status]} | {where} | {evidence} |"


def _counts(readme: str) -> str:
    english = readme == "README.md"
    heads = ["met, and measured", "met by default", "no program can tell", "not yet"] if english else [CHINESE[status] for status in Status]
    rows = [f"| {'clauses' if english else '条文'} | {' | '.join(heads)} |", "|---|---|---|---|---|"]
    for chapter in _CHAPTERS:
        found = Counter(rule.status for rule in rules() if rule.chapter == chapter)
        cells = " | ".join(str(found[status] or "") for status in Status)
        rows.append(f"| {_ENGLISH[chapter] if english else chapter} | {cells} |")
    total = Counter(rule.status for rule in rules())
    rows.append(f"| {f'all {len(rules())}' if english else f'共 {len(rules())} 条'} | {' | '.join(str(total[status]) for status in Status)} |")
    return "\n".join(rows) + "\n"


def readme(name: str, text: str) -> str:
    """A README's text with its table of counts as the registry has it."""
    assert len(_COUNTS.findall(text)) == 1, f"{name} has no table marked <!-- clauses -->"
    return _COUNTS.sub(lambda _: _counts(name), text)


if __name__ == "__main__" and "--write" in sys.argv:
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    for each in READMES:
        path = ROOT / each
        path.write_text(readme(each, path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
