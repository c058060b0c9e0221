"""The plain-text gazette: a heading block, then the lines of the page, in the characters of a fixed-pitch face."""

import pytest
from editions import edition, example, settings
from writers.documents import EVERYTHING, text

from gen.writers import write
from gen.writers.text.pages import SPACE, cells

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
