"""Making up pages: every line once and in order, 22 rows a page, and no page that the rules forbid."""

from itertools import pairwise

import pytest
from generated import HAN, paragraph
from hypothesis import given, settings
from hypothesis import strategies as st
from typeset import set_blocks

from gen.document.blocks import Block, Tag
from gen.document.model import Level
from gen.pagination.page import Page, Pages
from gen.pagination.page_breaks import PageRule
from gen.pagination.pages import make_up
from gen.standard.gb9704 import BASELINE, CHARACTERS_PER_LINE, LINE_PITCH, LINES_PER_PAGE
from gen.standard.styles import style_of
from gen.typesetting.galley import Galley

SIGNATURE = (Block(Tag.SIGNATURE, "××市人民代表大会常务委员会"), Block(Tag.DATE, "2022年12月20日"))
SIGNED = frozenset({Tag.SIGNATURE, Tag.DATE})
HEADING = Block(Tag.HEADING, "一、总体要求", level=Level.FIRST, label=2)
TITLE = Block(Tag.TITLE, "关于加强养犬管理的决定")
MASTHEAD = (Block(Tag.MASTHEAD, "××市人民代表大会常务委员会公告", red=True), Block(Tag.RULE, "", red=True))


def rules(pages: Pages) -> list[tuple[int, int, PageRule]]:
    """Block, line and rule of every break."""
    return [(forced.block, forced.line, forced.rule) for forced in pages.breaks]


def lines(count: int) -> Block:
    """Make a paragraph of exactly so many lines."""
    return paragraph((HAN * 200)[: CHARACTERS_PER_LINE * count - 12])


def made_up(*blocks: Block) -> Pages:
    """Make blocks up, and hold the pages against everything that is true of any pages."""
    galley = set_blocks(blocks)
    pages = make_up(galley)
    everything_stands_once_and_in_order(galley, pages)
    rows_are_on_the_grid(galley, pages)
    breaks_are_recorded(pages)
    return pages


def everything_stands_once_and_in_order(galley: Galley, pages: Pages) -> None:
    placed = [placed.line for page in pages.pages for placed in page.lines]
    assert placed == [line for member in galley for line in member.lines]
    assert [page.number for page in pages.pages] == list(range(1, len(pages.pages) + 1))


def rows_are_on_the_grid(galley: Galley, pages: Pages) -> None:
    for page in pages.pages:
        rows = [placed.row for placed in page.lines if not galley[placed.line.block].table]
        assert all(0 <= row < LINES_PER_PAGE for row in rows)
        assert all(above < below for above, below in pairwise(rows))
        for placed in page.lines:
            if galley[placed.line.block].block.tag not in {Tag.MASTHEAD, Tag.NUMBER} and not galley[placed.line.block].table:
                assert placed.baseline == placed.row * LINE_PITCH + BASELINE


def breaks_are_recorded(pages: Pages) -> None:
    """A page that is not full is followed by a break that says so, or by a table's row that is moved whole; every break starts a page."""
    starts = {(page.lines[0].line.block, page.lines[0].line.start) for page in pages.pages if page.lines}
    for before, after in pairwise(pages.pages):
        first = after.lines[0].line
        blank = 0 if first.start else pages.above[first.block]
        if before.lines and before.lines[-1].row + blank < LINES_PER_PAGE - 1 and not (after.table_rows and after.table_rows[0].top == 0):
            assert first.block in {forced.block for forced in pages.breaks}
    for forced in pages.breaks:
        assert any(block == forced.block and (start == 0) == (forced.line == 0) for block, start in starts)


def tags(page: Page, *blocks: Block) -> set[Tag]:
    return {blocks[placed.line.block].tag for placed in page.lines}


def text_rows(page: Page, *blocks: Block) -> int:
    return sum(blocks[placed.line.block].tag is Tag.PARAGRAPH for placed in page.lines)


