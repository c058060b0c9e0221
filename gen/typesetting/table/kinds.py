"""The texts of a table's columns → their kind, which aligns them; its header rows; whether it is a form to be filled in."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from gen.document.tables import Rows, Shape
from gen.standard import house
from gen.wording.patterns import late

_FIGURE: Final = late(r"[≤≥＜＞≈～~]?[-+−－＋±△▲]?[￥¥$]?[(（]?[-−－]?(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9×]+)(?:\.[0-9×]+)?[%％‰]?[)）]?")
_NO_FIGURE: Final = late(r"[-—－–/／…]{1,2}|无")
_WHOLE: Final = late("[0-9]+")
_DATE: Final = late(
    r"(?:(?:[12][0-9]{3}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|底前?)?|[12][0-9]{3}年|[12][0-9]{3}[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?"
    r"|[0-9]{1,2}[:：][0-9]{2}(?:[-—－–~～]+[0-9]{1,2}[:：][0-9]{2})?)"
)
_ORDINALS: Final = frozenset({"序号", "编号", "序", "号", "No.", "NO."})
_WHEN: Final = late("年月|日期|时间")
_REMARKS: Final = frozenset({"备注", "说明", "附注", "备考"})
_YEARS: Final = range(1900, 2101)
_CODE: Final = late(r"[0-9]{3,}")
_LONGEST_CODE: Final = 32
_DOCUMENT_NUMBER: Final = late("[\u4e00-\u9fff]{1,12}〔[0-9]{4}〕[0-9]{1,5}号")
_SENTENCE: Final = late("[。；！？]")


class Kind(StrEnum):
    """The kinds of column."""

    FIGURES = "figures"
    """Amounts and counts: on the decimal point"""
    SHORT = "short"
    """Short words, codes, dates, ordinals: in the middle"""
    WORDS = "words"
    """At the left"""


def is_figure(text: str) -> bool:
    """Whether a text is an amount or a count."""
    return _FIGURE.fullmatch(text) is not None


def is_one_word(text: str) -> bool:
    """Whether a text is an amount, a count or a date, which no line breaks."""
    return is_figure(text) or _DATE.fullmatch(text) is not None


def is_document_number(text: str) -> bool:
    """Whether a text is a 发文字号, which is one name however long it is."""
    return _DOCUMENT_NUMBER.fullmatch(text) is not None


def kinds_of(rows: Rows, shape: Shape, header: int) -> list[Kind]:
    """The kind of each column, by its cells under the header that no merged cell across columns takes."""
    across = {
        (row, column) for span in shape.spans if span.columns > 1 for row in range(span.row, span.row + span.rows) for column in range(len(rows[0]))
    }
    columns = []
    for column in range(max(map(len, rows), default=0)):
        texts = [row[column] for number, row in enumerate(rows[header:], header) if row[column] and (number, column) not in across]
        heads = {row[column] for row in rows[:header]}
        columns.append(_kind(texts, heads))
    return columns


def _kind(texts: Sequence[str], heads: set[str]) -> Kind:
    figures = [text for text in texts if is_figure(text)]
    if figures and all(is_figure(text) or _NO_FIGURE.fullmatch(text) for text in texts):
        return Kind.SHORT if heads & _ORDINALS or _are_names(figures) or _are_dates(texts, heads) else Kind.FIGURES
    if {"".join(head.split()) for head in heads} == {"姓名"}:
        return Kind.SHORT
    short = all(_DATE.fullmatch(text) or (len(text) <= house.TABLE_SHORT and not text.startswith("\u3000")) for text in texts)
    return Kind.SHORT if short else Kind.WORDS


def _are_dates(texts: Sequence[str], heads: set[str]) -> bool:
    """Whether figures are dates, 1975.03 under 出生年月."""
    return any(map(_WHEN.search, heads)) and all(map(_DATE.fullmatch, texts))


def _are_names(figures: Sequence[str]) -> bool:
    """Whether figures count nothing: 1, 2, 3 …, years, or codes of one length."""
    if any(len(figure) > _LONGEST_CODE or not _WHOLE.fullmatch(figure) for figure in figures):
        return False
    values = list(map(int, figures))
    if values == list(range(values[0], values[0] + len(values))) or all(value in _YEARS for value in values):
        return True
    return len(values) > 1 and all(map(_CODE.fullmatch, figures)) and len(set(map(len, figures))) == 1 and len(set(values)) == len(values)


def header_rows(rows: Rows, shape: Shape) -> int:
    """How many header rows a table has.

    Those that its author marked, but for a form, whose first row asks like the others. Without a mark the first row is
    one if all its cells have names, none of them an amount or a sentence, and further rows follow; with it those that
    its merged cells reach.
    """
    if not rows or not rows[0]:
        return 0
    filled = _filled(rows, shape)
    if shape.header is not None:
        asks = not all(map(all, filled[: shape.header])) and _empty_share(rows, shape, 0) >= house.FORM_EMPTY
        return 0 if asks else min(shape.header, len(rows))
    names = all(len(cell) <= house.TABLE_HEAD and not is_figure(cell) and not _SENTENCE.search(cell) for cell in rows[0])
    reach = _reach(shape)
    return reach if names and len(rows[0]) > 1 and all(filled[0]) and reach < len(rows) and reach <= house.TABLE_HEADER_MOST else 0


def _reach(shape: Shape) -> int:
    """How many rows the first row takes with the merged cells that begin in them."""
    reach = 0
    further = 1
    while further > reach:
        reach = further
        further = max([reach, *(span.row + span.rows for span in shape.spans if span.row < reach)])
    return reach


def is_form(rows: Rows, shape: Shape, header: int, kinds: Sequence[Kind]) -> bool:
    """Whether a table is to be filled in by hand: it has no amounts, and a quarter of its cells are empty."""
    return Kind.FIGURES not in kinds and _empty_share(rows, shape, header) >= house.FORM_EMPTY


def _empty_share(rows: Rows, shape: Shape, header: int) -> float:
    """The share of the cells under the header, those for remarks left out, that are empty."""
    filled = _filled(rows, shape)
    asked = [column for column in range(len(rows[0])) if not any(row[column] in _REMARKS for row in rows[:1])]
    cells = [filled[row][column] for row in range(header, len(rows)) for column in asked]
    return cells.count(False) / len(cells) if cells else 0.0


def _filled(rows: Rows, shape: Shape) -> list[list[bool]]:
    """Whether each cell has text, its own or that of the merged cell that takes it."""
    found = [[bool(cell.strip()) for cell in row] for row in rows]
    for span in shape.spans:
        for row in range(span.row, span.row + span.rows):
            for column in range(span.column, span.column + span.columns):
                found[row][column] = bool(rows[span.row][span.column].strip())
    return found
