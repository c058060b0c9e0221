"""The first entries of a text → what is printed before the text itself: 公告, 标题, 发文字号, 题注, 主送机关, 目录, in the order they stand.

Source: GB/T 9704-2012, 7.2.5, 7.3.1, 7.3.2.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from gen.faults import Faults, Line, Spot
from gen.importer.contents import contents_length, is_contents_heading
from gen.importer.entries import RULE, Entry
from gen.importer.labels import annex_label
from gen.importer.passage import events_length, passage_length
from gen.importer.promulgation import Found, events, leading_promulgation, promulgation_above, promulgation_at
from gen.importer.title import at, is_labelled, join, text_of, title_length
from gen.model import Promulgation
from gen.wording import bare, is_number, is_title, leading_number

_MOST_BETWEEN: Final = 40
_STEM: Final = re.compile(r"[（(][^（）()]*[）)]$")
_HAN = re.compile("[\u4e00-\u9fff]")
_SHORTEST_NAME: Final = 4
_LONGEST_ADDRESSEE: Final = 600
_ADDRESSEE = re.compile(
    "[^。；！？“”]*(?:政府|部委|机构|部门|单位|企业|公司|厅|局|委|委员会|常委会|法院|检察院|办公室|院|部|署|会|所|中心|大学|学校|军区|兵团|机关|组织|团体|同志"
    "|省|市|州|盟|县|区|旗|乡|镇|街道|社|行|处|站|党组|代表|代表们|等)(?:（[^（）]*）)?[：:]"
)
_NOT_ADDRESSEE = re.compile("如下|下列|决定[：:]|规定[：:]|包括|如有|职责|附件|单位[：:]$|^第|^附")


@dataclass(slots=True)
class Opening:
    """What stands before a text, by the names of `gen.model.Text`; `stop` is the entry where the text begins."""

    title: str = ""
    number: str = ""
    passage: tuple[str, ...] = ()
    addressee: str = ""
    contents: tuple[str, ...] = ()
    promulgation: Promulgation | None = None
    order: list[str] = field(default_factory=list)
    stop: int = 0


def open_text(entries: list[Entry], faults: Faults, *, document: bool) -> Opening:
    """Entries of a document or a part → its opening. A line that holds number and title is divided in `entries`."""
    opening = Opening()
    if document:
        _open_promulgation(entries, opening, faults)
    while opening.stop < len(entries) and isinstance(entries[opening.stop], Line):
        if not _take(entries, opening, faults, document=document):
            break
    return opening


def _open_promulgation(entries: Sequence[Entry], opening: Opening, faults: Faults) -> None:
    """Take what a document opens with before its title: the words that put it into force, or its title printed once too often."""
    again = _second_print(entries)
    if again:
        message = "标题印了两次，前一次和它以下的文字放在 promulgation 里"
        faults.warn(RULE, message, Spot(entries[0].line), "不是公布的话，请删去")
        _promulgate(opening, promulgation_above(entries, again))
    elif not title_length(entries, 0) or text_of(at(entries, 0)).startswith(("（", "(")):
        found = leading_promulgation(entries)
        if found and (title_length(entries, found.stop) or _numbered_title(at(entries, found.stop)) or is_number(text_of(at(entries, found.stop)))):
            _promulgate(opening, found)


def _promulgate(opening: Opening, found: Found) -> None:
    opening.promulgation = found.promulgation
    opening.order.append("promulgation")
    opening.stop = found.stop


def _second_print(entries: Sequence[Entry]) -> int:
    """Where the title that opens a document is printed again, below its promulgation or at once; 0 when it is not."""
    size = title_length(entries, 0)
    first = _stem(join(entries[:size]))
    if not size or len(first) < _SHORTEST_NAME:
        return 0
    index = size
    while index < min(len(entries), size + _MOST_BETWEEN):
        text = text_of(entries[index])
        if not text or is_contents_heading(entries[index]) or passage_length(entries, index) or is_labelled(text):
            return 0
        length = title_length(entries, index)
        if length and _is_same(first, _stem(join(entries[index : index + length]))):
            return index
        index += length or 1
    return 0


def _stem(title: str) -> str:
    return _STEM.sub("", bare(title))


def _is_same(first: str, second: str) -> bool:
    """Whether two titles name one text: the same, or one a shorter name of the other that does not quote it."""
    if first == second:
        return True
    if first in second:
        return is_title(second) and "关于" not in second.replace(first, "")
    return second in first and is_title(second) and not _HAN.search(first.replace(second, ""))


def _take(entries: list[Entry], opening: Opening, faults: Faults, *, document: bool) -> bool:
    """Take the element that stands next; false when it is the text."""
    start, order = opening.stop, opening.order
    text = text_of(entries[start])
    if document and "promulgation" not in order:
        found = promulgation_at(entries, start, opening.title) if opening.title or not order else None
        if found and _is_text(entries, found.stop):
            _promulgate(opening, found)
            return True
    if "number" not in order:
        number = text if is_number(text) else _numbered_title(entries[start]) if "title" not in order else ""
        if number:
            opening.number = number
            return _taken(opening, "number", 1) if number == text else _divide(entries, opening, number)
    if "title" not in order:
        size = title_length(entries, start)
        opening.title = join(entries[start : start + size])
        return _taken(opening, "title", size)
    if "passage" not in order and (size := passage_length(entries, start)):
        opening.passage = _texts(entries, start, size)
        return _taken(opening, "passage", size)
    if document and "promulgation" not in order and "passage" not in order and (size := events_length(entries, start)):
        _promulgate(opening, events(entries, start, size))
        faults.warn(RULE, "题注没有括号，放在 promulgation 里", Spot(entries[start].line), "请加上括号，移到 passage")
        return True
    if "contents" not in order and (size := _contents(entries, start, opening.title)):
        opening.contents = _texts(entries, start, size)
        return _taken(opening, "contents", size)
    if "addressee" not in order and is_addressee(text):
        opening.addressee = text
        return _taken(opening, "addressee", 1)
    return False


def _taken(opening: Opening, element: str, size: int) -> bool:
    if size:
        opening.order.append(element)
        opening.stop += size
    return bool(size)


def _texts(entries: Sequence[Entry], start: int, size: int) -> tuple[str, ...]:
    return tuple(text_of(entry) for entry in entries[start : start + size])


def _is_text(entries: Sequence[Entry], index: int) -> bool:
    """Whether a text goes on here: after the words of a 公告 that is the document itself nothing comes, or its 附件."""
    text = text_of(entries[index]) if index < len(entries) else ""
    return bool(text) and not annex_label(text) and (not text.startswith(("（", "(")) or passage_length(entries, index) > 0)


def _numbered_title(entry: Entry | None) -> str:
    """A line that is a number and a title, 法释〔2019〕12号关于…的规定 → the number."""
    text = text_of(entry)
    number = leading_number(text)
    return number if number and title_length([Line(text[len(number) :].strip(), 0)], 0) else ""


def _divide(entries: list[Entry], opening: Opening, number: str) -> bool:
    line = entries[opening.stop]
    entries[opening.stop] = Line(text_of(line)[len(number) :].strip(), line.line)
    opening.order.append("number")
    return True


def _contents(entries: Sequence[Entry], start: int, title: str) -> int:
    """A 目录, with the title printed above it again where a book has it so."""
    again = title_length(entries, start)
    if not again or bare(join(entries[start : start + again])) != bare(title):
        again = 0
    size = contents_length(entries, start + again)
    return again + size if size else 0


def is_addressee(text: str) -> bool:
    """Whether a paragraph is 主送机关: names of organs and a colon, and nothing that is told them yet."""
    if not text.endswith(("：", ":")) or len(text) > _LONGEST_ADDRESSEE:
        return False
    name = bare(text)
    return _ADDRESSEE.fullmatch(name) is not None and not _NOT_ADDRESSEE.search(name) and not is_labelled(text)
