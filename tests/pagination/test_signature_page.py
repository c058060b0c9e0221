"""7.3.5.5: for every length of text, signed in every way, no page holds only a signature, a date or a 版记; DOCX and PDF alike."""

from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drawn import MM, body, lines, pictures
from editions import TEMPLATES, edition, settings
from generated import HAN
from hypothesis import given
from hypothesis import strategies as st
from measured import ring
from office import SOFFICE, to_pdf
from organs import ORGANS

from gen.document.blocks import COLOPHON, SIGNED, Tag
from gen.errors import GenError
from gen.pagination.page import Page
from gen.pagination.page_breaks import PageRule
from gen.pipeline import typeset
from gen.source.reader import read
from gen.standard.gb9704 import CHARACTERS_PER_LINE, LINES_PER_PAGE
from gen.standard.house import SIGNED_PAGE_LEAST
from gen.writers import write
from gen.writers.edition import Edition

WAYS = {
    "unsealed": "signature:\n  organ: ××市人民政府\n  date: 2024-05-06\n",
    "sealed": "signature:\n  organ: ××市人民政府\n  date: 2024-05-06\n  seal: reserved\n",
    "joint": "signature:\n  organ: [××市人民政府, ××市财政局, ××市水利局, ××市民政局]\n  date: 2024-05-06\n  seal: reserved\n",
    "stamped": "signature:\n  signer: 市长\n  stamp: reserved\n  date: 2024-05-06\n",
}
COLOPHON_SOURCE = "colophon:\n  copies: ××市委，××市人大常委会。\n  issuer: ××市人民政府办公室\n  issued: 2024-05-07\n"
PART = "---\npart: 附件\ntitle: 名单\n---\n甲、乙、丙。\n丁、戊、己。\n"
MOST_CARRIED = 3
"""Lines of text that are carried over to stand with what follows them."""
TALLEST = {"unsealed": 3, "sealed": 5, "joint": 10, "stamped": 8}
"""Rows that a 落款 takes with the blank ones over it."""


