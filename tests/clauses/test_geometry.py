"""Where each element stands on the paper, clause by clause, in our PDF and in the DOCX through LibreOffice; `rules.toml` names the tests.

Every document of this folder and of `tests/figures` is drawn once by each engine (`measured.py`). Rows count from 1, columns are characters of
3号 type. What the PDF alone is asked is the face: LibreOffice here has the bundled faces in place of the office's.
"""

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from drawn import MM, DrawnRule
from measured import ALL_ENGINES, CHARACTER, ENGINES, FOOT, HEAD, LEFT, PITCH, RED, RIGHT, TOLERANCE, WIDTH, Line, Sheet, near, sheet
from scanned import ink

from gen.standard import house
from gen.units import to_mm

both = pytest.mark.parametrize("engine", ENGINES)
all_engines = pytest.mark.parametrize("engine", ALL_ENGINES)
EM = 16 / 72 * 25.4
SMALL = 14 / 72 * 25.4
"""One character of 4号 type."""
DATE = "2022年12月20日"
ORGAN = "××市人民政府"


def on_row(line: Line, row: int) -> bool:
    return near(line.row, row, 0.1)


def red_rules(page: Sheet) -> list[DrawnRule]:
    return [rule for rule in page.rules if rule.red]


def mark_of(page: Sheet) -> Line:
    return next(line for line in page.lines if line.colour == RED)


def organ_of(page: Sheet, organ: str = ORGAN) -> Line:
    """The line of the 落款 that is this organ's name."""
    return next(line for line in page.lines if line.text == organ)


def blank_lines(page: Sheet, above: Line, below: Line) -> float:
    """How many lines of the page fit between the ink of one line and the row of another."""
    return (below.top - page.ink(above).bottom) / PITCH


# 5 幅面、版面


@both
def test_paper_is_a4(engine: str) -> None:
    for name in ("5.2.1-type-area", "10.1-letter", "7.4-even-page/blank-before"):
        for width, height in sheet(name, engine).paper():
            assert near(width, 210, 0.3)
            assert near(height, 297, 0.3)


full = pytest.mark.parametrize("name", ["5.2.1-type-area", "7.5-folio", "figures/01-type-area"])


@all_engines
@full
def test_text_fills_the_type_area_and_does_not_leave_it(name: str, engine: str) -> None:
    """37 mm above and 28 mm left of it are white; 156 × 225 mm. No mark hangs outside it, also where an office program lets marks hang."""
    page = sheet(name, engine)
    for line in page.body():
        assert line.left >= LEFT - 0.2
        assert line.right <= RIGHT + 0.2
    assert page.ink(page.body()[-1]).bottom <= FOOT
    first = min((line for line in page.body() if line.page == 2), key=lambda line: line.baseline)
    assert near(first.baseline, HEAD + PITCH * 0.8, 0.5)
    assert HEAD <= page.ink(first).top < HEAD + PITCH * 0.6
    assert near(min(line.left for line in page.body()), LEFT, 0.3)
    assert near(max(line.right for line in page.body()), RIGHT, 0.3)


@both
def test_a_full_page_has_22_lines(engine: str) -> None:
    page = sheet("7.5-folio", engine)
    second = [line for line in page.body() if line.page == 2]
    assert len(second) == 22
    for row, line in enumerate(second, 1):
        assert on_row(line, row)
    assert all(near(b.baseline - a.baseline, PITCH, 0.1) for a, b in pairwise(second))


@both
def test_a_full_line_has_28_characters(engine: str) -> None:
    full = [line for line in sheet("7.5-folio", engine).body() if len(line.text) == 28]
    assert full
    assert all(near(line.left, LEFT, 0.2) and near(line.right, RIGHT, 0.4) for line in full)


def test_text_is_size_3_fangsong_in_black() -> None:
    page = sheet("5.2.2-face-and-colour", "pdf")
    for line in (*map(page.line, ("各县", "为了", "各级", DATE, "×政发")), organ_of(page)):
        assert (line.size, line.colour, line.fonts) == (16.0, 0, frozenset({"GongwenFangSong-Regular"}))


@both
def test_only_mark_and_rule_are_red(engine: str) -> None:
    page = sheet("5.2.2-face-and-colour", engine)
    assert {line.text for line in page.lines if line.colour} == {"××市人民政府文件"}
    assert mark_of(page).colour == RED
    assert [rule.red for rule in page.rules] == [True]


@both
def test_duplex_pages_register(engine: str) -> None:
    """The folios of both sides stand at one height, as far from the outer edge (6.2, 6.3)."""
    page = sheet("7.5-folio", engine)
    folios = [line for line in page.lines if line.baseline > FOOT + 5]
    assert [folio.page for folio in folios] == [1, 2, 3]
    assert near(folios[1].baseline, folios[0].baseline, 0.1)
    assert near(RIGHT - folios[0].right, folios[1].left - LEFT, 0.2)


# 7.2 版头


