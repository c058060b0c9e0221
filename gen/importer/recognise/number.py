"""A line with two elements of an opening, number and title or title and 题注, → a line for each."""

from typing import Final

from gen.importer.recognise.entries import Entry, text_of
from gen.importer.recognise.passage import passage_length
from gen.importer.recognise.title import title_length
from gen.source.faults import Line
from gen.wording.lines import is_title, leading_number

_LEFT: Final = "（"
_RIGHT: Final = "）"


def numbered_title(entry: Entry | None) -> str:
    """A line with a number and a title, 法释〔2019〕12号关于…的规定 → the number; else empty."""
    text = text_of(entry)
    number = leading_number(text)
    return number if number and title_length([Line(text[len(number) :].strip(), 0)], 0) else ""


def divided(entry: Entry) -> list[Entry]:
    """An entry → its elements: number and title, or title and 题注, …的决定（2021年11月15日…通过）; else the entry itself."""
    text, line = text_of(entry), entry.line
    number = numbered_title(entry)
    if number:
        return [Line(number, line), *divided(Line(text[len(number) :].strip(), line))]
    bracket = text.rfind(_LEFT)
    if bracket > 0 and text.endswith(_RIGHT):
        title, passage = Line(text[:bracket].strip(), line), Line(text[bracket:], line)
        if is_title(title.text) and passage_length([passage], 0):
            return [title, passage]
    return [entry]
