"""Dividing titles and 题注: at words and names, in a good shape, never over the measure, whatever the title."""

import csv
import re
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import pytest
import rjieba
from editions import ROOT, example
from generated import HAN, han, paragraph, paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st
from typeset import set_blocks

from gen.dictionary import word_starts
from gen.document.blocks import Block, Tag
from gen.standard.gb9704 import CELL, MEASURE, SIZE_2
from gen.standard.styles import STYLES, Style
from gen.typesetting.lexicon import Anatomy, Lexicon
from gen.typesetting.ruler import OversetError, Ruler
from gen.typesetting.title import Divisions, divide

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
    """Tell whether a line grows again after one that shrank."""
    steps = [b - a for a, b in pairwise(lengths) if b != a]
    return any(a < 0 < b for a, b in pairwise(steps))


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


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_passage_divided_by_its_author_starts_each_event_on_a_line(count: int) -> None:
    events = tuple(("（" if number == 0 else "") + event + ("）" if number + 1 == count else "") for number, event in enumerate(EVENTS[:count]))
    (member,) = set_blocks([Block(Tag.PASSAGE, "".join(events), events)])
    assert "".join(line.text for line in member.lines) == "".join(events)
    starts = {line.start for line in member.lines}
    assert {sum(map(len, events[:number])) for number in range(count)} <= starts
    for line in member.lines:
        assert 0 <= line.x[0] <= line.x[-1] <= MEASURE


@pytest.mark.parametrize("count", [2, 3])
def test_a_passage_in_one_string_breaks_between_events(count: int) -> None:
    passage = "（" + "\u3000".join(EVENTS[:count]) + "）"
    (member,) = set_blocks([Block(Tag.PASSAGE, passage)])
    assert "".join(line.text for line in member.lines) == passage
    ends = {line.end for line in member.lines}
    assert {passage.index("\u3000") + 1} <= ends
    assert all(line.x[-1] <= MEASURE for line in member.lines)


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
        words = {len("".join(rjieba.cut(title)[:number])) for number in range(1, len(rjieba.cut(title)))}
        assert set(ends) <= words, lines
        assert not any(line.startswith(("的", "和", "与", "及", "》", "，")) or line.endswith(("关于", "《", "和")) for line in lines), lines
        assert not is_hourglass([len(line.strip()) for line in lines]), lines
        for book, tail in re.findall("(《[^》]*》)((?:的..)?)", title):
            assert len(book + tail) > FULL or any(book in line for line in lines), lines
        assert min(len(line) for line in lines) >= 4, lines


@given(paragraphs(24), st.sampled_from([TITLE, PASSAGE]), st.integers(8, 20), st.lists(st.tuples(st.integers(0, 30), st.integers(3, 9)), max_size=3))
@settings(max_examples=150, deadline=None)
def test_of_all_divisions_the_cheapest_is_found(title: str, style: Style, cells: int, names: list[tuple[int, int]]) -> None:
    """Beside every division into two and three lines, each weighed line by line; of the cheapest, the one whose lines end first."""
    ruler = Ruler(title, style, style.size)
    text = "。".join(title[start : start + length + 1] for start, length in names) * 3
    anatomy = Anatomy.of(title, Lexicon(word_starts, text=text))
    measure = cells * CELL
    fewest = -(-ruler.visible_width(0, len(title)) // measure)
    for allowed in anatomy.allowed(ruler.penalty):
        divisions = Divisions(ruler, measure, sorted(allowed), anatomy)
        for count in (2, 3):
            if count < fewest:
                continue
            every = [(weigh(divisions, (*ends, len(title)), count, fewest), (*ends, len(title))) for ends in combinations(sorted(allowed), count - 1)]
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
    cost = (count - fewest) * 20
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
        cost += 400 * (width < 4 * size) + 1000 * (shrinking and width > previous) + (width == previous)
        shrinking, previous, start = shrinking or width < previous, width, divisions.lefts[number]
    return cost * 1_000_000 + squares