@both
@pytest.mark.parametrize("name", ["7.2.1-copy-number", "figures/02-first-page", "figures/03-joint-first-page", "figures/04-joint-upward"])
def test_copy_number_secrecy_and_urgency_stand_on_rows_1_to_3(engine: str, name: str) -> None:
    page = sheet(name, engine)
    for row, start in enumerate(("0000", "机密★1年", "特急"), 1):
        line = page.line(start)
        assert on_row(line, row)
        assert near(line.left, LEFT, 0.3)
        assert near(line.size, 16, 0.1)
        assert engine == "docx" or line.fonts == ({"NotoSansSC-Medium"} if row > 1 else {"GongwenFangSong-Regular"})


@both
def test_secrecy_without_a_copy_number_stays_on_row_2(engine: str) -> None:
    page = sheet("7.2.2-secrecy-alone", engine)
    assert on_row(page.line("秘密"), 2)
    assert page.lines[0].text == "秘密"


@both
@pytest.mark.parametrize(
    ("name", "top"),
    [
        ("7.2.1-copy-number", HEAD + 35),
        ("7.2.2-secrecy-alone", HEAD + 35),
        ("7.2.4-masthead", HEAD + 35),
        ("7.2.4-joint-masthead", HEAD + 35),
        ("7.2.4-joint-masthead-of-ten", HEAD + 35),
        ("7.2.5-number", HEAD + 35),
        ("7.2.6-approvers", HEAD + 35),
        ("10.3-minutes", HEAD + 35),
        ("10.2-order", HEAD + 20),
        ("10.2-order/promulgation", HEAD + 20),
        ("10.1-letter", 30),
    ],
)
def test_upper_edge_of_the_mark(engine: str, name: str, top: float) -> None:
    """By its ink, as a ruler on the paper finds it: 35 mm below the type area's head, 20 in an order, 30 from the paper's in a letter."""
    page = sheet(name, engine)
    mark = mark_of(page)
    assert mark.colour == RED
    assert near(page.ink(mark).top, top)


@both
@pytest.mark.parametrize("name", ["7.2.5-number", "7.2.4-masthead", "10.1-letter", "10.2-order", "10.3-minutes"])
def test_the_mark_is_centred_and_red(engine: str, name: str) -> None:
    page = sheet(name, engine)
    mark = mark_of(page)
    assert near(mark.centre, (LEFT + RIGHT) / 2)
    assert engine == "docx" or mark.fonts == {"NotoSerifSC-Bold"}


@both
@pytest.mark.parametrize("name", ["7.2.4-joint-masthead", "7.2.4-joint-masthead-of-ten"])
def test_names_of_a_joint_mark_are_as_wide_as_each_other(engine: str, name: str) -> None:
    """The host first, 文件 at the right in the middle of the block, everything inside the type area."""
    page = sheet(name, engine)
    marks = [line for line in page.lines if line.colour == RED]
    assert marks[0].text == "××市人民代表大会常务委员会"
    assert marks[1].text.startswith(ORGAN)
    (word,) = [line for line in marks if line.text.endswith("文件")]
    names = [line for line in marks if line is not word]
    assert all(near(line.left, marks[0].left, 0.5) and near(line.right, marks[0].right, 0.5) for line in names)
    assert word.right <= RIGHT + 0.2
    assert near(word.baseline, (marks[0].baseline + marks[-1].baseline) / 2)


@both
def test_a_mark_of_many_names_leaves_text_on_the_first_page(engine: str) -> None:
    page = sheet("7.2.4-joint-masthead-of-ten", engine)
    assert page.line("为了").page == 1


@both
@pytest.mark.parametrize("name", ["7.2.1-copy-number", "7.2.4-joint-masthead", "7.2.5-number", "figures/02-first-page"])
def test_the_number_stands_two_blank_lines_below_the_mark(engine: str, name: str) -> None:
    page = sheet(name, engine)
    marks = [line for line in page.lines if line.colour == RED]
    number = page.with_text("〔20")
    assert 2 <= blank_lines(page, marks[-1], number) < 3
    assert near(number.centre, (LEFT + RIGHT) / 2)


@both
@pytest.mark.parametrize(("name", "rows"), [("7.2.6-approvers", ("甲某某乙某", "丙某某")), ("figures/04-joint-upward", ("××××××", "×××"))])
def test_number_and_approvers_of_a_document_that_goes_up(engine: str, name: str, rows: tuple[str, str]) -> None:
    """The number one character in from the left on the row of the last 签发人; they end one character from the right, in columns."""
    page = sheet(name, engine)
    first, last = page.with_text("签发人："), page.with_text("〔20")
    assert first.text == "签发人：" + rows[0]
    assert last.text.endswith("号" + rows[1])
    assert near(first.right, RIGHT - CHARACTER)
    assert near(last.left, LEFT + CHARACTER)
    assert near(last.baseline - first.baseline, PITCH, 0.2)
    names = first.left + 4 * WIDTH
    assert near(last.right, names + 3 * WIDTH)
    assert 2 <= blank_lines(page, [line for line in page.lines if line.colour == RED][-1], first) < 3


