"""Dividing titles and 题注: at words and names, in a good shape, never over the measure, whatever the title."""

import csv
import re
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from editions import ROOT, example
from generated import HAN, han, paragraph, paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st
from typeset import set_blocks

from gen.dictionary import word_starts
from gen.document.blocks import Block, Tag
from gen.standard.gb9704 import CELL, MEASURE, SIZE_2
from gen.standard.styles import STYLES, Style
from gen.typesetting.anatomy import Anatomy
from gen.typesetting.galley import SetBlock
from gen.typesetting.lexicon import Lexicon
from gen.typesetting.ruler import OversetError, Ruler
from gen.typesetting.title import Divisions, Stretch, divide

TITLE = STYLES[Tag.TITLE, ""]
PASSAGE = STYLES[Tag.PASSAGE, ""]
CORPUS = ROOT.parent / "shared" / "corpus"
FULL = MEASURE // SIZE_2
EXAMPLE = "吕梁市人民代表大会常务委员会关于支持和保障山西中部城市群高质量发展的决定"


def divided(title: str, text: str = "", measure: int = MEASURE) -> list[str]:
    """Divide a title with its document's text at hand."""
    (member, *_) = set_blocks([Block(Tag.TITLE, title), *([paragraph(text)] if text else [])], measure)
    assert "".join(line.text for line in member.lines) == title
    for line in member.lines:
        assert 0 <= line.x[0] <= line.x[-1] <= measure
        assert abs((line.x[0] + line.x[-1]) - measure) <= 1
    return [line.text for line in member.lines]


def is_hourglass(lengths: list[int]) -> bool:
    """Tell whether a line grows again, by more than a character, after one that shrank by more than a character."""
    shrank = False
    for above, below in pairwise(lengths):
        if shrank and below > above + 1:
            return True
        shrank = shrank or below < above - 1
    return False


def test_the_example() -> None:
    text = "\n".join(unit.text for unit in example().document.body if hasattr(unit, "text"))
    assert divided(EXAMPLE, text) == ["吕梁市人民代表大会常务委员会", "关于支持和保障山西中部城市群", "高质量发展的决定"]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("××市人民代表大会常务委员会关于加强养犬管理的决定", ["××市人民代表大会常务委员会", "关于加强养犬管理的决定"]),
        ("北京市人民代表大会常务委员会关于加强市级预算审查监督的决定", ["北京市人民代表大会常务委员会", "关于加强市级预算审查监督的决定"]),
        (
            "枣庄市人民代表大会常务委员会关于修改《枣庄市文明行为促进条例》的决定",
            ["枣庄市人民代表大会常务委员会", "关于修改《枣庄市文明行为促进条例》的决定"],
        ),
        ("关于加强养犬管理的决定", ["关于加强养犬管理的决定"]),
        (HAN[:FULL], [HAN[:FULL]]),
    ],
)
def test_titles(title: str, lines: list[str]) -> None:
    assert divided(title) == lines


def test_the_authors_spaces_are_breaks() -> None:
    parts = ("关于全面加强生态环境保护\u3000", "依法推动打好污染防治攻坚战\u3000", "让中原更加出彩的决议")
    assert divided("".join(parts)) == list(parts)
    assert divided("关于推进生态文明建设\u3000保护环境的决定") == ["关于推进生态文明建设\u3000保护环境的决定"]


def test_names_of_the_text_are_kept_whole() -> None:
    """A string that the text never parts is a name: 山西中部城市群 stays together, though a dictionary has only its words."""
    title = "关于支持和保障山西中部城市群高质量发展若干问题的决定"
    name = "山西中部城市群"
    assert any(name in line for line in divided(title, f"推动{name}发展，支持{name}建设，保障{name}安全。"))
    lexicon = Lexicon(word_starts, text=f"推动{name}发展，支持{name}建设，保障{name}安全。")
    assert lexicon.inside_name(title, title.index("部城市"))
    assert not lexicon.inside_name(title, title.index("支持"))


def test_signing_organs_are_kept_whole() -> None:
    organ = "高新技术产业开发区管理委员会"
    ruler = Ruler("为" * 10 + organ + "关于加强管理的决定", TITLE, TITLE.size)
    ends = divide(ruler, MEASURE, Lexicon(word_starts, (organ,)))
    assert not [end for end in ends if 10 < end < 10 + len(organ)]


