"""7.3.5.3: 职务 of any length beside stamp or printed name, one signer or ten."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typeset import set_blocks

from gen.dictionary import word_starts
from gen.document.blocks import Block, Tag
from gen.standard import house
from gen.standard.gb9704 import CELL, LINE_PITCH, MEASURE
from gen.typesetting.galley import SetBlock

POSTS = (
    "省长",
    "市　长",
    "主任",
    "院　长",
    "检察长",
    "市财政局局长",
    "自治区人民政府主席",
    "市人大常委会秘书长",
    "市人大常委会党组书记、主任",
    "××市人民代表大会常务委员会主任",
    "石家庄市人民代表大会常务委员会秘书长",
    "××市人民政府国有资产监督管理委员会主任",
    "积石山保安族东乡族撒拉族自治县人民代表大会常务委员会主任",
    "双江拉祜族佤族布朗族傣族自治县人民代表大会常务委员会监察司法工作委员会主任",
)
NAMES = ("王芳", "李建国", "买买提·艾力", "阿卜杜热合曼·买买提吐尔逊江")
NEAR = CELL // 10
STAMP_LEFT = MEASURE - 4 * CELL - house.STAMP_WIDTH


def rows_of(members: list[SetBlock]) -> list[int]:
    """The row on which each block starts, counted from the end of the text."""
    found: list[int] = []
    row = 0
    for member in members:
        assert member.above is not None
        row = row + member.above if not member.beside else row - 1
        found.append(row)
        row += len(member.lines)
    return found


@given(st.lists(st.sampled_from(POSTS), min_size=1, max_size=10))
def test_no_post_touches_a_stamp_and_no_stamp_another(posts: list[str]) -> None:
    *signers, date = set_blocks([*(Block(Tag.SIGNER, post, picture="reserved") for post in posts), Block(Tag.DATE, "2024年5月6日")])
    starts = rows_of([*signers, date])
    tops: list[int] = []
    for start, signer in zip(starts, signers, strict=False):
        assert signer.seal
        assert abs(max(line.x[-1] for line in signer.lines) - (STAMP_LEFT - 2 * CELL)) <= NEAR
        assert all(line.x[0] >= 0 for line in signer.lines)
        words = word_starts(signer.block.text)
        longest = max(b - a for a, b in pairwise(sorted({0, *words, len(signer.block.text)})))
        assert {line.start for line in signer.lines[1:]} <= words or longest * CELL > STAMP_LEFT - 2 * CELL
        # The stamp is in the middle of its 职务, and two blank rows below the text or more.
        tops.append(start * LINE_PITCH + signer.seal.top)
        assert abs(2 * signer.seal.top + signer.seal.height - len(signer.lines) * LINE_PITCH) <= 2
    assert 2 * LINE_PITCH <= tops[0] < 3 * LINE_PITCH
    assert all(b - a >= house.STAMP_ROWS * LINE_PITCH for a, b in pairwise(tops))
    assert all(b >= a + len(signer.lines) for (a, b), signer in zip(pairwise(starts), signers, strict=True))
    assert starts[-1] * LINE_PITCH >= tops[-1] + (house.STAMP_ROWS + 1) * LINE_PITCH
    assert abs(date.lines[-1].x[-1] - (MEASURE - 4 * CELL)) <= NEAR


@pytest.mark.parametrize("name", NAMES, ids=len)
@pytest.mark.parametrize("post", POSTS, ids=len)
def test_no_post_touches_a_printed_name(post: str, name: str) -> None:
    signer, printed, _ = set_blocks([Block(Tag.SIGNER, post), Block(Tag.SIGNER_NAME, name), Block(Tag.DATE, "2024年5月6日")])
    assert printed.beside
    assert all(line.x[-1] <= printed.lines[0].x[0] - 2 * CELL + NEAR for line in signer.lines)
    assert "".join(line.text for line in signer.lines) == post


@pytest.mark.parametrize("name", ["阿卜杜热合曼江·买买提吐尔逊江·艾尼", "阿卜杜热合曼江·阿卜杜克里木江·买买提吐尔逊江"], ids=len)
@pytest.mark.parametrize("post", POSTS, ids=len)
def test_a_name_that_leaves_no_room_beside_it_is_on_the_row_under_the_post(post: str, name: str) -> None:
    signer, printed, date = set_blocks([Block(Tag.SIGNER, post), Block(Tag.SIGNER_NAME, name), Block(Tag.DATE, "2024年5月6日")])
    assert not printed.beside
    assert printed.above == 0
    for lines in (signer.lines, printed.lines, date.lines):
        assert all(line.x[0] >= 0 for line in lines)
        assert abs(max(line.x[-1] for line in lines) - (MEASURE - 4 * CELL)) <= NEAR
