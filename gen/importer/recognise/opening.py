"""The first entries of a text → the elements printed before its body, in order: 公告, 标题, 副题, 发文字号, 题注, 目录, 主送机关.

Source: GB/T 9704-2012, 7.2.5, 7.3.1, 7.3.2.
"""

import re
from collections.abc import Collection
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from gen.document.model import Header, Promulgation
from gen.importer.recognise.contents import contents_length
from gen.importer.recognise.entries import RULE, Entry, at, is_labelled, text_of, texts
from gen.importer.recognise.heading import heading_at, is_number_below
from gen.importer.recognise.labels import annex_label
from gen.importer.recognise.number import divided, numbered_title
from gen.importer.recognise.passage import events_length, passage_length
from gen.importer.recognise.promulgation import Found, leading_promulgation, promulgation_above, promulgation_at, promulgation_of_events
from gen.importer.recognise.reprint import second_print
from gen.importer.recognise.session import is_letterhead, is_subtitle, movers_length, reply_marks, speaker_length
from gen.importer.recognise.title import join, title_length
from gen.source.faults import Faults, Line, Spot
from gen.wording.lines import bare, dates, is_number, is_serial
from gen.wording.organs import unspaced

_MOST_LINES_OF_TITLE: Final = 5
_LEFT: Final = ("（", "(")
_LONGEST_ADDRESSEE: Final = 600
_ADDRESSEE = re.compile(
    "[^。；！？“”]*(?:政府|部委|机构|部门|单位|企业|公司|厅|局|委|委员会|常委会|法院|检察院|办公室|院|部|署|会|所|中心|大学|学校|军区|兵团|机关|组织|团体|同志"
    "|省|市|州|盟|县|区|旗|乡|镇|街道|社|行|处|站|党组|代表|代表们|各位委员|主席团|第[〇零一二三四五六七八九十0-9]+次会议|等)(?:（[^（）]*）)?[：:]"
)
_ISSUE = re.compile(r"[（(]?第[ ]?\d{1,4}[ ]?期[）)]?")
"""The number of 纪要."""
_NOT_ADDRESSEE = re.compile("如下|下列|决定[：:]|规定[：:]|包括|如有|职责|附件|单位[：:]$|^第|^附")


class Opening(Struct):
    """The elements before a text's body, as `gen.document.model.Text` names them; the body begins at entry `stop`."""

    title: str = ""
    subtitle: str = ""
    number: str = ""
    passage: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    movers: tuple[str, ...] = ()
    addressee: str = ""
    contents: tuple[str, ...] = ()
    promulgation: Promulgation | None = None
    marks: Header = Header()
    order: list[str] = field(default_factory=list)
    stop: int = 0


def open_text(entries: list[Entry], faults: Faults, *, document: bool, names: Collection[str] = ()) -> Opening:
    """The entries of a document or a part → its opening. Lines with two elements are divided in `entries` itself.

    `names` are the likely titles of a part, without white space.
    """
    reading = _Reading(entries, faults, document=document)
    reading.begin(names)
    while reading.take():
        pass
    reading.doubt()
    return reading.opening


def is_addressee(text: str) -> bool:
    """Whether a paragraph is 主送机关: the names of organs and a colon, without any part of the text."""
    if not text.endswith(("：", ":")) or len(text) > _LONGEST_ADDRESSEE:
        return False
    name = bare(text)
    return _ADDRESSEE.fullmatch(name) is not None and not _NOT_ADDRESSEE.search(name) and not is_labelled(text)


