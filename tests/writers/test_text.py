"""The plain-text gazette: a heading block, then the lines of the page, in the characters of a fixed-pitch face."""

import pytest
from editions import ROOT, edition, example, settings
from writers.documents import EVERYTHING, text

from gen.writers import write
from gen.writers.text.pages import SPACE, cells, unwrap

LONG = "为了加强生活垃圾管理，改善城乡环境，保障人体健康，维护生态安全，根据有关法律、法规，制定本决定。" * 3
_FRAME = "┌┬┐├┼┤└┴┘│─"
RARE = "𠮷𬭎㐀〇祎旸喆䶮“”——……《》〔〕℃①Ⅳ·×é"


def rows(source: str, width: int = 28) -> list[str]:
    return write(text(*source.split("\n")), "txt", settings(width)).decode().split("\n")


def test_utf_8_without_mark_lines_ended_by_line_feeds() -> None:
    data = write(edition(EVERYTHING), "txt", settings())
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert b"\t" not in data
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")
    assert not [row for row in data.decode().split("\n") if row != row.rstrip()]


def test_the_heading_block_says_who_what_and_when() -> None:
    assert write(example(), "txt", settings()).decode().split("\n")[:5] == [
        "机关：吕梁市人民代表大会常务委员会",
        "标题：吕梁市人民代表大会常务委员会关于支持和保障山西中部城市群高质量发展的决定",
        "日期：2022年12月20日",
        "─" * 28,
        "",
    ]


def test_a_document_without_a_date_has_no_line_for_it() -> None:
    assert [row[:3] for row in rows("会议同意。")[:3]] == ["机关：", "标题：", "───"]


def test_paragraphs_are_indented_by_two_ideographic_spaces() -> None:
    made = rows(f"{LONG}\n一、同意。")
    first = made.index("　　为了加强生活垃圾管理，改善城乡环境，保障人体健康，维")
    assert made[first + 1].startswith("护生态安全")
    assert made[-2] == "　　一、同意。"
    assert " " not in "".join(made)


@pytest.mark.parametrize("width", [8, 12, 28, 40, 77])
def test_lines_are_no_longer_than_the_width(width: int) -> None:
    made = rows(LONG, width)
    start = made.index("─" * width)
    body = made[start + 1 :]
    assert max(map(cells, body)) <= width
    assert max(map(cells, body)) > width - 3
    assert not [row for row in body if row[:1] in set("，。、；：》）”")]
    assert "".join("".join(body).split()).endswith(LONG.replace(SPACE, ""))


def test_width_0_is_a_paragraph_a_line() -> None:
    assert SPACE * 2 + LONG in rows(LONG, 0)


def test_titles_and_signatures_stand_where_they_do_on_the_page() -> None:
    made = write(example(), "txt", settings()).decode().split("\n")
    assert SPACE * 7 + "吕梁市人民代表大会常务委员会" in made
    organ = made.index(SPACE * 12 + "吕梁市人民代表大会常务委员会")
    assert made[organ + 1] == SPACE * 14 + "2022年12月20日"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_every_character_of_unicode_can_be_written(encoding: str) -> None:
    made = text(RARE)
    read = write(made, "txt", settings(28, encoding)).decode(encoding)
    assert SPACE * 2 + RARE in read
    assert read == write(made, "txt", settings()).decode()


def test_a_table_is_drawn_in_a_frame() -> None:
    made = rows("| 指标 | 2025年 |\n| 城镇化率 | 70.0 |")
    drawn = [row for row in made if row[:1] in {"┌", "│", "├", "└"}]
    assert len(drawn) == 5
    assert len({sum(1 if mark in _FRAME else round(2 * cells(mark)) for mark in row) for row in drawn}) == 1
    assert [cell.strip() for cell in drawn[3].strip("│").split("│")] == ["城镇化率", "70.0"]


_LETTERHEAD = "masthead: ××市人民政府\ncopy_number: '000012'\nsecrecy: 秘密★1年\nnumber: ×政发〔2022〕15号\n"
_REQUEST = f"kind: request\norgan: ××市人民政府\n{_LETTERHEAD}approvers: [甲某某, 乙某]\ntitle: ××市人民政府关于设立节约用水日的请示\n"
_LETTER = f"kind: letter\norgan: ××市人民政府\n{_LETTERHEAD}title: ××市人民政府关于支持节约用水工作的函\n"


@pytest.mark.parametrize("width", [8, 10, 14, 28])
@pytest.mark.parametrize("front", [_REQUEST, _LETTER], ids=["approvers", "letter"])
def test_a_header_wider_than_the_text_is_divided(front: str, width: int) -> None:
    made = edition(f"---\n{front}---\n妥否，请批示。\n")
    text_ = write(made, "txt", settings(width)).decode()
    assert sorted(unwrap(text_)) == sorted(block.text for block in made.blocks if block.text)


@pytest.mark.parametrize("width", [8, 10, 28])
def test_no_row_of_a_table_is_too_high_for_a_text(width: int) -> None:
    """Of a table that fits a page of the PDF; a text has no pages."""
    made = rows(f"| 序号 | 内容 |\n| 1 | {LONG * 5} |", width)
    assert "".join(row.split("│")[2] for row in made if row.startswith("│")).replace(" ", "") == "内容" + LONG * 5


def test_names_that_are_sealed_side_by_side_are_one_under_another_in_their_order() -> None:
    rows = write(edition((ROOT / "tests/figures/07-joint-sealed.md").read_text(encoding="utf-8")), "txt", settings()).decode().split("\n")
    names = [row for row in rows if row.strip(SPACE) in {"×××××部", "×××××委员会", "×××××局"}]
    assert [row.strip(SPACE) for row in names] == ["×××××部", "×××××委员会", "×××××局"]
    assert len({len(row) - len(row.lstrip(SPACE)) for row in names}) == 1
