"""One row a block: every element has one, and the rows say what the standard says."""

import pytest

from gen.document.blocks import COLOPHON, GAZETTE, Block, Tag
from gen.document.model import Level
from gen.gazette.layouts import LAYOUTS
from gen.standard import gb9704
from gen.standard.gb9704 import Face
from gen.standard.styles import BLANK_ROWS, STYLES, Align, style_of, style_table

_HEADINGS = (Level.BOOK, Level.PART, Level.CHAPTER, Level.SECTION, Level.FIRST, Level.SECOND, Level.THIRD, Level.FOURTH)


@pytest.mark.parametrize("tag", [tag for tag in Tag if tag is not Tag.HEADING and tag not in GAZETTE])
def test_every_element_has_a_style(tag: Tag) -> None:
    for level in ("", *Level):
        assert style_of(Block(tag, "文字", level=level)) in STYLES.values()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_of_a_gazette_has_a_style_for_every_element(layout: str) -> None:
    table = style_table(LAYOUTS[layout])
    for tag in Tag:
        for level in _HEADINGS if tag is Tag.HEADING else ("", *Level):
            assert style_of(Block(tag, "文字", level=level), table) in table.values()


def test_only_an_issue_has_the_elements_of_one() -> None:
    assert not [tag for tag, _ in STYLES if tag in GAZETTE]


@pytest.mark.parametrize("level", _HEADINGS)
def test_every_heading_has_a_style(level: Level) -> None:
    style = style_of(Block(Tag.HEADING, "总则", level=level))
    assert style.keep_with_next
    assert style.whole
    assert 1 <= style.outline <= 9


def test_style_names_are_distinct() -> None:
    names = [style.name for style in STYLES.values()]
    assert len(names) == len(set(names))


def test_the_faces_of_7_3() -> None:
    faces = [style_of(Block(Tag.HEADING, "一", level=level)).face for level in (Level.FIRST, Level.SECOND, Level.THIRD, Level.FOURTH)]
    assert faces == [Face.HEI, Face.KAI, Face.FANGSONG, Face.FANGSONG]
    assert style_of(Block(Tag.TITLE, "题")).face is Face.XIAOBIAOSONG
    assert style_of(Block(Tag.TITLE, "题")).size == gb9704.SIZE_2
    body = style_of(Block(Tag.PARAGRAPH, "文"))
    assert (body.face, body.size, body.align, body.indent) == (Face.FANGSONG, gb9704.SIZE_3, Align.JUSTIFY, gb9704.INDENT_LENGTH)


def test_running_text_is_set_on_the_grid() -> None:
    """28 characters of 3号 with their tracking fit the measure, 29 do not; a line holds whole cells."""
    for (tag, _), style in STYLES.items():
        if style.align is Align.JUSTIFY and tag not in COLOPHON | {Tag.TABLE_NOTE, Tag.ENDNOTE}:
            assert style.size == gb9704.SIZE_3
            assert style.tracking == gb9704.TRACKING
    assert 28 * gb9704.ADVANCE <= gb9704.MEASURE < 29 * gb9704.ADVANCE
    assert gb9704.CHARACTERS_PER_LINE * gb9704.CELL <= gb9704.MEASURE
    assert gb9704.LINES_PER_PAGE * gb9704.LINE_PITCH <= gb9704.TYPE_AREA_HEIGHT


def test_blank_rows_name_elements_that_have_styles() -> None:
    for above, below in BLANK_ROWS:
        assert {above, below} <= {tag for tag, _ in STYLES}
