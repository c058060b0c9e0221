"""docs/source-format.md and its Chinese page list every kind and every choice of practice, as the tables in the program have them.

`python tests/test_source_format.py` rewrites the tables of the Chinese page.
"""

import re
from pathlib import Path

from gen.document.kinds import KINDS
from gen.standard.profiles import OPTIONS

ROOT = Path(__file__).parent.parent
ENGLISH = ROOT / "docs" / "source-format.md"
PAGE = ROOT / "docs" / "source-format.zh-CN.md"
_FORMS = {"letter": "信函格式（10.1）", "order": "命令格式（10.2）", "minutes": "纪要格式（10.3）"}


def _kinds() -> str:
    rows = (f"| `{name}` | {kind.chinese} | {_FORMS.get(name, '')}{'上行文，写签发人' if kind.upward else ''} |" for name, kind in KINDS.items())
    return "\n".join(rows) + "\n"


def _options() -> str:
    rows = []
    for name, option in OPTIONS.items():
        for number, (value, choice) in enumerate(option.choices.items()):
            rows.append(f'| `{name} = "{value}"`{"（默认）" if not number else ""} | {option.chinese}：{choice.chinese} | {choice.source} |')
    return "\n".join(rows) + "\n"


def rewritten(text: str) -> str:
    """The page with the tables of the program."""
    for head, table in (("| `kind` | 文种 | 格式 |\n|---|---|---|\n", _kinds()), ("| 写法 | 做法 | 出处 |\n|---|---|---|\n", _options())):
        start = text.index(head)
        end = re.compile(r"(?:(?:\|.*|KINDS|OPTIONS)(?:\n|$))*").match(text, start + len(head))
        text = text[:start] + head + table + text[end.end() if end else len(text) :]
    return text


def test_the_tables_are_the_programs() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert rewritten(text) == text


def test_the_english_page_has_the_same_rows() -> None:
    text = ENGLISH.read_text(encoding="utf-8")
    kinds_named = re.findall(r"^\| `([a-z-]+)` \| (\S+) \| [^|]*\|$", text.split("文种 | format |\n")[1].split("##")[0], re.MULTILINE)
    assert kinds_named == [(name, kind.chinese) for name, kind in KINDS.items()]
    choices = re.findall(r'^\| `(\w+) = "([\w.]+)"`( \(default\))? \|', text, re.MULTILINE)
    assert choices == [
        (name, value, "" if number else " (default)") for name, option in OPTIONS.items() for number, value in enumerate(option.choices)
    ]


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