def test_the_label_of_the_approvers_is_fangsong_and_the_names_kai() -> None:
    assert sheet("7.2.6-approvers", "pdf").with_text("签发人：").fonts == {"GongwenFangSong-Regular", "GongwenKai-Regular"}


@both
@pytest.mark.parametrize("name", ["7.2.5-number", "7.2.4-joint-masthead", "7.2.6-approvers", "7.2.7-rule", "figures/02-first-page"])
def test_the_red_rule(engine: str, name: str) -> None:
    """As wide as the type area, 4 mm below the number by their ink, and without a star."""
    page = sheet(name, engine)
    (rule,) = red_rules(page)
    assert near(rule.left, LEFT, 0.2)
    assert near(rule.right, RIGHT, 0.2)
    assert near(rule.thickness, to_mm(house.RULE_THICKNESS), 0.1)
    above = [line for line in page.on(rule.page) if line.baseline < rule.middle][-1]
    assert near(rule.middle - page.ink(above).bottom, 4)
    assert not [line for line in page.on(rule.page) if abs(line.baseline - rule.middle) < EM / 2]


# 7.3 主体


@both
@pytest.mark.parametrize("name", ["7.2.5-number", "7.2.6-approvers", "7.2.4-joint-masthead", "figures/02-first-page"])
def test_the_title_stands_two_blank_lines_below_the_rule(engine: str, name: str) -> None:
    page = sheet(name, engine)
    (rule,) = red_rules(page)
    title = next(line for line in page.lines if line.baseline > rule.middle)
    assert near(title.size, 22, 0.1)
    assert near(title.centre, (LEFT + RIGHT) / 2)
    assert 2 <= (title.top - rule.middle) / PITCH < 3
    assert engine == "docx" or title.fonts == {"NotoSerifSC-Bold"}


@both
def test_the_title_is_a_trapezoid(engine: str) -> None:
    title = [line for line in sheet("7.3.1-title", engine).body() if line.size > 20]
    assert len(title) > 1
    assert all(near(line.centre, (LEFT + RIGHT) / 2) for line in title)
    lengths = [len(line.text) for line in title]
    assert lengths in (sorted(lengths), sorted(lengths, reverse=True))


@both
def test_addressees_stand_one_blank_line_below_the_title_flush_left(engine: str) -> None:
    page = sheet("7.3.2-addressee", engine)
    title, first, second = (page.line(start) for start in ("××市人民政府关于", "各县", "单位"))
    assert near(first.row - title.row, 2, 0.1)
    assert near(first.left, LEFT, 0.3)
    assert near(second.left, LEFT, 0.3)
    assert second.text.endswith("：")
    assert near(page.line("为了").row - second.row, 1, 0.1)


@both
def test_addressees_that_leave_the_first_page_no_text_move_to_the_colophon(engine: str) -> None:
    page = sheet("7.3.2-addressee-moved", engine)
    first, copies = page.line("主送："), page.line("抄送：")
    assert page.line("为了").page == 1
    assert first.page == copies.page == 2
    assert first.left == copies.left
    assert near(first.size, 14, 0.1)
    assert not [rule for rule in page.rules if rule.page == 2 and first.baseline < rule.middle < copies.baseline]
    assert near(copies.baseline - page.line("会常务委员会第十").baseline, to_mm(house.COLOPHON_PITCH), 0.5)


@both
def test_paragraphs_are_indented_two_characters_and_turn_flush_left(engine: str) -> None:
    page = sheet("7.2.5-number", engine)
    assert near(page.line("为了").left, LEFT + 2 * EM)
    assert near(page.line("各级").left, LEFT + 2 * EM)
    assert near(page.line("展，").left, LEFT, 0.3)
    assert near(page.line("为了").row - page.line("各县").row, 1, 0.1)


def test_levels_have_their_faces_and_one_size() -> None:
    page = sheet("7.3.3-levels", "pdf")
    faces = {"一、": "NotoSansSC-Medium", "（一）": "GongwenKai-Regular", "1.": "GongwenFangSong-Regular", "（1）": "GongwenFangSong-Regular"}
    for label, face in faces.items():
        line = page.line(label)
        assert line.fonts == {face}, label
        assert line.size == 16


@both
def test_levels_are_indented_alike(engine: str) -> None:
    page = sheet("7.3.3-levels", engine)
    for label in ("一、", "（一）", "1.", "（1）", "到2025年"):
        line = page.line(label)
        assert near(line.left, LEFT + 2 * EM, 1.5 if label.startswith("（") else TOLERANCE)


