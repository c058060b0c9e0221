"""Lists of names 名单: which lines are one, and that no name is lost, parted or out of its column, in any format and back again."""

import io
from collections.abc import Sequence
from itertools import pairwise

import docx
import pytest
from drawn import Page, pages
from editions import edition, settings, squeezed
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from office import SOFFICE, to_pdf

from gen.document.model import Unit
from gen.errors import SourceError
from gen.importer.intake import take_in
from gen.importer.recognise.recognise import recognise
from gen.importer.repair.source_text import source_text
from gen.source.reader import read
from gen.standard.gb9704 import ADVANCE, MEASURE
from gen.typesetting.galley import SetBlock
from gen.wording.names import BETWEEN, bare_name, is_spread, name_line, run_on_names
from gen.wording.structure import structure
from gen.writers import write
from gen.writers.edition import Edition
from gen.writers.text.pages import read as read_text

_HEAD = "---\nkind: appointments\norgan: ××市人民代表大会常务委员会\ntitle: ××市人民代表大会常务委员会任免名单\n"
_OPENING = "任命下列人员为××市人民法院人民陪审员："

_GIVEN = st.text("一二三伟芳敏静强磊洋勇杰娟涛明超", min_size=1, max_size=2)
_HAN = st.builds(str.__add__, st.sampled_from("王李张刘陈杨赵黄周吴欧丁𬭎"), _GIVEN)
_OTHERS = st.sampled_from(
    ["欧阳小明", "买买提·艾力", "艾合买提·亚合甫", "古丽娜尔·阿布都热西提·买买提明", "扎西次仁", "宝音德力格尔", "加·巴图", "李××", "孙某"]
)
_NOTE = st.sampled_from(["", "", "", "", "（女）", "（女，蒙古族）", "（女，满族，中国民主同盟盟员，××县人民医院主任医师）"])
_NAME = st.builds(str.__add__, st.one_of(_HAN, _HAN, _HAN, _OTHERS), _NOTE)
_NAMES = st.lists(_NAME, min_size=3, max_size=60).filter(lambda names: not names[0].startswith("𬭎"))
_APART = st.sampled_from(["　", "　　", "  ", "\t", " 　", "\t\t"])


def typed(name: str) -> str:
    """A name as an office types it: 丁　一."""
    return f"{name[0]}　{name[1:]}" if is_spread(name) else name


def appointed(*lines: str, head: str = _HEAD) -> Edition:
    return edition(f"{head}---\n{_OPENING}\n" + "\n".join(lines) + "\n以上任命自即日起生效。\n")


def lists(made: Edition) -> list[tuple[str, ...]]:
    return [unit.names for unit in made.document.body if isinstance(unit, Unit) and unit.names]


def set_list(made: Edition) -> SetBlock:
    return next(member for member in made.galley if member.names)


