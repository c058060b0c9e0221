"""Plain text → its items: lines, and tables of neighbouring lines with tabs; the text of a gazette → its blocks."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gen.importer.receive.items import Item, RawLine, RawTable
from gen.wording.names import is_list, name_line, opens_list
from gen.wording.numerals import HAN_NUMERAL
from gen.writers.text.pages import read

_FEWEST_ROWS: Final = 2
_NUMBER = re.compile(
    rf"(?:第{HAN_NUMERAL}[编章节条款]|{HAN_NUMERAL}、|[（(](?:{HAN_NUMERAL}|[0-9]{{1,3}})[）)]|[0-9]{{1,3}}[.．、]|附[件录图表][0-9]*：?)"
)
_PAGE = re.compile(r"[0-9０-９]{1,4}")
_OPEN = re.compile(r"(?:[，、（(《〈“]|[（(][^）)]*)$")
_CLOSE = re.compile(r"[^（(]*[）)]")
_LONGEST_PIECE: Final = 60


def plain(text: str) -> tuple[Item, ...]:
    """Text → its items in order; blank lines are left out."""
    return tuple(_items(text.split("\n")))


def gazette(text: str) -> tuple[Item, ...]:
    """The text of a gazette → its blocks as numbered items, without the heading block that repeats the text."""
    return tuple(RawLine(part, number) if isinstance(part, str) else RawTable(part, number) for number, part in enumerate(read(text), 1))


def _items(lines: Sequence[str]) -> Iterator[Item]:
    index = 0
    while index < len(lines):
        if "\t" in lines[index].strip():
            rows, end = _rows(lines, index)
            if _is_table(rows) and not _are_names(lines[index:end]):
                yield RawTable(_even(rows), index + 1)
                index = end
                continue
        if lines[index].strip():
            yield RawLine(lines[index], index + 1)
        index += 1


def _rows(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """The rows that begin at a line, and the line after them; a cell over several lines keeps its line ends."""
    rows: list[list[str]] = []
    index = start
    begun = ""
    while index < len(lines) and lines[index].strip():
        line = lines[index]
        if "\t" in line.strip(" \u3000"):
            rows.append((begun + line.rstrip()).split("\t"))
            begun = ""
        elif begun or index + 1 == len(lines) or "\t" not in lines[index + 1].strip():
            break
        elif _is_rest_of_cell(rows[-1][-1], line.strip()):
            rows[-1][-1] += "\n" + line
        elif _is_rest_of_cell(line, lines[index + 1].partition("\t")[0].strip()):
            begun = line + "\n"
        else:
            break
        index += 1
    return rows, index


def _is_rest_of_cell(cell: str, line: str) -> bool:
    """Whether a line without tabs must continue the cell before it: the cell ends with a pause or an open bracket."""
    return len(line) <= _LONGEST_PIECE and bool(_OPEN.search(cell)) and (cell.rstrip()[-1:] in "，、" or bool(_CLOSE.match(line)))


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are a table, not a list with tabs after its numbers or a 目录 with page numbers."""
    if len(rows) < _FEWEST_ROWS:
        return False
    pairs = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    if any(len(pair) > len(("number", "text")) for pair in pairs):
        return True
    full = [pair for pair in pairs if len(pair) == len(("number", "text"))]
    listed = sum(1 for number, _ in full if _NUMBER.fullmatch(number))
    paged = sum(1 for entry, page in full if _PAGE.fullmatch(page) and _NUMBER.match(entry))
    return 2 * max(listed, paged) < len(full)


def _are_names(lines: Sequence[str]) -> bool:
    """Whether lines with tabs are a list of names, one like another, and no table."""
    found = [name_line(line.strip()) for line in lines]
    names = [line for line in found if line]
    return len(names) == len(lines) and opens_list(names[0]) and is_list(names)


def _even(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    longest = max(map(len, rows))
    return tuple((*row, *[""] * (longest - len(row))) for row in rows)