@both
@pytest.mark.parametrize(("name", "turn"), [("7.3.4-enclosures", "责任"), ("figures/09-enclosures", "×××××××××")])
def test_enclosures(engine: str, name: str, turn: str) -> None:
    """One blank line below the text, two characters in; a name that turns goes on under its first character, no mark after it."""
    page = sheet(name, engine)
    first = page.line("附件：1.")
    turned = next(line for line in page.lines if line.baseline > first.baseline)
    second = page.line("2.")
    before = [line for line in page.lines if line.baseline < first.baseline][-1]
    assert near(first.row - before.row, 2, 0.1)
    assert near(first.left, LEFT + 2 * EM)
    assert turned.text.startswith(turn)
    assert near(second.left, first.left + 3 * WIDTH)
    assert near(second.places[2], turned.left, 0.3)
    if engine == "pdf" or turned.text.startswith("责任"):  # LibreOffice spreads a justified line of × before its first × only
        assert near(turned.left, first.places[5], TOLERANCE if engine == "docx" else 0.3)
    assert near(second.row - turned.row, 1, 0.1)
    assert not second.text.endswith(("。", "；", "，"))


# 7.3.5 署名、成文日期、印章


@both
@pytest.mark.parametrize(
    ("name", "organ", "date"), [("7.3.5.1-seal+ring", ORGAN, DATE), ("figures/05-sealed-last-page+ring", "×××××××部", "2012年7月1日")]
)
def test_a_sealed_signature(engine: str, name: str, organ: str, date: str) -> None:
    """The date four characters from the right, the organ centred over it; the seal pressed on both, a little above their middle."""
    page = sheet(name, engine)
    signed, dated = organ_of(page, organ), page.line(date)
    (seal,) = page.pictures
    assert near(dated.right, RIGHT - 4 * CHARACTER)
    assert near(signed.centre, dated.centre)
    assert near(dated.row - signed.row, 1, 0.1)
    assert near(seal.centre[0], dated.centre)
    assert near(seal.right - seal.left, 42)
    assert near(seal.bottom - seal.top, 42)
    middle = (signed.baseline - EM + dated.baseline) / 2
    assert 0 < middle - seal.centre[1] < PITCH
    assert seal.bottom > dated.baseline > signed.baseline - EM > seal.top
    above = max((line for line in page.on(seal.page) if line.baseline < signed.baseline), key=lambda line: line.baseline)
    assert 0 <= seal.top - page.ink(above).bottom <= PITCH


@both
@pytest.mark.parametrize("name", ["7.3.5.1-joint-seals+ring", "figures/07-joint-sealed+ring"])
def test_joint_seals(engine: str, name: str) -> None:
    """One seal an organ in their order, none touches another or leaves the type area, the last one presses the date as well."""
    page = sheet(name, engine)
    date = page.line("20")
    seals = page.pictures
    assert len(seals) == (4 if name.startswith("7") else 3)
    for number, seal in enumerate(seals):
        assert seal.left >= LEFT - 0.2
        assert seal.right <= RIGHT + 0.2
        assert seal.bottom <= FOOT
        for other in seals[:number]:
            across, down = (abs(a - b) for a, b in zip(seal.centre, other.centre, strict=True))
            assert (across**2 + down**2) ** 0.5 > 42.5
            assert across < 1 or down < 1 or down > 42, "rows and columns"
    last = seals[-1]
    assert near(last.centre[0], date.centre)
    assert last.top < date.baseline - EM < date.baseline < last.bottom
    assert near(date.right, RIGHT - 4 * CHARACTER)
    organs = [line for line in page.on(date.page) if seals[0].top < line.baseline < date.baseline]
    above = max((line for line in page.on(date.page) if line.baseline < organs[0].baseline), key=lambda line: line.baseline)
    assert 0 <= seals[0].top - page.ink(above).bottom <= PITCH


@both
@pytest.mark.parametrize("name", ["7.3.5.1-seal", "7.3.5.1-joint-seals", "7.3.5.3-stamp", "figures/05-sealed-last-page"])
def test_a_place_kept_free_is_where_the_seal_would_be(engine: str, name: str) -> None:
    """`reserved` moves no line."""
    kept, pressed = sheet(name, engine), sheet(f"{name}+ring", engine)
    assert kept.pictures == ()
    assert [(line.text, line.page) for line in kept.lines] == [(line.text, line.page) for line in pressed.lines]
    assert all(near(a.baseline, b.baseline, 0.1) and near(a.left, b.left, 0.1) for a, b in zip(kept.lines, pressed.lines, strict=True))


@both
def test_an_unsealed_signature(engine: str) -> None:
    """One blank line below the text; the date starts two characters after the organ, and ends two from the right where it is the longer."""
    page = sheet("7.2.5-number", engine)
    organ, date = organ_of(page), page.line(DATE)
    assert near(organ.row - page.line("水资源").row, 2, 0.1)
    assert near(date.row - organ.row, 1, 0.1)
    assert near(date.left - organ.left, 2 * CHARACTER, 0.4)
    assert near(date.right, RIGHT - 2 * CHARACTER)
    long = sheet("7.3.2-addressee-moved", engine)
    organ, date = organ_of(long, "××市人民代表大会常务委员会"), long.line(DATE)
    assert near(date.left - organ.left, 2 * CHARACTER, 0.4)
    assert near(organ.right, RIGHT - 2 * CHARACTER)


