"""Text → slips of typing that no reader of the source sees and that print would show: marks of Markdown and HTML, letters in figures, LaTeX.

Sources: GB/T 15835-2011, 5.2 (〇 in numbers that count nothing); the marks of CommonMark and HTML, which a source here does not have.
"""

import re
from collections.abc import Iterator
from typing import Final

from gen.document.model import Document, Table
from gen.rules.printed import Finding, Printed, of, of_unit, opening, texts
from gen.wording.patterns import late

_LEADING: Final = frozenset("#-*+>")
_INSIDE: Final = ("**", "`", "](", "<", "&", "\\")
_SHOWN: Final = 20
_FIELDS: Final = ("addressee", "enclosures", "note")

_HEADING: Final = late(r"#{1,6}[ \u3000]+(?=\S)|#{2,6}(?=[\u3400-\u9fff（])")
_LIST: Final = late(r"[-+*][ \u3000]+(?!(?<=\*.)(?:注|表示|为|指)|[0-9]+[ \u3000]*-$)(?=\S)")
"""A star may be that of a note under a table, and - 1 - a folio."""
_QUOTE: Final = late(r">+(?:[ \u3000]+(?=\S)|(?=[\u3400-\u9fff“《]))")
_BOLD: Final = late(r"(?<!\*)\*\*(?![*\s、，。；：])([^*]{1,200}?)(?<!\s)\*\*(?!\*)")
_LINK: Final = late(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_BREAK: Final = late(r"<br\s*/?>")
_TAG: Final = late(r"</?(?:p|div|span|b|strong|i|em|u|s|sup|sub|font|a|center|table|tr|td|th|img|h[1-6]|ul|ol|li)(?:\s[^<>]*)?/?>")
_ENTITY: Final = late(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,5});")
_CODE: Final = late("`+")
_TEX: Final = late(
    r"\${1,2}[^$]{0,80}?\\[A-Za-z]{2}[^$]{0,80}\${1,2}|\\[({\[].{1,80}?\\[)}\]]"
    r"|\\(?:[dt]?frac|sqrt|text|mathrm|overline|sum|int|prod)(?=[{_])(?:[_^]?\{[^{}]*\})*|\\(?:times|cdot|leq|geq|neq|approx|div|infty)(?![A-Za-z])"
)
"""A formula in LaTeX, or a command of it that is no name of a folder, as C:\\text is."""

_LETTERS: Final = "OoОоＯ"
"""Latin and Cyrillic O, large and small; the wide Latin one."""
_CIRCLES: Final = "○◯"
_ZEROS: Final = f"0０〇{_CIRCLES}{_LETTERS}"
_HAN: Final = "一二三四五六七八九〇零"
_IN_ARABIC: Final = late(
    rf"(?<![0-9A-Za-z.])[0-9]+(?:[〇{_CIRCLES}{_LETTERS}]+[0-9]+)+(?![0-9A-Za-z])"
    rf"|(?<![0-9A-Za-z.])[0-9]+[{_LETTERS}]+(?=[年月日号条项元万亿个户人名件％%])"
)
"""A letter or circle in Arabic figures; a circle at the end, 202○年, keeps the place of a figure free."""
_IN_HAN: Final = late(rf"[0０{_CIRCLES}{_LETTERS}](?<=[{_HAN}].)[0０〇{_CIRCLES}{_LETTERS}]*(?=[{_HAN}年月日号条项])")
_ARABIC_RUN: Final = late(f"[0-9〇{_CIRCLES}{_LETTERS}]+")
_HAN_RUN: Final = late(f"[{_HAN}{_ZEROS}]+")
_ZERO: Final = late(f"[{_ZEROS}]")
_IN_SUSPECT_ARABIC: Final = frozenset(f"〇{_CIRCLES}{_LETTERS}")
_IN_SUSPECT_HAN: Final = frozenset(_ZEROS) - {"〇"}


_SIGNS: Final = ("*", "`", "[", "<", "&", "\\", *_CIRCLES, *_LETTERS)
"""What a document with a slip has somewhere in its lines, but for marks at their heads and zeros beside figures of another kind: one
character each, which `in` finds fastest."""
_BESIDE: Final = (("0", frozenset(_HAN)), ("０", frozenset(_HAN)), ("〇", frozenset("0123456789")))


def suspected(document: Document) -> bool:
    """Whether a document may have a slip: a quick search of all of its text, which leaves few to examine line by line."""
    lines: list[str] = []
    for text in texts(document):
        lines += [line.text for line in opening(text)]
        lines += [line.text for key in _FIELDS for line in of(text, key)]
        for item in text.body:
            if isinstance(item, Table):
                lines += [cell for row in item.rows for cell in row if cell]
            else:
                lines.append(item.text)
        if text.signature:
            lines += text.signature.organs
    if not _LEADING.isdisjoint([line[0] for line in lines if line]):
        return True
    whole = "\n".join(lines)
    return any(sign in whole for sign in _SIGNS) or any(_is_beside(whole, zero, figures) for zero, figures in _BESIDE)


