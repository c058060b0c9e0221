"""A pinned line is full, and not overfull, in Word and in LibreOffice, however many gaps it has; its style clears it without a trace."""

import io
from itertools import accumulate

import docx
import pytest
from docx.document import Document
from docx.text.run import Run
from editions import edition
from editions import example as example_edition
from editions import settings as writing
from hypothesis import example, given, settings
from hypothesis import strategies as st
from writers.documents import EVERYTHING, all_parted, text

from gen.standard import house
from gen.standard.gb9704 import INDENT_LENGTH, MEASURE
from gen.typesetting.galley import SetBlock
from gen.typesetting.ruler import Line, Ruler
from gen.units import to_twip
from gen.writers import write
from gen.writers.docx.pinned import pinned
from gen.writers.edition import Edition

_FIGURE = 160
"""Twips: half an em, the narrowest character that starts a line in these texts."""

_MARKS = ("的《一》（为了", "的“一”，为了", "的（一）。为了")
_PIECES = (
    "为了",
    "加强生活垃圾管理",
    "2022年",
    "12月",
    "20日",
    "第3条",
    "5G",
    "，",
    "。",
    "“一”",
    "PM2.5",
    "共3户",
    "的《一》（为了",
    "的“一”，为了",
    "的（一）。为了",
)


def widths(member: SetBlock, line: Line, spread: list[tuple[str, int]]) -> tuple[int, int]:
    """How wide the line comes out in Word, and in LibreOffice, in twips, by what was measured of each.

    Word: every character has its spacing; a gap of a quarter of an em. LibreOffice: no negative spacing before a gap or where the
    spacing changes; a gap of a fifth. A negative spacing of the last character is not relied on.
    """
    size = to_twip(member.style.size)
    ruler = Ruler(line.text, member.style, member.style.size)
    gap = to_twip(int(member.style.size * house.HAN_LATIN_GAP))
    glyphs = to_twip(ruler.visible_width(0, len(line.text))) - len(ruler.gaps) * gap - to_twip(member.style.tracking) * (len(line.text) - 1)
    ends = set(accumulate(len(piece) for piece, _ in spread)) | set(ruler.gaps)
    spacings = [spacing for piece, spacing in spread for _ in piece]
    word = glyphs + len(ruler.gaps) * gap + sum(spacings[:-1]) + max(0, spacings[-1])
    office = glyphs + len(ruler.gaps) * size // 5 + sum(spacing for place, spacing in enumerate(spacings, 1) if spacing >= 0 or place not in ends)
    return word, office


@given(st.lists(st.sampled_from(_PIECES), min_size=20, max_size=40).map("".join))
@settings(max_examples=300)
@example("自2022年12月20日至2025年1月5日9时30分止，共3年、12个月、5天。" * 2)
def test_full_in_both_programs(source: str) -> None:
    member = text(source).galley[-1]
    for line in member.lines:
        if line.pinned:
            room = to_twip(MEASURE - (0 if line.start else INDENT_LENGTH))
            following = source[line.end : line.end + 1]
            spread = pinned(line, member.style, kept=int(not line.start), following=following)
            assert "".join(piece for piece, _ in spread) == line.text
            word, office = widths(member, line, spread)
            # In Word the marks that give up half an em leave room, which it spreads itself, but none for the next character.
            left = _FIGURE if not line.squeezed or following <= "~" else to_twip(member.style.size)
            assert room - left < word <= room, (line.text, spread)
            assert room - _FIGURE < office <= room, (line.text, spread)


def test_one_run_is_enough_where_the_programs_hardly_differ() -> None:
    (line, *_) = text("各级人民政府应当加强城市更新和老旧小区改造工作在2022年12月20日前完成已经批准的改造项目。").galley[-1].lines
    member = text(line.text).galley[-1]
    assert line.pinned
    assert pinned(line, member.style) == [(line.text, line.widening // 635 - 5)]


EDITIONS = {"example": example_edition(), "everything": edition(EVERYTHING), "parted": next(all_parted())}


def runs_of(document: Document) -> list[Run]:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [run for part in (document, *cells) for paragraph in part.paragraphs for run in paragraph.runs]


def properties_of(run: Run) -> dict[str, list[str]]:
    """The direct formatting of a run, by the names of its elements."""
    properties = run.element.rPr
    return {} if properties is None else {element.tag.rpartition("}")[2]: list(element.attrib.values()) for element in properties}


@pytest.mark.parametrize("made", EDITIONS.values(), ids=EDITIONS)
def test_clearing_the_style_leaves_no_trace(made: Edition) -> None:
    """Only the runs of pinned lines change, and nothing but the face of Chinese marks is left of their formatting."""
    document = docx.Document(io.BytesIO(write(made, "docx", writing())))
    runs = runs_of(document)
    before = [(run.text, run.style.name, properties_of(run)) for run in runs]
    held = [run.style.name == "撑满" for run in runs]
    assert any(held)
    assert [style for style in document.styles if style.name == "撑满"]
    for run, pinned_run in zip(runs, held, strict=True):
        if pinned_run:
            run.style = None
            for spacing in run.element.xpath("w:rPr/w:spacing"):
                spacing.getparent().remove(spacing)
    saved = io.BytesIO()
    document.save(saved)
    after = [(run.text, run.style.name, properties_of(run)) for run in runs_of(docx.Document(saved))]
    assert [text for text, *_ in after] == [text for text, *_ in before]
    for pinned_run, was, found in zip(held, before, after, strict=True):
        if pinned_run:
            assert found[1] == "Default Paragraph Font"
            assert set(found[2]) <= {"rFonts"}
            assert found[2].get("rFonts", ["eastAsia"]) == ["eastAsia"]
        else:
            assert found == was


@pytest.mark.parametrize("made", EDITIONS.values(), ids=EDITIONS)
def test_all_spacing_of_running_text_is_under_the_style(made: Edition) -> None:
    """No label, and no first character of a paragraph, has spacing of its own."""
    running = {"BodyText", "Provision", "Article"}
    document = docx.Document(io.BytesIO(write(made, "docx", writing())))
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.style and paragraph.style.style_id in running]
    spaced = [(number, run) for paragraph in paragraphs for number, run in enumerate(paragraph.runs) if "spacing" in properties_of(run)]
    assert spaced
    for number, run in spaced:
        assert run.style.name == "撑满", run.text
        assert number, run.text