@both
@pytest.mark.parametrize("name", ["7.3.5.2-joint-signature", "figures/08-joint-unsealed"])
def test_organs_that_sign_together_stand_under_each_other(engine: str, name: str) -> None:
    page = sheet(name, engine)
    date = page.line("20")
    organs = [line for line in page.on(date.page) if line.left > LEFT + 10 * CHARACTER and line.baseline < date.baseline]
    assert [line.text[-1] for line in organs] == (["府", "局", "局", "局"] if name.startswith("7") else ["部", "会", "局"])
    assert all(near(line.left, organs[0].left, 0.3) for line in organs)
    assert all(near(b.row - a.row, 1, 0.1) for a, b in pairwise([*organs, date]))
    assert near(date.left - organs[0].left, 2 * CHARACTER, 0.4)


@both
@pytest.mark.parametrize("name", ["7.3.5.3-stamp", "10.2-order", "figures/12-order"])
def test_a_stamped_signature(engine: str, name: str) -> None:
    """Two blank lines below the text the stamp, four characters from the right; 职务 two characters before it, in its middle; the date under it."""
    page = sheet(name, engine)
    date = page.line("20")
    signer = [line for line in page.lines if line.baseline < date.baseline][-1]
    above = [line for line in page.lines if line.baseline < signer.baseline][-1]
    stamp_right, stamp_top = RIGHT - 4 * CHARACTER, HEAD + (round(signer.row) - 2) * PITCH
    assert near(stamp_top - (HEAD + round(above.row) * PITCH), 2 * PITCH, 0.3)
    assert near(signer.right, stamp_right - to_mm(house.STAMP_WIDTH) - 2 * CHARACTER)
    assert near(date.right, stamp_right)
    assert near(date.row - signer.row, house.STAMP_ROWS // 2 + 2, 0.1)


@both
def test_the_stamp_is_in_its_place(engine: str) -> None:
    page = sheet("7.3.5.3-stamp+ring", engine)
    (stamp,) = page.pictures
    assert near(stamp.centre[1], page.ink(page.line("市长")).centre[1])
    assert stamp.right <= RIGHT - 4 * CHARACTER + 0.2
    assert stamp.left >= RIGHT - 4 * CHARACTER - to_mm(house.STAMP_WIDTH) - 0.2


@both
def test_signers_stand_one_a_line_aligned(engine: str) -> None:
    page = sheet("7.3.5.3-joint-stamps+ring", engine)
    first, second = page.line("市水务局"), page.line("市财政局")
    upper, lower = page.pictures
    assert near(first.left, second.left, 0.3)
    assert near(upper.left, lower.left, 0.3)
    assert lower.top >= upper.bottom - 0.3
    assert page.line(DATE).baseline > second.baseline


@both
@pytest.mark.parametrize(
    ("name", "start"), [("7.3.6-note", "（此件"), ("figures/05-sealed-last-page", "（×"), ("figures/06-unsealed-last-page", "（×")]
)
def test_the_note_stands_on_the_line_below_the_date(engine: str, name: str, start: str) -> None:
    page = sheet(name, engine)
    note, date = page.line(start), page.line("20")
    assert near(note.row - date.row, 1, 0.1)
    assert near(note.left, LEFT + 2 * EM, 1.5)
    assert note.text.endswith("）")


@both
def test_no_seal_is_pressed_on_the_note(engine: str) -> None:
    """Where seals stand over the note's place, it goes below them."""
    page = sheet("7.3.6-note/seals+ring", engine)
    line = page.line("（此件")
    note = page.ink(line)
    over = [seal for seal in page.pictures if seal.left < note.right and note.left < seal.right]
    assert over
    assert all(seal.bottom <= note.top for seal in over)
    assert near(line.row - page.line(DATE).row, 2, 0.1)


@both
@pytest.mark.parametrize("name", ["7.3.7-annex", "figures/10-annex-last-page"])
def test_an_annex_starts_a_page(engine: str, name: str) -> None:
    """Its label on row 1 flush left in 黑体, its title centred on row 3, before the 版记 of the last page."""
    page = sheet(name, engine)
    last = max(line.page for line in page.lines)
    for number in range(2, last + 1):
        label, title = page.on(number)[:2]
        assert label.text == ("附件" if last == 2 else f"附件{number - 1}")
        assert on_row(label, 1)
        assert near(label.left, LEFT, 0.3)
        assert engine == "docx" or label.fonts == {"NotoSansSC-Medium"}
        assert on_row(title, 3)
        assert near(title.centre, (LEFT + RIGHT) / 2)
        assert near(title.size, 22, 0.1)
    assert page.line("抄送：").page == last


@both
def test_an_annex_bound_apart_starts_with_the_number(engine: str) -> None:
    page = sheet("7.3.7-annex-apart", engine)
    label, title = page.lines[:2]
    assert label.text == "×政发〔2022〕15号附件1"
    assert on_row(label, 1)
    assert near(label.left, LEFT, 0.3)
    assert on_row(title, 3)


# 7.4 版记，7.5 页码


@both
@pytest.mark.parametrize(
    "name", ["7.4-colophon", "7.4-even-page/blank-before", "7.3.7-annex", "figures/06-unsealed-last-page", "figures/10-annex-last-page"]
)
def test_rules_of_the_colophon(engine: str, name: str) -> None:
    """As wide as the type area, black, thick thin thick; the last on its lower edge on the last page."""
    page = sheet(name, engine)
    rules = [rule for rule in page.rules if not rule.red]
    assert [rule.page for rule in rules] == [len(page.paper())] * 3
    for rule, thickness in zip(rules, (0.35, 0.25, 0.35), strict=True):
        assert near(rule.left, LEFT, 0.2)
        assert near(rule.right, RIGHT, 0.2)
        assert near(rule.thickness, thickness, 0.02)
    assert near(rules[-1].middle, FOOT)
    assert rules[0].middle < page.line("抄送：").baseline - SMALL * 0.85
    assert page.line("抄送：").baseline < rules[1].middle < page.with_text("印发").baseline - SMALL * 0.85


@both
@pytest.mark.parametrize("name", ["7.4-colophon", "figures/06-unsealed-last-page"])
def test_text_of_the_colophon(engine: str, name: str) -> None:
    """4号, one character in from both sides, 抄送 turning under its first name and ending in a full stop, 印发 at the right."""
    page = sheet(name, engine)
    copies, issued = page.line("抄送："), page.with_text("印发")
    turned = next(line for line in page.lines if line.baseline > copies.baseline)
    assert near(copies.left, LEFT + SMALL)
    assert near(turned.left, LEFT + SMALL + 3 * SMALL)
    assert turned.text.endswith("。")
    assert copies.right <= RIGHT - SMALL + 0.3
    assert near(issued.left, LEFT + SMALL)
    assert near(issued.right, RIGHT - SMALL)
    assert issued.text.endswith("日印发")
    assert all(near(line.size, 14, 0.1) for line in (copies, turned, issued))


@both
def test_the_colophon_stands_on_the_back_of_the_last_leaf(engine: str) -> None:
    """Under `duplex: true`: an even page; with a blank page before it neither has a number (7.5), without one it has."""
    for name, pages, numbered in (("7.4-even-page", 2, {1, 2}), ("7.4-even-page/blank-before", 4, {1, 2})):
        page = sheet(name, engine)
        assert len(page.paper()) == pages
        assert page.line("抄送：").page == pages
        assert {line.page for line in page.lines if line.baseline > FOOT + 5} == numbered
    assert not [line for line in sheet("7.4-even-page/blank-before", engine).lines if line.page == 3]


@both
@pytest.mark.parametrize("name", ["7.5-folio", "7.3.7-annex", "figures/02-first-page"])
def test_folios(engine: str, name: str) -> None:
    """— 1 —, 4号, its dash 7 mm below the type area, one character in from the outer side; annexes go on counting."""
    page = sheet(name, engine)
    folios = [line for line in page.lines if line.baseline > FOOT + 5]
    assert [folio.text for folio in folios] == [f"—{number}—" for number in range(1, len(page.paper()) + 1)]
    for folio in folios:
        assert near(RIGHT - folio.right if folio.page % 2 else folio.left - LEFT, SMALL)
        dash = ink(page.pdf, folio.page, (folio.baseline - SMALL, folio.baseline + SMALL / 4), (folio.left + 0.5, folio.left + SMALL - 1))
        assert near(dash.centre[1], FOOT + 7)


# 10 特定格式


@both
@pytest.mark.parametrize("name", ["10.1-letter", "figures/11-letter"])
def test_a_letter(engine: str, name: str) -> None:
    """Double rules of 170 mm, thick over thin 4 mm under the mark and thin over thick 20 mm from the paper's foot; fields under the first."""
    page = sheet(name, engine)
    rules = red_rules(page)
    assert [rule.page for rule in rules] == [1, 1, 1, 1]
    thick, thin = to_mm(house.LETTER_THICK), to_mm(house.LETTER_THIN)
    for rule, thickness in zip(rules, (thick, thin, thin, thick), strict=True):
        assert near(rule.right - rule.left, 170)
        assert near((rule.left + rule.right) / 2, 105)
        assert near(rule.thickness, thickness, 0.1)
    mark = mark_of(page)
    assert near(rules[0].middle - thick / 2 - page.ink(mark).bottom, 4)
    assert near(297 - (rules[3].middle + thick / 2), 20)
    first = page.line("0000")
    assert first.text.endswith("15号" if name.startswith("10") else "10号")
    assert near(page.ink(first).top - (rules[1].middle + thin / 2), EM * 7 / 8)
    assert near(first.left, LEFT, 0.3)
    assert near(first.right, RIGHT, 0.5)
    assert not [line for line in page.on(1) if line.baseline > FOOT]
    last = page.on(1)[-1]
    assert rules[2].middle - thin / 2 - page.ink(last).bottom >= EM * 7 / 8


@both
def test_the_title_of_a_letter_stands_two_lines_below_what_is_above_it(engine: str) -> None:
    page = sheet("figures/11-letter", engine)
    title, above = page.line("×××××关于"), page.line("特急")
    assert 2 <= blank_lines(page, above, title) < 3
    assert near(title.centre, (LEFT + RIGHT) / 2)


@both
def test_the_colophon_of_a_letter_has_no_rules(engine: str) -> None:
    page = sheet("10.1-letter", engine)
    assert not [rule for rule in page.rules if rule.page == 2]
    copies = page.line("抄送：")
    assert copies.page == 2
    assert "印发" not in "".join(line.text for line in page.lines)
    assert 0 <= FOOT - page.ink(copies).bottom < PITCH


@both
@pytest.mark.parametrize(("name", "number"), [("10.2-order", "第15号"), ("10.2-order/promulgation", "第15号"), ("figures/12-order", "第×××号")])
def test_an_order(engine: str, name: str, number: str) -> None:
    """Its number two blank lines below the mark, its text two below the number, no rule."""
    page = sheet(name, engine)
    mark, numbered = mark_of(page), page.line(number)
    text = next(line for line in page.lines if line.baseline > numbered.baseline)
    assert page.rules == ()
    assert 2 <= blank_lines(page, mark, numbered) < 3
    assert near(numbered.centre, (LEFT + RIGHT) / 2)
    assert near(text.row - numbered.row, 3, 0.1)


@both
def test_minutes(engine: str) -> None:
    """出席、请假、列席 one blank line below the text, two characters in, names aligned after the colon, each label on a line of its own."""
    page = sheet("10.3-minutes", engine)
    present = page.line("出席：")
    turned = next(line for line in page.lines if line.baseline > present.baseline)
    before = [line for line in page.on(1) if line.baseline < present.baseline][-1]
    assert near(present.row - before.row, 2, 0.1)
    for label in ("出席：", "请假：", "列席："):
        line = page.line(label)
        assert near(line.left, LEFT + 2 * EM)
        assert engine == "docx" or line.fonts == {"NotoSansSC-Medium", "GongwenFangSong-Regular"}
    assert near(turned.left, present.left + 3 * WIDTH)


# 会议文件、代表建议答复


@both
def test_subtitle_and_speaker(engine: str) -> None:
    """副题 and 报告人 follow the title without a blank line, in the middle, 3号 楷体; a blank line parts them from the text."""
    page = sheet("report-副题", engine)
    title, text = page.line("政府工作报告"), page.line("各位代表")
    between = [line for line in page.on(1) if title.baseline < line.baseline < text.baseline]
    assert between[0].text.startswith("——2024年")
    assert between[-1].text.startswith("××市市长")
    assert [near(line.row - title.row, place, 0.1) for place, line in enumerate(between, 1)] == [True] * len(between)
    assert near(text.row - between[-1].row, 2, 0.1)
    for line in between:
        assert near(line.centre, (LEFT + RIGHT) / 2)
        assert near(line.size, 16, 0.1)
        assert engine == "docx" or line.fonts == {"GongwenKai-Regular"}


@both
@pytest.mark.parametrize(("form", "rows"), [("redhead", (1, 2)), ("plain", (1, 2))])
def test_marks_of_a_reply(engine: str, form: str, rows: tuple[int, int]) -> None:
    """类别标记 is on the first row, 公开属性 on the second, flush right; a letter has them under its number."""
    page = sheet(f"reply-类别标记/{form}", engine)
    marks = [line for line in page.on(1) if line.right > RIGHT - 2 and line.row < rows[1] + 0.5]
    assert [on_row(line, row) for line, row in zip(marks, rows, strict=True)] == [True, True]
    assert all(near(line.right, RIGHT) for line in marks)
    letter = sheet("reply-类别标记/letter", engine)
    number, category, disclosure = (letter.line(start) for start in ("×教函", "类别标记", "公开属性"))
    assert all(near(line.right, RIGHT) for line in (number, category, disclosure))
    assert near(category.baseline - number.baseline, PITCH, 0.3)
    assert near(disclosure.baseline - category.baseline, PITCH, 0.3)


@both
def test_a_letter_with_a_mark_of_two_lines_fills_its_page(engine: str) -> None:
    """What is below the marks of a reply begins on the same row in each engine, so the first page holds as much."""
    page = sheet("reply-类别标记/letter-of-two-lines", engine)
    ours = sheet("reply-类别标记/letter-of-two-lines", "pdf")
    assert page.on(2)[0].text == ours.on(2)[0].text
    assert page.line("公开属性").baseline < page.line("关于市七届").baseline


@both
def test_movers(engine: str) -> None:
    """领衔代表 and 附议代表 begin two characters in, each on a line of its own, names aligned after the colon."""
    page = sheet("motion-领衔代表", engine)
    first, second = page.line("领衔代表："), page.line("附议代表：")
    turned = next(line for line in page.lines if line.baseline > second.baseline)
    assert near(second.row - first.row, 1, 0.1)
    assert all(near(line.left, LEFT + 2 * EM) for line in (first, second))
    assert near(turned.left, second.left + 5 * WIDTH)
    assert engine == "docx" or first.fonts == {"NotoSansSC-Medium", "GongwenFangSong-Regular"}


@both
def test_days_of_an_agenda(engine: str) -> None:
    """A line that is only a date is a heading of 3号 黑体, two characters in; the lines under it are text."""
    page = sheet("agenda-日程", engine)
    for start in ("1月20日", "1月21日"):
        day = page.line(start)
        assert near(day.left, LEFT + 2 * EM)
        assert engine == "docx" or day.fonts == {"NotoSansSC-Medium"}
    assert engine == "docx" or page.line("9:00").fonts == {"GongwenFangSong-Regular"}


# 人大公告、法规


@both
@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "B.2-announcement-numbers").glob("[0-9]*.md")), ids=lambda path: path.stem)
def test_numbers_of_announcements(engine: str, path: Path) -> None:
    """Every style of number is printed as it is written, centred two blank lines below the mark, over the rule."""
    page = sheet(f"B.2-announcement-numbers/{path.stem}", engine)
    source = path.read_text(encoding="utf-8")
    number = next((line.removeprefix("  number: ") for line in source.splitlines() if line.startswith("  number: ")), "")
    heading = next(line.removeprefix("  heading: ") for line in source.splitlines() if line.startswith("  heading: "))
    (rule,) = red_rules(page)
    assert mark_of(page).text == heading
    above = [line for line in page.on(1) if line.baseline < rule.middle]
    assert [line.text for line in above] == [heading, *([number] if number else [])]
    assert all(near(line.centre, (LEFT + RIGHT) / 2) for line in above)
    assert near(rule.middle - page.ink(above[-1]).bottom, 4)