def _is_beside(text: str, zero: str, figures: frozenset[str]) -> bool:
    """Whether a zero follows one of some figures anywhere; `str.find` is much faster than a pattern for what is rare."""
    place = text.find(zero, 1)
    while place > 0:
        if text[place - 1] in figures:
            return True
        place = text.find(zero, place + 1)
    return False


def markup(document: Document) -> Iterator[Finding]:
    r"""Nothing but the text's own numbering marks its structure: `**`, `# `, `- `, `<br>`, `\times` and their like would be printed.

    The cell of a table may have `<br>`: it ends a line there.
    """
    for line, in_cell in _lines(document):
        text = line.text
        if text[0] in _LEADING and not in_cell:
            yield from _leading(line)
        if any(mark in text for mark in _INSIDE):
            yield from _inside(line, in_cell=in_cell)


def _lines(document: Document) -> Iterator[tuple[Printed, bool]]:
    """All lines of a document, and whether each is in the cell of a table."""
    for text in texts(document):
        for line in opening(text):
            yield line, False
        for item in text.body:
            if isinstance(item, Table):
                yield from ((Printed(cell, item.line), True) for row in item.rows for cell in row if cell)
            else:
                yield of_unit(item), False
        for key in _FIELDS:
            yield from ((line, False) for line in of(text, key))
        if signed := text.signature:
            yield from ((Printed(organ, signed.line), False) for organ in signed.organs)


def _leading(line: Printed) -> Iterator[Finding]:
    for pattern, what, instead in (
        (_HEADING, "标题", "标题照“一、”“（一）”编号，或者写在 title"),
        (_LIST, "列表", "各项照“（一）”“1.”编号"),
        (_QUOTE, "引文", "引文用引号"),
    ):
        match = pattern.match(line.text)
        if match:
            mark = match[0].strip()
            yield Finding(
                line,
                f"行首有 Markdown 的{what}标记“{mark}”，会照印出来",
                f"请删去“{mark}”，从“{_shown(line.text[match.end() :])}”写起；{instead}",
            )


def _inside(line: Printed, *, in_cell: bool) -> Iterator[Finding]:
    import html

    for match in _BOLD.finditer(line.text):
        yield Finding(line, f"有 Markdown 的加粗标记“{_shown(match[0])}”，会照印出来", f"请写作“{_shown(match[1])}”", match.start())
    for match in _LINK.finditer(line.text):
        yield Finding(
            line, f"有 Markdown 的链接“{_shown(match[0])}”，会照印出来", f"请只写“{_shown(match[1])}”" if match[1] else "请删去", match.start()
        )
    for match in _CODE.finditer(line.text):
        yield Finding(line, f"有 Markdown 的标记“{match[0]}”，会照印出来", f"请删去“{match[0]}”；引号用“ ”", match.start())
    for match in _BREAK.finditer(line.text):
        if not in_cell:
            yield Finding(line, f"有换行标记“{match[0]}”，会照印出来", "请在这里另起一行；一行是一段", match.start())
    for match in _TAG.finditer(line.text):
        yield Finding(line, f"有 HTML 标记“{_shown(match[0])}”，会照印出来", f"请删去“{_shown(match[0])}”", match.start())
    for match in _ENTITY.finditer(line.text):
        meant = html.unescape(match[0])
        hint = f"请写作“{meant}”" if meant.strip() and meant != match[0] else "请删去，或者对照原件改正"
        yield Finding(line, f"有 HTML 的字符写法“{match[0]}”，会照印出来", hint, match.start())
    for match in _TEX.finditer(line.text):
        hint = "请写成一行文字（× ÷ ≤ ≥、上下标字符），或者作插图：![公式的文字](图片文件)"
        yield Finding(line, f"有 LaTeX 的公式“{_shown(match[0])}”，会照印出来", hint, match.start())


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def zeros(document: Document) -> Iterator[Finding]:
    """0 in Arabic figures is the figure, 〇 in Han ones is U+3007: no letter O, no circle, no figure of the other kind."""
    for line, _ in _lines(document):
        if not _IN_SUSPECT_ARABIC.isdisjoint(line.text):
            yield from _wrong(line, _IN_ARABIC, _ARABIC_RUN, "0")
        if not _IN_SUSPECT_HAN.isdisjoint(line.text):
            yield from _wrong(line, _IN_HAN, _HAN_RUN, "〇")


def _wrong(line: Printed, slip: re.Pattern[str], number: re.Pattern[str], zero: str) -> Iterator[Finding]:
    """The numbers of a line with a slip in them, each once."""
    done = 0
    for match in slip.finditer(line.text):
        if match.start() < done:
            continue
        whole = next(run for run in number.finditer(line.text) if run.end() > match.start())
        done = whole.end()
        written = next(character for character in match[0] if character in _ZEROS and character != zero)
        message = f"数字“{whole[0]}”里的“{written}”（U+{ord(written):04X}）不是“{zero}”"
        proper = _ZERO.sub(zero, whole[0])
        hint = f"请写作“{proper}”或者“{whole[0][0]}十”" if zero == "〇" and len(proper) == len("二〇") else f"请写作“{proper}”"
        yield Finding(line, message, hint, whole.start() + whole[0].index(written))