@given(han(FULL + 1, 8 * FULL))
@settings(max_examples=60, deadline=None)
def test_generated_titles_are_well_shaped(title: str) -> None:
    lines = divided(title)
    assert min(map(len, lines)) >= 3
    assert len(lines) <= -(-len(title) // FULL) + 1
    if len(lines) <= 4:
        assert not is_hourglass([len(line) for line in lines])


@given(paragraphs(40))
@settings(max_examples=200, deadline=None)
def test_any_title_is_divided(title: str) -> None:
    divided(title)


@given(paragraphs(20), st.integers(8, 60))
@settings(max_examples=100, deadline=None)
def test_any_title_is_divided_in_any_measure(title: str, width: int) -> None:
    divided(title, measure=width * CELL)


@pytest.mark.parametrize(
    "title",
    [
        "为" * 200,
        "（" * 100,
        "，" * 100,
        "《》" * 60,
        "——" * 40,
        "a" * 300,
        "Decision of the Standing Committee " * 5,
        "12345" * 30,
        "\u3000".join(HAN * 5),
        "𠮷" * 100,
    ],
    ids=["汉字", "前括号", "逗号", "空书名号", "破折号", "西文一串", "西文", "数字", "空格", "增补汉字"],
)
def test_strange_titles_are_divided(title: str) -> None:
    divided(title.strip())


def test_a_latin_title_breaks_between_words() -> None:
    title = "Decision of the Standing Committee of the Municipal People's Congress"
    assert all(line.endswith(" ") for line in divided(title)[:-1])


def test_the_authors_division_is_kept() -> None:
    lines = ("××市人民代表大会", "常务委员会关于加强养犬管理的决定")
    (member,) = set_blocks([Block(Tag.TITLE, "".join(lines), lines)])
    assert tuple(line.text for line in member.lines) == lines


def test_a_line_its_author_made_too_long_is_an_error() -> None:
    lines = ("为" * (FULL + 1), "决定")
    with pytest.raises(OversetError) as caught:
        set_blocks([Block(Tag.TITLE, "".join(lines), lines, source_line=4)])
    assert caught.value.block.source_line == 4
    assert caught.value.line == lines[0]
    assert caught.value.cells == FULL + 1
    assert caught.value.room == FULL


EVENTS = (
    "2016年12月29日杭州市第十二届人民代表大会常务委员会第四十一次会议通过",
    "2017年3月30日浙江省第十二届人民代表大会常务委员会第三十九次会议批准",
    "根据2020年6月1日杭州市第十三届人民代表大会常务委员会第二十八次会议《关于修改〈杭州市养犬管理条例〉的决定》第一次修正",
)


def passage(*lines: str) -> SetBlock:
    """Set a 题注 of these lines."""
    (member,) = set_blocks([Block(Tag.PASSAGE, "".join(lines), lines if lines[1:] else ())])
    assert "".join(line.text for line in member.lines) == "".join(lines)
    assert all(0 <= line.x[0] <= line.x[-1] <= MEASURE for line in member.lines)
    return member


@pytest.mark.parametrize("source_lines", [1, 2])
def test_each_event_of_a_passage_starts_a_line(source_lines: int) -> None:
    first, second = "（" + EVENTS[0] + "\u3000", EVENTS[1] + "）"
    member = passage(first + second) if source_lines == 1 else passage(first, second)
    assert len(first) in {line.start for line in member.lines}
    assert len(member.lines) <= 4
    assert all(abs(line.x[0] + line.x[-1] - MEASURE) <= 1 for line in member.lines)


def test_an_event_that_ends_with_a_book_is_followed_by_a_line_of_its_own() -> None:
    first = "（根据2019年3月1日《××市立法条例修正案》\u3000"
    member = passage(first + "2021年3月1日修订）")
    assert [line.start for line in member.lines] == [0, len(first)]


def test_the_received_line_ends_of_a_passage_are_not_kept() -> None:
    """Only a line that begins like an event starts a line."""
    whole = passage(f"（{EVENTS[0]}\u3000{EVENTS[1]}）")
    cut = passage(f"（{EVENTS[0][:20]}", f"{EVENTS[0][20:]}\u3000", f"{EVENTS[1][:9]}", f"{EVENTS[1][9:]}）")
    assert [line.text for line in cut.lines] == [line.text for line in whole.lines]


def test_a_date_is_never_a_line() -> None:
    for organ in ("杭州市", "宁夏回族自治区", "新疆维吾尔自治区昌吉回族自治州"):
        member = passage(f"（2016年12月29日{organ}第十二届人民代表大会常务委员会第四十一次会议通过）")
        assert not any(line.text.endswith("日") for line in member.lines)


def test_a_passage_of_more_than_four_lines_is_a_block_set_in_from_both_sides() -> None:
    member = passage("（" + "\u3000".join(EVENTS) + "）")
    assert len(member.lines) > 4
    left, right = member.lines[0].x[0], member.lines[0].x[-1]
    assert 0 < left == MEASURE - right
    assert all((line.x[0], line.x[-1]) == (left, right) for line in member.lines[:-1])
    assert member.lines[-1].x[0] == left


@pytest.mark.parametrize("name", ["审判委员会", "检察委员会"])
def test_the_committees_of_courts_are_kept_whole(name: str) -> None:
    court = "最高人民法院" if name == "审判委员会" else "最高人民检察院第十三届"
    member = passage(f"（2021年2月22日{court}{name}第1832次会议通过，自2021年3月15日起施行）")
    assert any(name in line.text for line in member.lines)


def test_a_session_is_kept_whole() -> None:
    (member,) = set_blocks([Block(Tag.PASSAGE, f"（{EVENTS[0]}）")])
    assert not any(line.text.endswith(("第", "第四十", "第四十一")) for line in member.lines)
    assert len(member.lines) == 2


@cache
def titles() -> list[tuple[str, str]]:
    with (CORPUS / "manifest.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["title"].strip(), (CORPUS / f"{Path(row['id']).name}.txt").read_text(encoding="utf-8")) for row in rows]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real documents is not beside the project")
def test_titles_of_real_documents() -> None:
    """No word is parted, and no 《》 that fits a line with what depends on it; no particle stands alone, and no title is an hourglass."""
    for title, text in titles():
        lines = divided(title, text)
        ends = [len("".join(lines[:number])) for number in range(1, len(lines))]
        assert set(ends) <= word_starts(title), lines
        assert not any(line.startswith(("的", "》", "，")) or line.endswith(("关于", "《", "和")) for line in lines), lines
        assert "\u3000" in title or "  " in title or not is_hourglass([len(line.strip()) for line in lines]), lines
        for book, tail in re.findall("(《[^》]*》)((?:的..)?)", title):
            assert len(book + tail) > FULL or any(book in line for line in lines), lines
        assert min(len(line) for line in lines) >= 4, lines


@given(paragraphs(24), st.sampled_from([TITLE, PASSAGE]), st.integers(8, 20), st.lists(st.tuples(st.integers(0, 30), st.integers(3, 9)), max_size=3))
@settings(max_examples=150, deadline=None)
def test_of_all_divisions_the_cheapest_is_found(title: str, style: Style, cells: int, names: list[tuple[int, int]]) -> None:
    """Beside every division into two and three lines, each weighed line by line; of the cheapest, the one whose lines end first."""
    ruler = Ruler(title, style, style.size)
    text = "。".join(title[start : start + length + 1] for start, length in names) * 3
    anatomy = Anatomy(title, Lexicon(word_starts, text=text))
    measure = cells * CELL
    fewest = -(-ruler.visible_width(0, len(title)) // measure)
    for allowed in anatomy.levels(0, len(title), ruler.penalty):
        divisions = Divisions(ruler, measure, Stretch(0, len(title)), allowed, anatomy)
        for count in (2, 3):
            if count < fewest:
                continue
            every = [(weigh(divisions, (*ends, len(title)), count, fewest), (*ends, len(title))) for ends in combinations(allowed, count - 1)]
            cheapest = min([(cost, ends) for cost, ends in every if cost is not None], default=None)
            cost, ends = divisions.cheapest(count, fewest)
            assert ends == (cheapest[1] if cheapest else ())
            if cheapest:
                assert cost == cheapest[0]
                assert divisions.cheapest(count, fewest, cost)[1] == ends
                assert not divisions.cheapest(count, fewest, cost - 1)[1]


def weigh(divisions: Divisions, ends: tuple[int, ...], count: int, fewest: int) -> int | None:
    """Weigh a division by the rules, without a thought for speed: in millionths, None for one that does not fit."""
    places, size = divisions.places, divisions.size
    cost = (count - fewest) * 12
    squares = 0
    previous, shrinking, start = 0, False, 0
    for end in ends:
        number = places.index(end)
        width = divisions.rights[number] - start
        if width > divisions.measure:
            return None
        squares += (((count * width - divisions.whole) * 1000 // (count * size)) ** 2) * 3 // 10
        if number < len(divisions.costs):
            squares += divisions.costs[number] + divisions.name_cost(end)
        cost += (400 if width < 4 * size else 12 if width < 7 * size else 0) + (width == previous)
        cost += (1000 if width > previous + size else 10) * (shrinking and width > previous)
        shrinking, previous, start = shrinking or width < previous - size, width, divisions.lefts[number]
    return cost * 1_000_000 + squares
