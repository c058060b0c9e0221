"""Text → where its marks break GB/T 15834-2011, and characters that only look like the right ones."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from gen.document.model import Document
from gen.rules.printed import Finding, prose, texts
from gen.source.characters import HAN
from gen.wording.patterns import late

_ASCII: Final = (
    (late(rf"(?<=[{HAN}”》）])\.(?=$|[{HAN}“《（”’）])"), "句号"),
    (late(rf"(?<=[{HAN}\d%％])~(?=[{HAN}\d])"), "浪纹"),
    (late(rf"(?<=[{HAN}])(?:--+|－－+|――+|─+)(?=[{HAN}])"), "破折号"),
    (late(r"\.{3,}|。{2,}|·{3,}"), "省略号"),
    (late(r"(?<!…)…(?!…)"), "省略号"),
    (late(rf"(?<=[{HAN}])(?:\[(?!\d)|<(?=[{HAN}]))|(?:(?<!\d)\]|(?<=[{HAN}])>)(?=[{HAN}])"), "括号"),
)
_SUSPECT_MARKS: Final = late(r"[.~\-－―─·…\[\]<>]|。。")
"""Without one of which a line has none of these."""
_PROPER: Final = {"句号": "。", "浪纹": "～", "破折号": "——", "省略号": "……", "括号": "〔〕或者〈〉"}
_DOUBLED: Final = late(r"[，、；：。][，、；：。]|！。|？。|。”。|；”；")
_PAIRS: Final = {"（": "）", "《": "》", "〈": "〉", "〔": "〕", "【": "】", "‘": "’"}
_CLOSING: Final = {right: left for left, right in _PAIRS.items()}
_BRACKET: Final = late(f"[{''.join((*_PAIRS, *_CLOSING))}]")
_BOOK_IN_BOOK: Final = late("《[^》]*《")
_QUOTE_IN_QUOTE: Final = late("“[^”]*“")
_BETWEEN_BOOKS: Final = late("》、《")
_BOOKS: Final = late("》《")
_DRAFT: Final = late("《([^《》]*[^《》（）])草案》")
_LOOKALIKES: Final = {
    "•": "·",
    "・": "·",
    "･": "·",
    "‧": "·",
    "﹒": "·",
    "︰": "：",
    "﹔": "；",
    "﹐": "，",
    "﹙": "（",
    "﹚": "）",
    "〝": "“",
    "〞": "”",
    "｢": "「",
    "｣": "」",
    "｡": "。",
    "､": "、",
}
_RADICALS: Final = range(0x2E80, 0x2FE0)
_SUSPECT_FORMS: Final = late(f"[{''.join(_LOOKALIKES)}\u2e80-\u2fdf]")
"""Without one of which a line that is NFC has no other form to report."""


def ascii_marks(document: Document) -> Iterator[Finding]:
    """A full stop, range, dash, ellipsis or bracket is not in ASCII; the reader reports the other half-width marks."""
    for line in (line for line in prose(document) if _SUSPECT_MARKS.search(line.text)):
        for pattern, name in _ASCII:
            for match in pattern.finditer(line.text):
                yield Finding(line, f"{name}写成了“{match[0][:6]}”", f"请写作“{_PROPER[name]}”", match.start())


def doubled(document: Document) -> Iterator[Finding]:
    """No two marks where there can be only one."""
    for line in prose(document):
        for match in _DOUBLED.finditer(line.text):
            yield Finding(line, f"两个标点连用“{match[0]}”", "请删去一个", match.start())


def pairs(document: Document) -> Iterator[Finding]:
    """The brackets of a paragraph are in pairs.

    Those of a 题注 or 附注 may close on another line: the reader checks them.
    """
    apart = {line for text in texts(document) for line in (*text.passage, *text.note)}
    for line in (line for line in prose(document) if line.text not in apart):
        depth: list[tuple[str, int]] = []
        for mark in _BRACKET.finditer(line.text):
            character, offset = mark[0], mark.start()
            if character in _PAIRS:
                depth.append((character, offset))
            elif depth and depth[-1][0] == _CLOSING[character]:
                depth.pop()
            else:
                # 1） numbers a line in some texts.
                if not re.fullmatch(r"\d+", line.text[:offset]) and character != "’":
                    yield Finding(line, f"“{character}”没有对应的“{_CLOSING[character]}”", "请补上，或者删去", offset)
                break
        else:
            if depth:
                yield Finding(line, f"“{depth[-1][0]}”没有对应的“{_PAIRS[depth[-1][0]]}”", "请补上，或者删去", depth[-1][1])


def nested(document: Document) -> Iterator[Finding]:
    """Inside 《》 are 〈〉, and inside “” are ‘’."""
    for line in prose(document):
        for pattern, hint in ((_BOOK_IN_BOOK, "书名号里面的书名号请用“〈”“〉”"), (_QUOTE_IN_QUOTE, "引号里面的引号请用“‘”“’”")):
            match = pattern.search(line.text)
            # A paragraph of a long quotation opens with “ and may not close it.
            if match and not (line.text.startswith("“") and line.text.count("“") > line.text.count("”")):
                yield Finding(line, f"“{match[0][-1]}”套在“{match[0][0]}”里", hint, match.end() - 1)


def between_books(document: Document) -> Iterator[Finding]:
    """Between 《》 and 《》 there is a 、 everywhere or nowhere."""
    lines = list(prose(document))
    marked = [(line, match) for line in lines for match in _BETWEEN_BOOKS.finditer(line.text)]
    unmarked = [(line, match) for line in lines for match in _BOOKS.finditer(line.text)]
    if marked and unmarked:
        fewer, hint = min((marked, "请删去顿号"), (unmarked, "请加上顿号"), key=lambda found: len(found[0]))
        line, match = fewer[0]
        message = f"并列的书名号之间，有{len(marked)}处用顿号，有{len(unmarked)}处不用"
        yield Finding(line, message, f"全文请统一；通常不用。这里{hint}", match.start() + 1)


def draft(document: Document) -> Iterator[Finding]:
    """The name of a draft is its title with （草案）."""
    for line in prose(document):
        for match in _DRAFT.finditer(line.text):
            yield Finding(line, f"草案的名称“{match[0][:30]}”的写法不规范", f"请写作“《{match[1][:30]}（草案）》”", match.start())


def forms(document: Document) -> Iterator[Finding]:
    """No character only looks like the right one: radicals, compatibility ideographs, • for ·.

    Neither is one outside NFC.
    """
    for line in prose(document):
        if not _SUSPECT_FORMS.search(line.text) and unicodedata.is_normalized("NFC", line.text):
            continue
        for offset, character in enumerate(line.text):
            proper = _LOOKALIKES.get(character, character)
            if ord(character) in _RADICALS:
                proper = unicodedata.normalize("NFKC", character)
            elif character > "\u2fdf":
                proper = proper if proper != character else unicodedata.normalize("NFC", character)
            if proper != character or (ord(character) in _RADICALS):
                right = f"请写作“{proper}”（U+{ord(proper[0]):04X}）" if proper != character else "请对照原件改正"
                yield Finding(line, f"“{character}”（U+{ord(character):04X}）是兼容字符或者形近的字符", right, offset)
