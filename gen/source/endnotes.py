r"""Lines of a text with marks `[^1]` and notes `[^1]: 注文` → the same with the circled numbers that are printed, and the notes 注释.

As in the footnotes of GitHub Flavored Markdown. The names of notes are the author's; what is printed are numbers in the
order of the marks. `\[^1]` is no mark.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gen.document.model import BodyItem, Endnote, Illustration, Table, Unit
from gen.document.notes import MOST, circled
from gen.source.faults import Faults, Line, Spot

BEGINS: Final = "[^"
"""What a text with notes has somewhere."""
_RULE: Final = "注释"
_MARK: Final = re.compile(r"(?P<plain>\\)?\[\^(?P<name>[^\[\]\s]{1,20})\]")
_NOTE: Final = re.compile(r"\[\^(?P<name>[^\[\]\s]{1,20})\][:：][ \u3000]*(?P<text>.*)")


class Annotated(Struct, frozen=True):
    """The items of a text with their notes, and the places of the marks in each line that has some, by its number."""

    items: tuple[Line | Table | Illustration | Endnote, ...]
    marks: dict[int, tuple[int, ...]]


def annotate(items: Sequence[Line | Table | Illustration], faults: Faults) -> Annotated:
    """Number the marks of a text and find their notes.

    Errors: a mark without a note or used twice, a note without a mark before it, twice, empty, or in another order than
    the marks, a mark where none may be, and more than `MOST` notes.
    """
    numbers: dict[str, int] = {}
    spots: dict[str, Spot] = {}
    told: dict[str, None] = {}
    found: list[Line | Table | Illustration | Endnote] = []
    marks: dict[int, tuple[int, ...]] = {}
    for item in items:
        if not isinstance(item, Line):
            texts = [cell for row in item.rows for cell in row] if isinstance(item, Table) else [item.text]
            refuse_marks([Line(text, item.line, 0) for text in texts], faults)
            found.append(item)
        elif note := _NOTE.fullmatch(item.text):
            name, text = note["name"], note["text"]
            _check(note, item, numbers, told, faults)
            refuse_marks([Line(text, item.line, 0)], faults)
            told[name] = None
            found.append(Endnote(circled(min(numbers.get(name, 1), MOST)) + "\u3000" + text, item.line))
        elif BEGINS in item.text:
            text, places = _marked(item, numbers, spots, faults)
            marks[item.line] = places
            found.append(replace(item, text=text))
        else:
            found.append(item)
    for name in numbers:
        if name not in told:
            hint = f"请在这一段以后另起一行，写“[^{name}]: 注文”；不是注释的，写作“\\[^{name}]”"
            faults.error(_RULE, f"“[^{name}]”没有注文", spots[name], hint)
    return Annotated(tuple(found), {line: places for line, places in marks.items() if places})


def with_marks(body: Sequence[BodyItem], marks: dict[int, tuple[int, ...]], faults: Faults) -> tuple[BodyItem, ...]:
    """The items of a text → the same, each paragraph with the places of its marks. A heading and a list of names may have none."""
    made: list[BodyItem] = []
    for item in body:
        places = marks.get(item.line, ()) if isinstance(item, Unit) else ()
        if places and isinstance(item, Unit) and (item.heading or item.names):
            _refuse(Spot(item.line), faults)
        made.append(replace(item, marks=places) if places and isinstance(item, Unit) else item)
    return tuple(made)


def refuse_marks(lines: Iterable[Line], faults: Faults) -> None:
    """Report each mark in lines that may have none: of the front matter, cells, captions, and notes."""
    for line in lines:
        match = _MARK.search(line.text) if BEGINS in line.text else None
        if match:
            _refuse(line.spot(match.start()) if line.column else Spot(line.line), faults)


def _refuse(spot: Spot, faults: Faults) -> None:
    faults.error(_RULE, "这里不能有注释的标记", spot, "标记只能写在正文的段落里；标题、题注、表格、图题、名单和注文里没有")


def _marked(line: Line, numbers: dict[str, int], spots: dict[str, Spot], faults: Faults) -> tuple[str, tuple[int, ...]]:
    """A line → its text with circled numbers in place of its marks, and their places."""
    text, places, last = "", [], 0
    for match in _MARK.finditer(line.text):
        text += line.text[last : match.start()]
        last = match.end()
        name = match["name"]
        if match["plain"]:
            text += match[0][1:]
            continue
        spot = line.spot(match.start())
        if name in numbers:
            faults.error(_RULE, f"标记“[^{name}]”用了两次", spot, "一个标记一条注文；要注两处的，写成两条")
        elif len(numbers) == MOST:
            faults.error(_RULE, f"注释超过{MOST}条，没有更大的圈码", spot, "请并作几条，或者分在附件里")
        numbers.setdefault(name, len(numbers) + 1)
        spots.setdefault(name, spot)
        places.append(len(text))
        text += circled(min(numbers[name], MOST))
    return text + line.text[last:], tuple(places)


def _check(note: re.Match[str], line: Line, numbers: dict[str, int], told: dict[str, None], faults: Faults) -> None:
    """Report a note that is empty, has no mark before it, comes twice, or before the note of an earlier mark."""
    name = note["name"]
    missing = next((other for other in numbers if other not in told), name)
    if not note["text"]:
        faults.error(_RULE, f"“[^{name}]”的注文是空的", line.spot(), "请写上注文")
    elif name not in numbers:
        faults.error(_RULE, f"注文“[^{name}]”之前没有它的标记", line.spot(), f"请在正文里要注的词语后面写“[^{name}]”，注文写在它以后")
    elif name in told:
        faults.error(_RULE, f"“[^{name}]”的注文写了两次", line.spot(), "请删去一处")
    elif missing != name:
        faults.error(_RULE, f"注文“[^{name}]”写在“[^{missing}]”的前面，次序与标记不同", line.spot(), "请照标记的次序写注文")
