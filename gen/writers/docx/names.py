"""A set list of names 名单 → paragraphs whose names stand at tab stops, a row a line; names spread by character spacing.

Between names there is a tab and no space, and a name is its characters alone, so that a program finds it.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

from gen.typesetting.galley import SetBlock
from gen.typesetting.ruler import Line
from gen.units import to_twip
from gen.wording.names import BETWEEN, is_spread
from gen.writers.docx import styles
from gen.writers.docx.paragraph import LINE_BREAK, NEW_PAGE, TAB, indent, paragraph, tabs
from gen.writers.docx.run import run


def names_xml(member: SetBlock, style: str, new_page: str, breaks: set[int]) -> Iterator[str]:
    """A list of names → a paragraph, or where a page ends inside it by a rule one for each page."""
    starts = [0, *sorted(line for line in breaks if line), len(member.lines)]
    stops = _stops(member)
    for start, end in pairwise(starts):
        rows = LINE_BREAK.join(_row(member, line, stops) for line in member.lines[start:end])
        edges = indent(member.hang, hanging=0 if start else member.hang - member.first)
        yield paragraph(style, rows, before=(NEW_PAGE if start else new_page) + tabs(stops), after=edges + '<w:jc w:val="left"/>')


def _stops(member: SetBlock) -> list[int]:
    """The left edges of the names that are not at the left of their rows."""
    found = {left for line in member.lines for _, left, _ in _pieces(member, line)[1:]}
    return sorted(found | {line.x[0] for line in member.lines[1:] if line.x[0] > member.hang})


def _pieces(member: SetBlock, line: Line) -> list[tuple[str, int, int]]:
    """The names of a row with their left and right edges; a label is one with the name after it."""
    found: list[tuple[str, int, int]] = []
    label = max(0, member.block.label - line.start)
    start = 0
    for name in line.text[label:].split(BETWEEN):
        end = label + start + len(name)
        first = 0 if not start else label + start
        found.append((line.text[first:end], line.x[first], line.x[end]))
        start += len(name) + 1
    return found


def _row(member: SetBlock, line: Line, stops: Sequence[int]) -> str:
    """A row → its runs, with a tab before each name but the first."""
    pieces = _pieces(member, line)
    label = max(0, member.block.label - line.start)
    made: list[str] = [TAB] if line.start and line.x[0] > member.hang else []
    for number, (text, _, right) in enumerate(pieces):
        following = pieces[number + 1][1] if number + 1 < len(pieces) else 0
        passed = max((stop for stop in stops if right - member.size < stop < following), default=0)
        wider = passed + member.size // 2 - right if passed else 0
        made.append((TAB if number else "") + _name(member, text, 0 if number else label, max(0, wider)))
    return "".join(made)


def _name(member: SetBlock, text: str, label: int, wider: int) -> str:
    """A name, after a label so long, → its runs.

    Its last character gets so much `wider` that a tab after it goes to the next stop but one in every program.
    """
    style = member.style
    natural = to_twip(style.tracking)
    spacing = [natural] * len(text)
    if is_spread(text[label:]):
        spacing[label] += to_twip(style.size + style.tracking)
    spacing[-1] += to_twip(wider)
    face = styles.named_face(style.label_face)
    marked = [(face if place < label else "", space) for place, space in enumerate(spacing)]
    return "".join(
        run("".join([character for character, _ in alike]), named, f'<w:spacing w:val="{space}"/>' if space != natural else "")
        for (named, space), alike in groupby(zip(text, marked, strict=True), key=itemgetter(1))
    )
