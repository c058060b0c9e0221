"""Widths of text worked out by hand: advances, the gap between Han and Latin, spaces at a line's end."""

import pytest

from gen.document.blocks import Tag
from gen.standard.gb9704 import ADVANCE, SIZE_3, TRACKING, Face
from gen.standard.styles import BODY, STYLES
from gen.typesetting.advances import advance_table
from gen.typesetting.ruler import Ruler
from gen.units import Length, pt

GAP = SIZE_3 // 4
FIGURE = SIZE_3 // 2 + TRACKING
SEEN = -TRACKING
"""What the eye sees of a last character more than its tracked advance."""


def ruler(text: str, label: int = 0) -> Ruler:
    return Ruler(text, STYLES[Tag.PARAGRAPH, "条"] if label else BODY, SIZE_3, label)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("为了", 2 * ADVANCE),
        ("为，了", 3 * ADVANCE),
        ("12", 2 * FIGURE),
        ("为5", ADVANCE + GAP + FIGURE),
        ("5为", FIGURE + GAP + ADVANCE),
        ("为5了", 2 * ADVANCE + 2 * GAP + FIGURE),
        ("，5。", 2 * ADVANCE + 2 * SEEN + FIGURE),
        ("为 5", ADVANCE + advance_table(Face.FANGSONG, SIZE_3, TRACKING)[" "] + SEEN + FIGURE),
        ("为\u3000", ADVANCE),
        ("为  \u3000", ADVANCE),
        ("\u3000为", 2 * ADVANCE),
        ("为e\u0301", ADVANCE + GAP + advance_table(Face.FANGSONG, SIZE_3, TRACKING)["e"]),
    ],
)
def test_widths(text: str, width: int) -> None:
    assert ruler(text).width(0, len(text)) == width
    assert ruler(text).visible_width(0, len(text)) == width + SEEN


def test_no_gap_stands_at_the_end_of_a_line() -> None:
    """为5了 broken after 为 or after 5 is as wide as 为 and as 5."""
    measured = ruler("为5了")
    assert measured.width(0, 1) == ADVANCE
    assert measured.width(1, 2) == FIGURE
    assert measured.width(1, 3) == FIGURE + GAP + ADVANCE


def test_a_line_is_filled_to_the_emu() -> None:
    assert ruler("为" * 40).fill(0, 28 * ADVANCE) == 28
    assert ruler("为" * 40).fill(0, 28 * ADVANCE - 1) == 27
    assert ruler("为5了").fill(0, ADVANCE) == 1
    assert ruler("为5了").fill(0, ADVANCE + GAP + FIGURE) == 2
    assert ruler("为  了").fill(0, ADVANCE) == 3
    assert ruler("为了").fill(0, 1) == 1


def test_a_label_is_measured_in_its_own_face() -> None:
    plain, labelled = ruler("第A条　为"), ruler("第A条　为", 3)
    hei, fangsong = (advance_table(face, SIZE_3, TRACKING)["A"] for face in (Face.HEI, Face.FANGSONG))
    assert labelled.width(0, 5) - plain.width(0, 5) == hei - fangsong


def test_full_width_text_is_as_wide_before_a_figure() -> None:
    alone, before = ruler("为了加强，“管理”。"), ruler("为了加强，“管理”。5")
    assert [alone.left(place) for place in range(9)] == [before.left(place) for place in range(9)]


def test_size_and_tracking_are_the_styles() -> None:
    title = STYLES[Tag.TITLE, ""]
    assert Ruler("为了", title, title.size).width(0, 2) == 2 * pt(22)
    assert Ruler("为了", title, Length(pt(42))).visible_width(0, 2) == 2 * pt(42)