@both
def test_chapters_sections_and_articles(engine: str) -> None:
    page = sheet("B.5-statute", engine)
    title = page.line("××市节约用水条例")
    contents = page.line("目录")
    assert title.baseline < contents.baseline
    for heading in ("第一节", "第二节"):
        assert near(page.line(heading).centre, (LEFT + RIGHT) / 2)
    chapters = [line for line in page.lines if line.text.startswith("第三章")]
    assert near(chapters[0].left, LEFT + 2 * EM)
    assert near(chapters[1].centre, (LEFT + RIGHT) / 2)
    for label in ("第一条", "第五条", "（一）建立", "1.节约", "前款"):
        assert near(page.line(label).left, LEFT + 2 * EM, 1.5 if label.startswith("（") else TOLERANCE)
    assert engine == "docx" or page.line("第一条").fonts == {"NotoSansSC-Medium", "GongwenFangSong-Regular"}
    assert engine == "docx" or chapters[1].fonts == {"NotoSansSC-Medium"}


def test_every_source_here_is_drawn() -> None:
    for path in Path(__file__).parent.glob("*/"):
        assert (path / "README.md").exists() or not list(path.glob("*.md")), path.name


# 8 公文中的横排表格


@both
def test_a_table_across_the_page(engine: str) -> None:
    """On the leaf as it is bound: the folio where upright pages have it, the head of the table to the left, 订口 of odd and 切口 of even pages."""
    page = sheet("8-landscape", engine)
    upright = [round(leaf.mediabox.width / MM) == 210 for leaf in pypdf.PdfReader(BytesIO(page.pdf)).pages]
    assert upright == [True] + [engine == "pdf"] * 2
    for drawn in page.pages()[1:]:
        assert drawn.width > drawn.height
        head = next(line for line in page.on(drawn.number) if "任务" in line.text and line.text.endswith("时限"))
        rows = [line for line in page.on(drawn.number) if "2022年" in line.text]
        assert rows
        assert all(head.baseline + PITCH / 2 < row.baseline for row in rows)
        folio = [character for character in drawn.characters if character.angle == -90]
        assert "".join(character.text for character in folio) == f"— {drawn.number} —"
        left, top, right, bottom = zip(*(character.edges for character in folio), strict=True)
        across, down = (min(top) + max(bottom)) / 2 / MM, 297 - (min(left) + max(right)) / 2 / MM
        assert near(down, FOOT + 7, 1.5)
        assert (across < 50) == (drawn.number == 2)
        assert (across > 160) == (drawn.number == 3)
