"""Set lines → runs and paragraphs of WordprocessingML.

Labels get their own face, pinned lines their spacing; lines that we divided end with line breaks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

from msgspec.structs import replace

from gen.document.blocks import Tag
from gen.standard import house
from gen.standard.gb9704 import Face
from gen.standard.styles import Align, Hang
from gen.typesetting.galley import SetBlock
from gen.typesetting.kinsoku import parts_latin_run
from gen.typesetting.ruler import Line
from gen.units import Length, to_half_pt, to_twip
from gen.writers.docx import styles
from gen.writers.docx.paragraph import LINE_BREAK, NO_INDENT, indent, paragraph, sized, unseen, visible
from gen.writers.docx.pinned import Pieces, pinned, squeezed
from gen.writers.docx.run import SOFT_HYPHEN, run

_Piece = tuple[str, tuple[str, int, str]]
"""Text of one character style, spacing in twips, and language if that is not the text's."""
_LATIN: Final = re.compile("[ -~]+(?![”’ -~])|[A-Za-z]+")
"""A stretch up to the next change of script, where LibreOffice begins another portion of the line anyway. Before a closing mark it is the
rest of the word: in English LibreOffice ends no line between such a mark and an opening one."""
_ENGLISH: Final = '<w:lang w:val="en-US"/>'
_MARK: Final = f'<w:rStyle w:val="{styles.NOTE_MARK}"/>'
_PINNED: Final = f'<w:rStyle w:val="{styles.PINNED_LINE}"/>'
# Until Python 3.12 a member is four times as far from its class as from a module.
_JUSTIFY: Final = Align.JUSTIFY
_NONE: Final = Hang.NONE


def plain_paragraph(member: SetBlock) -> str:
    """Running text that its style describes in full, pinned lines aside → its paragraph; any other block → an empty string."""
    style = member.style
    if style.align is not _JUSTIFY or style.hang is not _NONE or member.block.marks:
        return ""
    for line in member.lines:
        if line.pinned or line.squeezed:
            before, after = _around(styles.style_id(style), word_wrap(member))
            return before + runs(member, member.lines) + after
    before, after = _around(styles.style_id(style))
    return before + _together(member.block.text, member.block.label, style.label_face, faced=member.faced) + after


def edges(member: SetBlock) -> tuple[str, str]:
    """Running text → the edges of its paragraph, and of one that goes on with it on a new page, where its style does not say them."""
    if member.block.tag is Tag.PASSAGE:
        # Its style is centred, but this 题注 is a block set in from both sides.
        both = indent(member.hang, right=member.style.right) + _BOTH
        return both, both
    if member.style.hang is _NONE:
        return "", NO_INDENT
    return indent(member.hang, hanging=member.hang - member.first), indent(member.hang)


_BOTH: Final = '<w:jc w:val="both"/>'


@cache
def _around(style: str, more: str = "") -> tuple[str, str]:
    """A style → the XML before and after the runs of a paragraph that has no properties of its own but `more`."""
    before, after = paragraph(style, "\0", after=more).split("\0")
    return before, after


def word_wrap(member: SetBlock) -> str:
    """The property that lets programs part Latin runs 允许西文在单词中间换行, for a paragraph of which a line does; else empty."""
    for line in member.lines:
        if line.pinned and not line.hyphen and "!" <= line.text[-1] <= "~" and parts_latin_run(member.block.text, line.end):
            return _PARTED
    return ""


_PARTED: Final = '<w:wordWrap w:val="0"/>'


def _together(text: str, label: int, label_face: Face | None, properties: str = "", *, faced: bool) -> str:
    """Text without a pinned line → its runs: its first `label` characters in the face of labels, if there is one, and the rest."""
    if not label or not label_face:
        return run(text, "", properties, faced=faced) if text else ""
    named = _label_run(text[:label], label_face)
    return named + run(text[label:], "", properties, faced=faced) if label < len(text) else named


def runs(member: SetBlock, lines: Sequence[Line], *, cut: bool = False, properties: str = "") -> str:
    """Lines → runs: the label in its own face, each pinned line with its own character spacing, all else together.

    The spacing of a pinned line leaves out its label, which has a character style of its own, and the first character of a
    paragraph, since programs measure an indent in characters by that character. A line that is mostly label has the spacing
    on all its characters. `cut`: the page ends after these lines, inside the paragraph, so the last of them is pinned too.
    Every run gets `properties`, after its spacing.
    """
    style = member.style
    label = member.block.label if style.label_face else 0
    if not cut and not member.block.marks and not any(line.pinned or line.squeezed for line in lines):
        return _together("".join([line.text for line in lines]), max(0, label - lines[0].start), style.label_face, properties, faced=member.faced)
    natural = to_twip(style.tracking)
    start = lines[0].start
    pieces: Iterable[_Piece] = [
        (text, ("" if spacing == natural else _PINNED, spacing, "")) for text, spacing in _spaced(member, lines, label, natural, cut=cut) if text
    ]
    if start < label:
        pieces = _with_label(pieces, label - start, styles.named_face(style.label_face))
    if any(line.hyphen for line in lines):
        pieces = _with_language(pieces)
    if member.block.marks:
        pieces = _with_marks(pieces, start, member.block.marks)
    return _joined(pieces, member, properties)