@cache
def document(way: str, count: int, *, colophon: bool, part: bool, duplex: bool = False) -> Edition:
    """A notice whose text is so many lines long."""
    text = "\n".join(HAN[number % len(HAN)] * (CHARACTERS_PER_LINE * 3 - 12) for number in range(count // 3))
    rest = "\n".join("行" * (number + 10) for number in range(count % 3))
    source = (
        f"---\nkind: notice\norgan: ××市人民政府\ntitle: 关于水利工作的通知\n{WAYS[way]}{COLOPHON_SOURCE * colophon}"
        f"{'duplex: true' if duplex else ''}\n---\n{text}\n{rest}\n{PART * part}"
    )
    made = edition(source)
    assert sum(len(member.lines) for member in made.galley if member.block.tag is Tag.PARAGRAPH) == count + 2 * part
    return made


def tags(made: Edition) -> list[set[Tag]]:
    """What stands on each page."""
    return [{made.galley[placed.line.block].block.tag for placed in page.lines} for page in made.pages.pages]


@pytest.mark.parametrize("count", range(1, 201))
def test_no_page_holds_only_what_closes_a_document(count: int) -> None:
    for way, colophon, part in product(WAYS, (False, True), (False, True)):
        made = document(way, count, colophon=colophon, part=part)
        for page in tags(made):
            assert page & {Tag.PARAGRAPH}, (way, colophon, part)
        carried = [made.galley[forced.block].lines for forced in made.pages.breaks if made.galley[forced.block].block.tag is Tag.PARAGRAPH]
        assert len(carried) <= 1
        assert all(max(placed.row for placed in page.lines) < LINES_PER_PAGE for page in made.pages.pages)


@pytest.mark.parametrize("count", range(1, 201))
def test_what_is_carried_over_is_bounded(count: int) -> None:
    """A page ends early by no more than the 落款 that did not fit, the 版记 under it, and the lines that go with them."""
    for way, colophon in product(WAYS, (False, True)):
        made = document(way, count, colophon=colophon, part=False)
        for page in made.pages.pages[:-1]:
            last = max(placed.row for placed in page.lines)
            assert LINES_PER_PAGE - 1 - last <= TALLEST[way] + 2 * colophon + MOST_CARRIED


@pytest.mark.parametrize("count", range(1, 101))
@pytest.mark.parametrize("way", ["unsealed", "sealed"])
def test_printed_on_both_sides_the_colophon_is_on_the_back_of_the_last_leaf(way: str, count: int) -> None:
    """Of its own page it has the number unless a blank page goes before it (7.5); of nothing else is a page alone."""
    made = document(way, count, colophon=True, part=False, duplex=True)
    pages = tags(made)
    assert len(pages) % 2 == 0
    assert pages[-1] <= COLOPHON or pages[-1] & {Tag.PARAGRAPH}
    assert pages[-1] & COLOPHON
    for page in pages[:-1]:
        assert not page or page & {Tag.PARAGRAPH}
    numbered = [page.numbered for page in made.pages.pages]
    assert numbered == [True] * len(pages) if pages[-2] else numbered == [True] * (len(pages) - 2) + [False, False]
    assert not any(page & SIGNED and not page & {Tag.PARAGRAPH} for page in pages)


POSTS = ("市　长", "××市人民代表大会常务委员会主任", "市财政局局长", "石家庄市人民代表大会常务委员会秘书长")
FRONT = {
    "enclosures": "enclosures: [××市水利工程名单, 水利工作考核办法]\n",
    "note": "note: （此件公开发布）\n",
    "colophon": COLOPHON_SOURCE,
    "masthead": "masthead: ××市人民政府文件\nnumber: ×政发〔2024〕5号\n",
    "addressee": "addressee: 各县（市、区）人民政府，市人民政府各部门：\n",
}
SAME = 0.3
"""Millimetres between a place in the PDF and in the DOCX."""
TEXT = frozenset({Tag.PARAGRAPH, Tag.ENCLOSURE})


def signed_by(way: str, organs: list[str], seal: str = "reserved") -> str:
    """The front matter of a 落款."""
    if way == "stamped":
        posts = ", ".join(POSTS[number % len(POSTS)] for number in range(len(organs)))
        return f"signature:\n  signer: [{posts}]\n  stamp: {seal}\n  date: 2024-05-06\n"
    sealed = f"  seal: {seal}\n" if way == "sealed" else ""
    return f"signature:\n  organ: [{', '.join(organs)}]\n  date: 2024-05-06\n{sealed}"


def notice(count: int, signature: str, front: frozenset[str] = frozenset()) -> str:
    """The source of a notice whose text is so many lines long, in paragraphs of one to three lines."""
    text = "\n".join(HAN[number % len(HAN)] * (CHARACTERS_PER_LINE * 3 - 12) for number in range(count // 3))
    rest = "\n".join("行" * (number + 10) for number in range(count % 3))
    more = "".join(FRONT[name] for name in sorted(front))
    return f"---\nkind: notice\norgan: ××市人民政府\ntitle: 关于水利工作的通知\n{signature}{more}---\n{text}\n{rest}\n"


@given(
    st.sampled_from(["unsealed", "sealed", "stamped"]),
    st.lists(st.sampled_from(ORGANS), min_size=1, max_size=10),
    st.integers(1, 200),
    st.frozensets(st.sampled_from(sorted(FRONT))),
)
def test_no_page_holds_one_or_two_lines_for_the_sake_of_what_is_signed_after_it(
    way: str, organs: list[str], count: int, front: frozenset[str]
) -> None:
    """And a page that ends early does so by a rule with a name that could do no otherwise."""
    made = edition(notice(count, signed_by(way, organs), front))
    pages = made.pages.pages
    tagged = [[made.galley[placed.line.block].block.tag for placed in page.lines] for page in pages]
    texts = [sum(tag in TEXT for tag in page) for page in tagged]
    rules = {
        next(number for number, page in enumerate(pages) if _starts(page, forced.block, made, forced.line)): forced.rule
        for forced in made.pages.breaks
    }
    total = sum(texts)
    parted = {number for number, rule in rules.items() if rule is PageRule.SIGNATURE_PARTED}
    for number, page in enumerate(pages):
        # The first page has text (7.3.3), so of three lines or less only the rest is on the second; two lines are
        # enough on a page that is full of seals.
        least = 1 if total < 2 * SIGNED_PAGE_LEAST or not number else SIGNED_PAGE_LEAST
        least -= max(placed.row for placed in page.lines) + 1 >= LINES_PER_PAGE - 2
        assert texts[number] >= least or number in parted, (number, texts)
        filled = max(placed.row for placed in page.lines) + 1
        if number + 1 < len(pages) and filled < LINES_PER_PAGE:
            assert number + 1 in rules
        if number + 1 < len(pages) and 3 * filled < 2 * LINES_PER_PAGE and number + 1 not in parted:
            assert rules[number + 1] in {PageRule.SIGNATURE_WITH_TEXT, PageRule.COLOPHON_WITH_TEXT}
            # No fewer lines could go over, and all together are more than a page holds.
            assert texts[number + 1] <= SIGNED_PAGE_LEAST or number + 2 in rules
            assert filled + _rows(made, number + 1) > LINES_PER_PAGE


def _starts(page: Page, block: int, made: Edition, line: int) -> bool:
    """Whether a page starts with a line of a block, or with what of the 版记 is there."""
    first = page.lines[0].line
    return first.block == block and first == made.galley[block].lines[line]


def _rows(made: Edition, number: int) -> int:
    """The rows that a page and those after it take, with the blank ones that a page's head leaves out."""
    pages = made.pages.pages[number:]
    rows = sum(max(placed.row for placed in page.lines) + 1 for page in pages)
    return rows + (1 if made.galley[pages[0].lines[0].line.block].block.tag is Tag.ENCLOSURE else 0)


SWEEP = [(way, count, colophon) for way in WAYS for count in (*range(8, 27), 35, 38, 60) for colophon in (False, True)]
ROWS = [(way, count, number) for way in ("sealed", "stamped") for count, number in ((5, 2), (20, 3), (9, 5), (31, 7), (4, 8), (26, 10))]
"""Ways to sign, lines of text, and how many sign together."""
DUPLEX = [(way, count) for way in ("unsealed", "sealed") for count in (12, 13, 14, 15, 16, 17, 34, 37, 38, 39, 40)]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_docx_has_the_same_pages() -> None:
    wanted = {f"{way}-{count}-{colophon:d}": document(way, count, colophon=colophon, part=count % 2 == 0) for way, count, colophon in SWEEP}
    wanted |= {f"duplex-{way}-{count}": document(way, count, colophon=True, part=False, duplex=True) for way, count in DUPLEX}
    made = to_pdf({name: write(one, "docx", settings()) for name, one in wanted.items()})
    for name, one in wanted.items():
        ours, office = (lines(pdf) for pdf in (write(one, "pdf", settings()), made[name]))
        assert [(line.page, line.text) for line in office] == [(line.page, line.text) for line in ours], name
        assert body(office)
        for a, b in zip(ours, office, strict=True):
            assert abs(a.baseline - b.baseline) < 2.84, (name, a, b)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_docx_has_the_same_rows_of_names_and_seals() -> None:
    """Each row of names or stamps is on the page and at the place that it has in the PDF: lines alike, seals within 0.3 mm."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ring.png").write_bytes(ring())
        wanted: dict[str, Edition] = {}
        for way, count, number in ROWS:
            organs = [ORGANS[(7 * place + count) % len(ORGANS)] for place in range(number)]
            front = frozenset({"addressee", "note"} if count % 2 else {"masthead", "enclosures", "colophon"})
            document, warnings = read(notice(count, signed_by(way, organs, "ring.png"), front).encode(), "a.md", "a", folder)
            assert warnings == ()
            wanted[f"{way}-{number}"] = typeset(document, TEMPLATES)
    assert any(forced.rule is PageRule.SIGNATURE_PARTED for made in wanted.values() for forced in made.pages.breaks)
    made = to_pdf({name: write(one, "docx", settings()) for name, one in wanted.items()})
    for name, one in wanted.items():
        pdf = write(one, "pdf", settings())
        assert [(line.page, line.text) for line in lines(made[name])] == [(line.page, line.text) for line in lines(pdf)], name
        for a, b in zip(lines(pdf), lines(made[name]), strict=True):
            # LibreOffice's gaps between Han and figures are narrower: what is centred has the same middle, else the same start.
            assert min(abs(a.left - b.left), abs(a.left + a.right - b.left - b.right) / 2) < SAME * MM, (name, a, b)
        ours, office = pictures(pdf), pictures(made[name])
        assert len(ours) == len(office) == len([member for member in one.galley if member.seal])
        for seal, other in zip(ours, office, strict=True):
            assert seal.page == other.page
            assert max(abs(seal.left - other.left), abs(seal.top - other.top)) < SAME, (name, seal, other)


@pytest.mark.parametrize("organs", [18, 24, 30])
@pytest.mark.parametrize("count", range(1, 20))
def test_a_high_colophon_leaves_no_page_with_a_line_or_two(count: int, organs: int) -> None:
    """A 主送 of many organs is moved to the 版记 (7.3.2), which is alone on a page where it could only take a line or two with it."""
    addressee = f"addressee: {'，'.join(ORGANS[:organs])}：\n"
    made = edition(
        notice(count, signed_by("sealed", ["××市人民政府"]), frozenset({"masthead", "colophon"})).replace("signature", addressee + "signature")
    )
    pages = tags(made)
    assert pages[-1] & COLOPHON
    for number, page in enumerate(made.pages.pages[:-1]):
        texts = sum(made.galley[placed.line.block].block.tag in TEXT for placed in page.lines)
        assert texts >= min(count, SIGNED_PAGE_LEAST) or not number
        assert max(placed.row for placed in page.lines) < LINES_PER_PAGE


def test_a_colophon_higher_than_a_page_is_refused() -> None:
    with pytest.raises(GenError, match="版记高"):
        edition(
            notice(3, signed_by("unsealed", ["××市人民政府"]), frozenset({"masthead", "colophon"})).replace(
                "signature", f"addressee: {'，'.join(ORGANS)}：\nsignature"
            )
        )
