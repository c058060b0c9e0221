"""A table that only places words on the page, a 版头, 落款 or 版记 set in a table → its lines, for they are no table."""

import re
from collections.abc import Sequence
from typing import Final

from gen.importer.receive.items import RawTable
from gen.source.faults import Faults, Line, Spot
from gen.wording.lines import bare, whole_date
from gen.wording.organs import is_organ, is_post

_RULE: Final = "识别"
_MOST_ROWS: Final = 6
_MOST_COLUMNS: Final = 4
_WORD: Final = "文件"
_NUMBER = re.compile(r"[^\s，。；：]{1,20}[〔\[［(（][12][0-9]{3}[〕\]］)）]第?[0-9]{1,4}号")
_APPROVER = re.compile(r"签\s*发\s*人[：:].*")
_COPIES = re.compile(r"(?:抄\s*送|分\s*送|抄\s*报|主\s*送)[：:].*")
_ISSUED = re.compile(r".{0,40}[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日印发")
_BETWEEN: Final = "\u3000"


def layout_lines(item: RawTable, faults: Faults, *, first: bool) -> list[Line] | None:
    """A table → its lines with a remark, if it only places words; None for any other.

    `first`: no text is before it, so that it may be a 版头, the only part that our own writer sets in a table.
    """
    ours = item.grid is not None and item.grid.ours
    if len(item.rows) > _MOST_ROWS or len(item.rows[0]) > _MOST_COLUMNS:
        return None
    rows = [[part.strip() for cell in row for part in cell.split("\n") if part.strip()] for row in item.rows]
    texts = [text for row in rows for text in row]
    what = ""
    if first and _is_header(texts):
        what = "版头（红头）：发文机关标志、发文字号、签发人"
    elif not ours and _is_signature(texts):
        what = "落款（署名、成文日期）"
    elif not ours and _is_colophon(rows):
        what = "版记（抄送机关、印发机关和印发日期）"
        rows = [[_BETWEEN.join(row)] for row in rows]
    if not what:
        return None
    faults.warn(_RULE, f"表格像是{what}，已改成文字", Spot(item.line), "请对照原件；如果是正文里的表格，请改回表格")
    return [Line(text, item.line + number) for number, row in enumerate(rows) for text in row if text]


def _is_header(texts: Sequence[str]) -> bool:
    """Whether a table has the organs and 文件 of a 版头, or 发文字号 and 签发人, and nothing else."""
    marks = [text for text in texts if bare(text) == _WORD or _NUMBER.fullmatch(bare(text)) or _APPROVER.fullmatch(text)]
    others = [text for text in texts if text not in marks]
    return bool(marks) and all(is_organ(text) or bare(text).endswith(_WORD) for text in others)


def _is_signature(texts: Sequence[str]) -> bool:
    """Whether a table has organs or posts that sign, and the date, and nothing else."""
    days = [text for text in texts if whole_date(bare(text))]
    others = [text for text in texts if text not in days]
    return bool(days and others) and texts[-1] in days and all(is_organ(text) or is_post(text) for text in others)


def _is_colophon(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table has copies and the line of the 印发机关, or one of them, and nothing else."""
    lines = ["".join(row) for row in rows if row]
    return bool(lines) and all(_COPIES.fullmatch(line) or _ISSUED.fullmatch(bare(line)) for line in lines)