def many(count: int) -> list[str]:
    """So many names, one in seven with a ·, one in five of two characters, one in nine with a note."""
    given = "伟芳敏静强磊洋勇杰娟涛明超秀英霞平刚"
    names = []
    for number in range(count):
        surname = "王李张刘陈杨赵黄周吴"[number % 10]
        name = surname + given[number % 18] + ("" if number % 5 == 0 else given[number // 18 % 18])
        name = "艾合买提·亚合甫" if number % 7 == 6 else name
        names.append(name + ("（女，回族）" if number % 9 == 8 else ""))
    return names


@pytest.mark.parametrize(
    "line",
    [
        "丁　一　王　二　李小三",
        "丁 一  王 二  李小三",
        "丁一\t王二\t李小三",
        "丁　一（女）　王二（蒙古族）　李小三",
        "扎西顿珠　多吉　旦增　卓玛",
        "李××　王×　孙某某",
        "出席：丁　一　王　二　李小三",
    ],
)
def test_a_line_of_names_is_a_list(line: str) -> None:
    (names,) = lists(appointed(line))
    assert bare_name(names[0]) in {"丁一", "扎西顿珠", "李××"}
    assert not any(character.isspace() for name in names for character in name)


@pytest.mark.parametrize(
    "line",
    [
        "丁　一　王　二",
        "丁一 王二 李小三",
        "丁一、王二、李小三",
        "丁　一　王　二　李小三。",
        "姓名　性别　民族　职务",
        "项目　单位　金额",
        "水利　农业　交通　教育",
        "北京　上海　天津　重庆",
        "××市　××县　××区",
        "丁　一　市水务局局长　王　二",
        "第一章　总　则",
        "\\丁　一　王　二　李小三",
    ],
)
def test_any_other_line_is_a_paragraph(line: str) -> None:
    made = appointed(line)
    assert lists(made) == []
    assert made.blocks[-2].text == line.removeprefix("\\")


def test_neighbouring_lines_of_names_are_one_list() -> None:
    assert lists(appointed("丁　一　王　二　李小三", "赵　四　钱　五　孙小六", "周　七")) == [
        ("丁一", "王二", "李小三", "赵四", "钱五", "孙小六", "周七")
    ]


@pytest.mark.parametrize("heading", ["文艺界", "秘书长", "成员", "（二）党外人士", "××县（3人）"])
def test_a_heading_between_lists_is_no_name(heading: str) -> None:
    names = ("丁一", "王二", "李小三")
    assert lists(appointed("丁　一　王　二　李小三", heading, "丁　一　王　二　李小三")) == [names, names]


def test_a_tab_outside_a_list_is_an_error() -> None:
    for line in ("同\t意", "丁一\t王二", "项目\t单位\t金额"):
        with pytest.raises(SourceError) as failed:
            appointed(line)
        assert {(found.message, found.place.line) for found in failed.value.diagnostics} == {("文字中间有制表符", 7)}


def assert_in_columns(member: SetBlock, names: Sequence[str]) -> None:
    """Every name is on one row, in the order of the rows, at the left edge of a column, an em or more from the next."""
    rows = [line.text.split(BETWEEN) for line in member.lines]
    # A name wider than the measure goes on in the next line.
    whole = [line for line, row in zip(member.lines, rows, strict=True) if len(row) > 1 or row[0] in names]
    assert "".join(name for row in rows for name in row) == "".join(names)
    assert set(names) >= {name for line in whole for name in line.text.split(BETWEEN)}
    lefts = set()
    for line in whole:
        assert line.x[-1] <= MEASURE
        start = 0
        edges = []
        for name in line.text.split(BETWEEN):
            end = start + len(name)
            edges.append((line.x[start], line.x[end]))
            lefts.add(line.x[start])
            gap = ADVANCE if is_spread(name) else 0
            assert 0 <= line.x[start + 1] - line.x[start] - ADVANCE - gap < ADVANCE // 20
            start = end + 1
        assert all(following[0] - edge[1] >= ADVANCE * 9 // 10 for edge, following in pairwise(edges))
    distances = {right - left for left, right in pairwise(sorted(lefts))}
    assert all(distance % min(distances) == 0 for distance in distances)


@given(_NAMES, _APART, st.integers(3, 7))
@hypothesis_settings(max_examples=30, deadline=None)
@example([*many(60), "丁一"], "　", 4)
def test_no_name_is_lost_or_parted(names: list[str], apart: str, per_line: int) -> None:
    cut = max(0, len(names) - len(names) % per_line) or len(names)
    rows = [names[start : start + per_line] for start in range(0, cut, per_line)]
    rows[-1] = names[(len(rows) - 1) * per_line :]
    made = appointed(*(apart.join(map(typed, row)) for row in rows))
    assert lists(made) == [tuple(names)]
    assert_in_columns(set_list(made), names)
    expected = squeezed(made.text)
    drawn = (
        squeezed(page.text).removesuffix(squeezed(own.folio))
        for page, own in zip(pages(write(made, "pdf", settings())), made.pages.pages, strict=True)
    )
    assert "".join(drawn) == expected
    for width in (28, 0, 40):
        parts = read_text(write(made, "txt", settings(width)).decode())
        assert squeezed("".join(part for part in parts if isinstance(part, str))) == expected
    (listed,) = [
        found for found in docx.Document(io.BytesIO(write(made, "docx", settings()))).paragraphs if found.style and found.style.name == "名单"
    ]
    assert "".join(listed.text.split("\n")).replace("\t", "") == "".join(names)
    rows_read = [row.split("\t") for row in listed.text.split("\n")]
    assert all(name in names for row in rows_read if row[1:] and row[0] for name in row)


def test_every_list_of_a_document_has_the_same_columns() -> None:
    made = appointed("丁　一　王　二　李小三", "第一组", "　　".join(map(typed, many(40))), "第二组", "　　".join(map(typed, many(9))))
    columns = [{line.x[0] for line in member.lines} | {x for line in member.lines for x in line.x} for member in made.galley if member.names]
    first = set.intersection(*columns)
    assert len(first) > 1


def test_names_with_a_pause_between_are_not_parted() -> None:
    text = "、".join([*many(50), "买买提·艾力"])
    places = run_on_names(text)
    assert [text[start:end] for start, end in places] == text.split("、")
    made = appointed(text)
    block = next(member for member in made.galley if member.block.text == text)
    ends = {line.end for line in block.lines[:-1]}
    assert not any(start < end < stop for end in ends for start, stop in places)


def test_a_name_with_a_dot_is_not_parted_in_a_sentence() -> None:
    for before in range(28):
        made = appointed("会" * before + "任命艾合买提·亚合甫为××市人民法院审判员，免去库尔班·尼亚孜的××市人民法院书记员职务。")
        text = made.galley[-2]
        parts = [line.text for line in text.lines]
        assert any("艾合买提·亚合甫" in part for part in parts)
        assert any("库尔班·尼亚孜" in part for part in parts)


_MINUTES = "---\nkind: minutes\norgan: ××市人民政府\nmasthead: 节约用水工作会议纪要\nnumber: 第15期\n"


def test_attendance_in_columns_under_its_label() -> None:
    names = many(23)
    listed = "　".join(map(typed, names))
    made = edition(f"{_MINUTES}attendance:\n  - 出席：{listed}\n  - 请假：丁　一\n  - 列席：{'、'.join(names)}\n---\n会议议定事项如下。\n")
    present, *_, attending = [member for member in made.galley if member.block.tag == "attendance"]
    assert present.block.text == "出席：" + BETWEEN.join(names)
    assert {line.x[0] for line in present.lines[1:]} == {present.hang}
    assert not attending.names
    assert all(line.text.endswith("、") for line in attending.lines[:-1])
    assert [(found.label, found.names) for found in structure(made.document).name_lists] == [
        ("出席：", tuple(names)),
        ("请假：", ("丁一",)),
        ("列席：", tuple(names)),
    ]


def imported(data: bytes, file: str) -> list[tuple[str, tuple[str, ...]]]:
    """The lists of names of a file that is imported, its source read again."""
    document, _ = recognise(take_in(data, file).items, "test")
    again, _ = read(source_text(document).encode(), "test.md", "test")
    found = [[(unit.before_names, unit.names) for unit in made.body if isinstance(unit, Unit) and unit.names] for made in (document, again)]
    assert found[0] == found[1]
    return found[1]


@pytest.mark.parametrize("name", ["docx", "txt"])
def test_our_own_files_are_imported_as_lists(name: str) -> None:
    names = many(43)
    made = appointed("出席：" + "　".join(map(typed, names)), "列席人员如下：", "　".join(map(typed, names)))
    found = imported(write(made, name, settings()), f"test.{name}")
    assert found == [("出席：", tuple(names)), ("", tuple(names))]


@pytest.mark.parametrize("apart", ["\t", "　", "　　", "   "])
def test_an_offices_file_is_imported_as_a_list(apart: str) -> None:
    names = [*many(19), "李××", "王×"]
    rows = [apart.join(map(typed, names[start : start + 4])) for start in range(0, len(names), 4)]
    lines = ["××市人民代表大会常务委员会任免名单", _OPENING, *rows]
    assert imported("\n".join(lines).encode(), "test.txt") == [("", tuple(names))]
    written = docx.Document()
    for line in lines:
        written.add_paragraph(line)
    buffer = io.BytesIO()
    written.save(buffer)
    assert imported(buffer.getvalue(), "test.docx") == [("", tuple(names))]


def test_a_table_with_names_stays_a_table() -> None:
    text = "××市人民代表大会常务委员会任免名单\n下列人员：\n姓名\t性别\t职务\n丁一\t女\t审判员\n王二\t男\t检察员\n"
    assert imported(text.encode(), "test.txt") == []


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_list_is_in_the_same_places_in_pdf_and_docx() -> None:
    """Every character of a name, on pages full of them, within 0.3 mm."""
    names = many(300)
    made = {
        "list": appointed("　".join(map(typed, names))),
        "label": appointed("审判员：" + "　".join(map(typed, names[:50]))),
        "minutes": edition(f"{_MINUTES}attendance:\n  - 出席：{'　'.join(map(typed, names[:60]))}\n---\n会议议定事项如下。\n"),
    }
    drawn = to_pdf({name: write(one, "docx", settings()) for name, one in made.items()})
    for name, one in made.items():
        for page, other in zip(pages(write(one, "pdf", settings())), pages(drawn[name]), strict=True):
            ours, theirs = _places(page), _places(other)
            assert [text for *_, text in ours] == [text for *_, text in theirs]
            assert all(abs(a[0] - b[0]) < _MOST_APART and abs(a[1] - b[1]) < 2 * _MOST_APART for a, b in zip(ours, theirs, strict=True))


_MOST_APART = 0.3 * 72 / 25.4
_OF_NAMES = frozenset("".join(many(300)))


def _places(page: Page) -> list[tuple[float, float, str]]:
    """Left edge, baseline and text of each character of a name on a page, in the order in which they are drawn."""
    return [(one.x, one.baseline, one.text) for one in page.characters if one.text in _OF_NAMES]


def test_one_line_of_names_is_read_alike_in_every_spacing() -> None:
    lines = [name_line(line) for line in ("丁　一　王　二　李小三", "丁一  王二  李小三", "丁　一\t王　二\t\t李小三", "丁 一　王 二　李小三")]
    assert {line.text for line in lines if line} == {"丁一　王二　李小三"}
    assert None not in lines
