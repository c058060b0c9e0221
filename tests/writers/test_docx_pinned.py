"""A pinned line is full, and not overfull, in Word and in LibreOffice, however many gaps between Han and Latin it has."""

from itertools import accumulate

from hypothesis import example, given, settings
from hypothesis import strategies as st
from writers.documents import text

from gen.standard import house
from gen.standard.gb9704 import INDENT_LENGTH, MEASURE
from gen.typesetting.galley import SetBlock
from gen.typesetting.ruler import Line, Ruler
from gen.units import to_twip
from gen.writers.docx.pinned import pinned

_FIGURE = 160
"""Twips: half an em, the narrowest character that starts a line in these texts."""

_PIECES = ("为了", "加强生活垃圾管理", "2022年", "12月", "20日", "第3条", "5G", "，", "。", "“一”", "PM2.5", "共3户")


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
            spread = pinned(line, member.style)
            assert "".join(piece for piece, _ in spread) == line.text
            for width in widths(member, line, spread):
                assert room - _FIGURE < width <= room, (line.text, spread)


def test_one_run_is_enough_where_the_programs_hardly_differ() -> None:
    (line, *_) = text("各级人民政府应当加强城市更新和老旧小区改造工作在2022年12月20日前完成已经批准的改造项目。").galley[-1].lines
    member = text(line.text).galley[-1]
    assert line.pinned
    assert pinned(line, member.style) == [(line.text, line.widening // 635 - 5)]
