"""The file of an issue → the issue, or every fault of the file with its place: YAML that a clerk can read aloud."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from gen.document.kinds import KINDS
from gen.document.model import Document, Picture
from gen.errors import Diagnostic, Place, UsageError, reason
from gen.gazette.layouts import DEFAULT, LAYOUTS
from gen.gazette.model import Entry, Issue
from gen.source.characters import decode, screen
from gen.source.dates import in_figures
from gen.source.faults import Faults, Line, Spot
from gen.source.fields import Fields
from gen.source.pictures import picture
from gen.source.values import Listing, Scalar, Section
from gen.source.yaml_values import parse
from gen.workspace.source_folder import did_you_mean

SUFFIXES: Final = (".yaml", ".yml")
MOST_DOCUMENTS: Final = 2000
_NAMES: Final = {
    "gazette": "公报名称",
    "title_lines": "公报名称的分行",
    "organ": "主办机关",
    "year": "年份",
    "number": "期号",
    "total": "总期号",
    "date": "出版日期",
    "layout": "版面",
    "first_page": "起始页码",
    "emblem": "封面徽标",
    "imprint": "版权页文字",
    "documents": "公文",
}
_RULE: Final = "公报"
_MOST: Final = 99_999
_EXAMPLES: Final = {"year": 2026}

GROUPS: Final = ("公告", "决定决议", "法规", "报告", "任免", "其他")
"""The groups of the contents in their order; an issue's file may name others."""
_GROUP_OF: Final = {
    **dict.fromkeys(("announcement", "order", "proclamation"), "公告"),
    **dict.fromkeys(("decision", "resolution"), "决定决议"),
    **dict.fromkeys(("statute", "election"), "法规"),
    **dict.fromkeys(("report", "work-report", "explanation", "communique", "bulletin", "motion"), "报告"),
    **dict.fromkeys(("appointments",), "任免"),
}


def group_of(document: Document) -> str:
    """The group of a document that the issue's file puts in none: chosen by its kind."""
    return _GROUP_OF.get(document.kind, GROUPS[-1])


assert set(_GROUP_OF) <= set(KINDS)  # noqa: S101 — a kind that is renamed is renamed here


def load_issue(path: Path, shown: str) -> tuple[Issue, tuple[Diagnostic, ...]]:
    """An issue's file → the issue and the warnings; `shown` is its path as the user gave it.

    SourceError with every fault: the file cannot be read, is not YAML of our kind, names no document or one twice, or
    has the number of another issue in its folder.
    """
    faults = Faults(shown)
    section = _section(path, faults)
    if section is None:
        raise faults.failure()
    fields = Fields(section, _NAMES, "", faults)
    title, organ, date = fields.required("gazette"), fields.required("organ"), fields.date("date")
    fields.demand("date")
    title_lines = fields.lines("title_lines", brackets=True)
    if title and title_lines and "".join(line.text for line in title_lines) != title.text:
        faults.error(_RULE, "title_lines 连起来不等于 gazette", title_lines[0].spot(), "分行不能改字")
    emblem = fields.optional("emblem")
    issue = Issue(
        title=title.text if title else "",
        organ=organ.text if organ else "",
        year=_number(fields, "year", required=True),
        number=_number(fields, "number", required=True),
        date=date.text if date else "",
        place=shown,
        title_lines=tuple(line.text for line in title_lines),
        total=_number(fields, "total"),
        layout=_layout(fields),
        first_page=_number(fields, "first_page") or 1,
        emblem=_emblem(emblem, path.parent, faults) if emblem else None,
        imprint=tuple(line.text for line in fields.lines("imprint")),
        entries=tuple(_entries(fields, path.parent)),
    )
    if issue.first_page % 2 == 0:
        faults.error(_RULE, f"first_page（起始页码）是双数 {issue.first_page}", fields.spot("first_page"), "单数页在右面，请写上一期末页之后的单数")
    _check_number(issue, path, fields, faults)
    return issue, faults.raise_if_errors()


def _section(path: Path, faults: Faults) -> Section | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        faults.error("文件", "没有这个文件", Spot(), "请检查路径")
    except IsADirectoryError:
        faults.error("文件", "这是文件夹，不是文件", Spot(), "请指明其中的 .yaml 文件")
    except (OSError, ValueError) as error:
        faults.error("文件", f"文件读不出来（{reason(error)}）", Spot(), "请检查路径和权限")
    else:
        text = decode(data, faults.file)
        # `parse` wants a `---` before the names; this file has none, so it goes before the first line.
        return parse(["---", *screen(text.rstrip("\n").split("\n"), 1, faults)], 0, faults)
    return None