@pytest.mark.parametrize("opening", [(), (TITLE,), (*MASTHEAD,)], ids=["正文", "标题", "版头"])
def test_a_signature_stands_with_text_for_every_length_of_it(opening: tuple[Block, ...]) -> None:
    for count in range(1, 201):
        blocks = (*opening, lines(count), *SIGNATURE)
        pages = made_up(*blocks)
        for page in pages.pages:
            assert tags(page, *blocks) - SIGNED, count
        assert text_rows(pages.pages[-1], *blocks) >= min(2, count), count
        assert len(pages.pages[-1].lines) >= 2


def test_a_signature_stands_with_text_for_single_lines() -> None:
    for count in range(1, 101):
        blocks = (*[lines(1)] * count, *SIGNATURE)
        last = made_up(*blocks).pages[-1]
        assert text_rows(last, *blocks) >= min(2, count)
        assert tags(last, *blocks) >= SIGNED


def test_no_page_ends_a_run_with_a_single_line() -> None:
    for count in range(1, 201):
        pages = made_up(lines(count))
        assert len(pages.pages[-1].lines) >= min(2, count)
        if count % LINES_PER_PAGE == 1 and count > 1:
            assert [forced.rule for forced in pages.breaks] == [PageRule.NO_SINGLE_LINE]
        else:
            assert pages.breaks == ()


@pytest.mark.parametrize("above", range(1, 60))
def test_a_heading_is_followed_by_text(above: int) -> None:
    blocks = (lines(above), HEADING, lines(4), HEADING, HEADING, lines(30), *SIGNATURE)
    for page in made_up(*blocks).pages:
        last = blocks[page.lines[-1].line.block]
        assert last.tag is not Tag.HEADING
        assert tags(page, *blocks) - SIGNED - {Tag.HEADING}


@pytest.mark.parametrize("above", range(1, 45))
def test_a_title_in_the_text_stands_with_its_text(above: int) -> None:
    """A title and the blank lines below it stay together with what follows."""
    blocks = (lines(above), TITLE, Block(Tag.PASSAGE, "（2022年12月20日××市第四届人民代表大会常务委员会第五次会议通过）"), lines(10))
    for page in made_up(*blocks).pages:
        assert not style_of(blocks[page.lines[-1].line.block]).keep_with_next


def test_a_full_page_is_22_lines_and_goes_on_without_a_break() -> None:
    pages = made_up(lines(44))
    assert [len(page.lines) for page in pages.pages] == [22, 22]
    assert pages.breaks == ()


def test_carried_lines_are_a_forced_break() -> None:
    pages = made_up(lines(22), *SIGNATURE)
    assert [len(page.lines) for page in pages.pages] == [19, 5]
    assert rules(pages) == [(0, 19, PageRule.SIGNATURE_WITH_TEXT)]
    pages = made_up(lines(21), HEADING, lines(5))
    assert rules(pages) == [(1, 0, PageRule.HEADING_WITH_TEXT)]


def test_a_new_page_is_a_forced_break() -> None:
    second = Block(Tag.TITLE, "决定", new_page=True)
    pages = made_up(lines(3), second, lines(3))
    assert rules(pages) == [(1, 0, PageRule.NEW_PAGE)]
    assert pages.pages[1].lines[0].row == 2
    assert pages.above[1] == 2


def test_blank_rows_are_told_to_the_writers() -> None:
    pages = made_up(TITLE, Block(Tag.PASSAGE, "（通过）"), lines(1), *SIGNATURE)
    assert pages.above == (2, 0, 1, 1, 0)
    assert [placed.row for placed in pages.pages[0].lines] == [2, 3, 5, 7, 8]


def test_folios() -> None:
    assert [page.folio for page in made_up(lines(60)).pages] == ["— 1 —", "— 2 —", "— 3 —"]


_BLOCKS = st.one_of(
    st.integers(1, 40).map(lines),
    st.integers(1, 3).map(lines),
    st.just(HEADING),
    st.just(TITLE),
    st.just(Block(Tag.TITLE, "决定", new_page=True)),
    st.just(Block(Tag.HEADING, "第一章　总则", level=Level.CHAPTER, label=3)),
    st.just(Block(Tag.TABLE, "甲\n乙\n" + HAN * 3, rows=(("甲", "乙"), (HAN * 3, "")))),
    st.just(Block(Tag.ADDRESSEE, "各县（市、区）人民代表大会常务委员会：")),
    st.just(Block(Tag.ENCLOSURE, "附件：1.名单")),
    st.just(Block(Tag.LABEL, "附件1", new_page=True)),
    st.just(Block(Tag.NOTE, "（此件公开发布）")),
    st.sampled_from(SIGNATURE),
)