class _Reading:
    """Reads an opening, element after element."""

    def __init__(self, entries: list[Entry], faults: Faults, *, document: bool) -> None:
        self.opening = Opening()
        self._entries = entries
        self._faults = faults
        self._document = document

    def begin(self, names: Collection[str]) -> None:
        """Take what precedes the title: the words that put a document into force, or a first print of the title."""
        size = next((size for size in range(1, _MOST_LINES_OF_TITLE + 1) if bare(join(self._entries[:size])) in names), 0)
        if size:
            self._entitle(join(self._entries[:size]), size)
        elif self._document and is_letterhead(self._entries):
            self.opening.marks = Header(marks=(unspaced(text_of(self._entries[0])),))
            self.opening.stop = 1
        elif self._document and (again := second_print(self._entries)):
            self._warn("标题印了两次，前一次和它以下的文字放在 promulgation 里", "不是公布的话，请删去")
            self._promulgate(promulgation_above(self._entries, again))
        elif self._document and not title_length(self._entries, 0):
            found = leading_promulgation(self._entries)
            if found and self._is_titled(found.stop):
                self._promulgate(found)

    def take(self) -> bool:
        """Take the next element; false if the body begins here."""
        if not isinstance(at(self._entries, self.opening.stop), Line):
            return False
        elements = {
            "promulgation": self._take_promulgation,
            "number": self._take_number,
            "title": self._take_title,
            "subtitle": self._take_subtitle,
            "passage": self._take_passage,
            "speaker": self._take_speaker,
            "movers": self._take_movers,
            "contents": self._take_contents,
            "addressee": self._take_addressee,
        }
        return any(take() for name, take in elements.items() if name not in self.opening.order)

    def doubt(self) -> None:
        """Warn if the body begins with a line that looks like an element of the opening but is none."""
        text = text_of(at(self._entries, self.opening.stop))
        opened = next((found.start for found in dates(text)), 0) == 1 and text.startswith(_LEFT)
        if opened and "passage" not in self.opening.order:
            self._warn("像是题注，括号不成对或者是半角的，留作正文", "请改正括号，移到 passage")
        if self._again():
            self._warn("标题又印了一次，留作正文", "多余的，请删去")

    def _take_promulgation(self) -> bool:
        if not self._document or not self.opening.title:
            return False
        found = promulgation_at(self._entries, self.opening.stop, self.opening.title)
        if found and self._goes_on(found.stop):
            self._promulgate(found)
            return True
        size = 0 if "passage" in self.opening.order else events_length(self._entries, self.opening.stop)
        if size:
            self._warn("题注没有括号，放在 promulgation 里", "请加上括号，移到 passage")
            self._promulgate(promulgation_of_events(self._entries, self.opening.stop, size))
        return bool(size)

    def _take_number(self) -> bool:
        if "title" not in self.opening.order:
            self._divide()
        text = text_of(self._entries[self.opening.stop])
        # If the document itself is a 公告, its number may be a mere serial number.
        if (
            is_number(text)
            or (self.opening.order == ["title"] and bare(self.opening.title).endswith("纪要") and (is_serial(text) or _ISSUE.fullmatch(text)))
            or (self.opening.order == ["title"] and heading_at([Line(self.opening.title, 0)], 0) and is_number_below(text))
        ):
            self.opening.number = text
            self._taken("number", 1)
            if self._document and self.opening.order == ["number"]:
                # A letter has the marks of a reply under its number.
                marks, size = reply_marks(self._entries, self.opening.stop)
                self.opening.marks = replace(marks, marks=self.opening.marks.marks)
                self.opening.stop += size
            return True
        return False

    def _take_title(self) -> bool:
        start = self.opening.stop
        heading = heading_at(self._entries, start)
        if heading:
            if heading.number:
                line = self._entries[start].line
                self._entries[start : start + 1] = [Line(heading.text, line), Line(heading.number, line)]
            return self._entitle(heading.text, heading.size)
        size = title_length(self._entries, start)
        return self._entitle(join(self._entries[start : start + size]), size)

    def _take_passage(self) -> bool:
        size = passage_length(self._entries, self.opening.stop)
        self.opening.passage = self._next(size)
        return self._taken("passage", size)

    def _take_subtitle(self) -> bool:
        text = text_of(self._entries[self.opening.stop])
        if not self.opening.title or not is_subtitle(text):
            return False
        self.opening.subtitle = text
        return self._taken("subtitle", 1)

    def _take_speaker(self) -> bool:
        size = (
            speaker_length(self._entries, self.opening.stop, organ="subtitle" in self.opening.order)
            if {"subtitle", "passage"} & {*self.opening.order}
            else 0
        )
        self.opening.speaker = self._next(size)
        return self._taken("speaker", size)

    def _take_movers(self) -> bool:
        size = movers_length(self._entries, self.opening.stop) if self.opening.title else 0
        self.opening.movers = self._next(size)
        return self._taken("movers", size)

    def _take_contents(self) -> bool:
        """Take a 目录, together with the title that a book prints again above it."""
        start = self.opening.stop
        above = self._again()
        if above:
            above += passage_length(self._entries, start + above)
        size = contents_length(self._entries, start + above)
        self.opening.contents = self._next(above + size if size else 0)
        return self._taken("contents", above + size if size else 0)

    def _take_addressee(self) -> bool:
        text = text_of(self._entries[self.opening.stop])
        if not is_addressee(text):
            return False
        self.opening.addressee = text
        return self._taken("addressee", 1)

    def _promulgate(self, found: Found) -> None:
        self.opening.promulgation = found.promulgation
        self._taken("promulgation", found.stop - self.opening.stop)

    def _entitle(self, title: str, size: int) -> bool:
        self.opening.title = title
        return self._taken("title", size)

    def _taken(self, element: str, size: int) -> bool:
        if size:
            self.opening.order.append(element)
            self.opening.stop += size
        return bool(size)

    def _next(self, size: int) -> tuple[str, ...]:
        return texts(self._entries[self.opening.stop : self.opening.stop + size])

    def _divide(self) -> None:
        start = self.opening.stop
        self._entries[start : start + 1] = divided(self._entries[start])

    def _again(self) -> int:
        """How many of the next entries repeat the title."""
        start = self.opening.stop
        size = title_length(self._entries, start) if self.opening.title else 0
        return size if bare(join(self._entries[start : start + size])) == bare(self.opening.title) else 0

    def _is_titled(self, index: int) -> bool:
        entry = at(self._entries, index)
        return bool(title_length(self._entries, index) or numbered_title(entry)) or is_number(text_of(entry))

    def _goes_on(self, index: int) -> bool:
        """Whether a text follows: if the document itself is the 公告, nothing or its 附件 follows its words."""
        text = text_of(at(self._entries, index))
        return bool(text) and not annex_label(text) and (not text.startswith(_LEFT) or passage_length(self._entries, index) > 0)

    def _warn(self, message: str, hint: str) -> None:
        self._faults.warn(RULE, message, Spot(self._entries[self.opening.stop].line), hint)