def _number(fields: Fields, key: str, *, required: bool = False) -> int:
    """Read a whole number from 1; 0 if it is absent or faulty."""
    if required:
        fields.demand(key)
    value = fields.section.entries.get(key, (None, None))[1]
    if value is None:
        return 0
    text = value.text if isinstance(value, Scalar) else ""
    if re.fullmatch("[1-9][0-9]{0,4}", text):
        return int(text)
    fields.faults.error(_RULE, f"{fields.label(key)}应当是 1 至 {_MOST} 的整数", value.spot, f"写作“{key}: {_meant(text) or _EXAMPLES.get(key, 1)}”")
    return 0


def _meant(text: str) -> int:
    """A value such as 2026年, 第３期, 〇五 where only figures may be → the number in it; 0 for none or several."""
    found = re.findall("[0-9]+", in_figures(text))
    return int(found[0]) if len(found) == 1 and len(found[0]) <= len(str(_MOST)) else 0


def _layout(fields: Fields) -> str:
    line = fields.optional("layout")
    if line is None:
        return DEFAULT
    if line.text not in LAYOUTS:
        fields.faults.error(_RULE, f"没有名为“{line.text[:40]}”的版面", line.spot(), _layouts(line.text))
        return DEFAULT
    return line.text


def _layouts(wrong: str) -> str:
    """The hint for an unknown layout."""
    return f"{did_you_mean(wrong.lower(), tuple(LAYOUTS))}可以写的有 {'、'.join(LAYOUTS)}"


def _emblem(line: Line, folder: Path, faults: Faults) -> Picture | None:
    return picture(line, folder, faults)


def _entries(fields: Fields, folder: Path) -> Iterator[Entry]:
    """The documents in the order of the file, by groups if it has any; a document listed twice is a fault."""
    fields.demand("documents")
    value = fields.section.entries.get("documents", (None, None))[1]
    if value is None:
        return
    seen: dict[Path, int] = {}
    count, told = 0, len(fields.faults.all())
    for group, line in _named(fields, value):
        source = folder / line.text
        key = source.resolve()
        if key in seen:
            fields.faults.error(_RULE, f"“{line.text}”列了两次，第{seen[key]}行已经列过", line.spot(), "请删去一处")
            continue
        seen[key] = line.line
        count += 1
        if count > MOST_DOCUMENTS:
            fields.faults.error(_RULE, f"一期超过 {MOST_DOCUMENTS} 件公文", line.spot(), "请分成几期")
            return
        yield Entry(source, line.text, line.line, group)
    if not count and len(fields.faults.all()) == told:
        fields.faults.error(_RULE, "这一期没有公文", fields.spot("documents"), "请在 documents 下列出源文件，一行一件，行首写“- ”")


def _named(fields: Fields, value: object) -> Iterator[tuple[str, Line]]:
    """The groups and names of documents: one list, or a list for each group."""
    if isinstance(value, Section):
        for key in value.entries:
            inner = Fields(value, dict.fromkeys(value.entries, "分组"), "documents.", fields.faults)
            yield from ((key, line) for line in inner.lines(key))
    elif (isinstance(value, Listing) and not value.items) or (isinstance(value, Scalar) and not value.lines):
        return
    else:
        yield from (("", line) for line in fields.lines("documents"))


def _check_number(issue: Issue, path: Path, fields: Fields, faults: Faults) -> None:
    """Add an error if another issue of the folder has this one's number, or its 总期号."""
    if not (issue.title and issue.year and issue.number):
        return
    for other in sorted(path.parent.iterdir()):
        if other.suffix.lower() not in SUFFIXES or not other.is_file() or other.samefile(path):
            continue
        said = _said(other)
        if said.get("gazette") != issue.title:
            continue
        if (said.get("year"), said.get("number")) == (str(issue.year), str(issue.number)):
            faults.error(_RULE, f"{issue.numbered}与同一文件夹里的 {other.name} 期号相同", fields.spot("number"), "请改正其中一个的期号")
        elif issue.total and said.get("total") == str(issue.total):
            faults.error(_RULE, f"总第{issue.total}期与同一文件夹里的 {other.name} 相同", fields.spot("total"), "请改正其中一个的总期号")


def _said(path: Path) -> dict[str, str]:
    """The numbers in another issue's file; none if it cannot be read: making that issue reports why."""
    quiet = Faults(str(path))
    try:
        section = parse(["---", *screen(path.read_text(encoding="utf-8-sig").split("\n"), 1, quiet)], 0, quiet)
    except (OSError, ValueError):
        return {}
    entries = section.entries if section else {}
    return {key: value.text for key, (_, value) in entries.items() if isinstance(value, Scalar)}


def with_layout(issue: Issue, layout: str) -> Issue:
    """The issue in another layout, unchanged without a name. UsageError for an unknown one."""
    if not layout:
        return issue
    if layout not in LAYOUTS:
        raise UsageError(Diagnostic("用法", f"--layout：没有名为“{layout[:40]}”的版面", Place(issue.place), _layouts(layout)))
    return replace(issue, layout=layout)