@given(st.booleans(), st.lists(_BLOCKS, max_size=24))
@settings(max_examples=300)
def test_any_blocks_are_made_up(masthead: bool, blocks: list[Block]) -> None:  # noqa: FBT001 — generated
    galley = set_blocks([*(MASTHEAD if masthead else ()), *blocks])
    pages = make_up(galley)
    placed = [placed.line for page in pages.pages for placed in page.lines]
    assert placed == [line for member in galley for line in member.lines]
    rows_are_on_the_grid(galley, pages)
    breaks_are_recorded(pages)


@given(st.booleans(), st.lists(st.integers(1, 40), min_size=1, max_size=12), st.sets(st.integers(0, 11)))
@settings(max_examples=300)
def test_documents_have_no_forbidden_page(masthead: bool, lengths: list[int], headed: set[int]) -> None:  # noqa: FBT001 — generated
    body = [block for number, length in enumerate(lengths) for block in ([HEADING] if number in headed else []) + [lines(length)]]
    blocks = [*(MASTHEAD if masthead else (TITLE,)), *body, *SIGNATURE]
    for page in made_up(*blocks).pages:
        assert text_rows(page, *blocks) >= min(2, lengths[-1] + len(lengths) - 1)
        assert blocks[page.lines[-1].line.block].tag is not Tag.HEADING


@pytest.mark.parametrize("title", [12, 17, 18, 19, 20, 30])
def test_a_title_of_a_page_leaves_the_signature_with_its_text(title: int) -> None:
    """Where the rules cannot all be kept, the signature keeps its text before the title does."""
    divisions = ("为" * 12,) * title
    blocks = (Block(Tag.TITLE, "".join(divisions), divisions), lines(1), *SIGNATURE)
    pages = made_up(*blocks)
    assert tags(pages.pages[-1], *blocks) >= {Tag.PARAGRAPH, *SIGNED}


@pytest.mark.parametrize("count", [1, 21, 22, 23, 50])
def test_headings_alone_fill_pages(count: int) -> None:
    assert len(made_up(*[HEADING] * count).pages) == -(-count // LINES_PER_PAGE)


def test_nothing_is_no_page_of_lines() -> None:
    assert make_up(()).pages == ()
    assert [len(page.lines) for page in made_up(*MASTHEAD).pages] == [1]


@pytest.mark.parametrize("above", range(14, 23))
def test_a_tables_row_is_never_parted(above: int) -> None:
    rows = ((HAN * 9, "甲"), (HAN * 9, "乙"), (HAN * 9, "丙"))
    galley = set_blocks([lines(above), Block(Tag.TABLE, "\n".join(cell for row in rows for cell in row), rows=rows), lines(3)])
    pages = make_up(galley)
    placed = [row for page in pages.pages for row in page.table_rows]
    assert [row.number for row in placed] == [0, 1, 2]
    assert all(row.top + row.height <= LINES_PER_PAGE * LINE_PITCH for row in placed)
    assert [placed.line for page in pages.pages for placed in page.lines] == [line for member in galley for line in member.lines]


@pytest.mark.parametrize("rows", range(1, LINES_PER_PAGE))
def test_no_blank_row_is_over_a_block_that_a_rule_moves_to_a_new_page(rows: int) -> None:
    """However little room a 版记 leaves, and whichever rules are given up for it."""
    copies = Block(Tag.COPIES, "抄送：" + (HAN * rows)[: 24 * rows - 3])
    blocks = (*MASTHEAD, Block(Tag.TITLE, "决定"), lines(1), *SIGNATURE, copies)
    galley = set_blocks(blocks)
    pages = make_up(galley)
    moved = [forced.block for forced in pages.breaks if not forced.line and forced.rule not in {PageRule.NEW_PAGE, PageRule.COLOPHON_AT_FOOT}]
    assert [pages.above[block] for block in moved] == [0] * len(moved)