def _joined(pieces: Iterable[_Piece], member: SetBlock, properties: str) -> str:
    """Pieces of a block's text → its runs, neighbours that are alike together."""
    natural = to_twip(member.style.tracking)
    made = ""
    for (named, spacing, language), alike in groupby(pieces, key=itemgetter(1)):
        spaced = f'<w:spacing w:val="{spacing}"/>' if spacing != natural else ""
        if named == _MARK:
            spaced += _raised(member.size)
        made += run("".join([text for text, _ in alike]), named, spaced + properties + language, faced=member.faced)
    return made


def _held(member: SetBlock, line: Line, label: int) -> Pieces:
    """A line of a paragraph whose label has so many characters → the pieces that hold it."""
    kept = max(label - line.start, not line.start)
    if kept > len(line.text) // 2:
        kept = int(not line.start)
    return pinned(line, member.style, kept, following=member.block.text[line.end : line.end + 1], faced=member.faced)


def _spaced(member: SetBlock, lines: Sequence[Line], label: int, natural: int, *, cut: bool) -> Iterator[tuple[str, int]]:
    """Lines → stretches of their text, each with its spacing: of a pinned line its own, of all lines between two of them the `natural` one.

    A soft hyphen after a line is a stretch of its own, with the spacing of the line's end.
    """
    between: list[str] = []
    for line in lines:
        spread = [("", natural)]
        if line.pinned or (cut and line is lines[-1]):
            spread = _held(member, line, label)
        elif line.squeezed:
            spread = squeezed(line, member.style)
        else:
            between.append(line.text)
            if not line.hyphen:
                continue
        if between:
            yield "".join(between), natural
            between = []
        yield from spread
        if line.hyphen:
            yield SOFT_HYPHEN, spread[-1][1]
    if between:
        yield "".join(between), natural


def _with_label(pieces: Iterable[_Piece], label: int, named: str) -> Iterator[_Piece]:
    """Pieces of a text → the same, its first `label` characters apart, in the face of labels."""
    for text, (other, spacing, language) in pieces:
        if label:
            yield text[:label], (named, spacing, language)
        if label < len(text):
            yield text[label:], (other, spacing, language)
        label = max(0, label - len(text))


def _with_language(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Pieces with soft hyphens → the same, the Latin text after each of them apart, as English.

    LibreOffice parts a Latin word in a text that is Chinese wherever a line is full, and with no hyphen.
    """
    parted = False
    for text, (named, spacing, language) in pieces:
        latin = _LATIN.match(text) if parted else None
        if latin:
            yield latin[0], (named, spacing, _ENGLISH)
        rest = text[latin.end() :] if latin else text
        if rest:
            yield rest, (named, spacing, language)
        parted = text == SOFT_HYPHEN


def _with_marks(pieces: Iterable[_Piece], start: int, marks: Sequence[int]) -> Iterator[_Piece]:
    """Pieces of a text from a place on → the same, the marks of notes apart, in their own character style."""
    for text, (named, spacing, language) in pieces:
        if text == SOFT_HYPHEN:
            yield text, (named, spacing, language)
            continue
        end = start + len(text)
        inside = [mark for mark in marks if start <= mark < end]
        for first, stop in pairwise((start, *sorted({edge for mark in inside for edge in (mark, mark + 1)} - {start, end}), end)):
            yield text[first - start : stop - start], (_MARK if first in inside else named, spacing, language)
        start = end


@cache
def _raised(size: Length) -> str:
    """The size of a text → that of its marks, and how far they are raised. In a character style LibreOffice makes what is raised smaller."""
    mark, rise = house.note_mark(size)
    return f'<w:position w:val="{to_half_pt(rise)}"/>{sized(mark)}'


@lru_cache(maxsize=1024)
def _label_run(label: str, face: Face | None) -> str:
    """A label and its face → its run. Kept, since labels such as 第一条 recur in every document."""
    return run(label, styles.named_face(face))


def divided(member: SetBlock, named: str = "") -> str:
    """The lines of a divided block → the runs of one paragraph, with a line break between each two lines.

    A heading of two characters, such as 总则, is spread by character spacing; a fitted name gets its own size.
    """
    properties = _RED * member.block.red + (sized(member.size) if member.style.fitted else "")
    return LINE_BREAK.join(_opened(member, line) if line.opened else visible(line.text, named, properties) for line in member.lines)


_RED: Final = f'<w:color w:val="{house.RED}"/>'


def listed(member: SetBlock, lines: Sequence[Line]) -> str:
    """The lines of a list of names → runs, with a line break after the last name of each: no name may be parted."""
    seen = [replace(line, text=line.text.rstrip()) for line in lines]
    return LINE_BREAK.join([runs(member, (short,)) + unseen(line.text[len(short.text) :]) for short, line in zip(seen, lines, strict=True)])


def with_leader(member: SetBlock, style: str, new_page: str, beside: str) -> str:
    """An entry of an issue's contents → its paragraph, with a line break where each of our lines ends.

    A right indent would end them there too, but LibreOffice draws no page number beyond one.
    """
    *others, last = (runs(member, (line,), cut=line is not member.lines[-1]) for line in member.lines)
    edges = indent(member.hang, hanging=member.hang)
    return paragraph(style, LINE_BREAK.join([*others, last + beside]), before=new_page, after=f'{edges}<w:jc w:val="left"/>')


def _opened(member: SetBlock, line: Line) -> str:
    wide = to_twip(member.style.tracking + member.size)
    before, first, after = line.text[: line.opened - 1], line.text[line.opened - 1], line.text[line.opened :]
    return (run(before) if before else "") + run(first, "", f'<w:spacing w:val="{wide}"/>') + run(after)
