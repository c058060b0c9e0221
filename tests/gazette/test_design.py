"""The cover, the contents and the pages of an issue as a designer wants them."""

import io
from pathlib import Path

import pypdf
import pytest
from editions import settings
from issues import bound, document, example, written

from gen.dictionary import word_starts
from gen.document.blocks import Block, Tag
from gen.gazette.layouts import LAYOUTS
from gen.gazette.produce import produce
from gen.standard import house
from gen.standard.styles import style_table
from gen.typesetting.nameplate import fit_nameplate

NAMES = {
    "吕梁市人民代表大会常务委员会公报": "吕梁市人民代表大会/常务委员会公报",
    "中华人民共和国全国人民代表大会常务委员会公报": "中华人民共和国/全国人民代表大会/常务委员会公报",
    "新疆维吾尔自治区人民代表大会常务委员会公报": "新疆维吾尔自治区/人民代表大会/常务委员会公报",
    "××市人大公报": "××市人大公报",
}


@pytest.mark.parametrize("layout", ["16k", "a4"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_has_the_fewest_lines_in_which_it_is_large(name: str, layout: str) -> None:
    design = LAYOUTS[layout]
    ruler, ends = fit_nameplate(Block(Tag.NAMEPLATE, name), design.across, style_table(design), word_starts)
    assert "/".join(name[start:end] for start, end in zip([0, *ends], ends, strict=False)) == NAMES[name]
    assert ruler.size >= house.NAMEPLATE_LEAST


@pytest.mark.parametrize("layout", ["16k", "16k-2", "a4-run-on"])
def test_the_second_ink_is_on_the_cover_alone(layout: str) -> None:
    cover, *others = example(layout).volume.sections
    assert {block.tag for block in cover.edition.blocks if block.red} == {Tag.NAMEPLATE, Tag.RULE}
    assert not [block for section in others for block in section.edition.blocks if block.red]


def test_a_text_follows_the_announcement_that_promulgates_it() -> None:
    edition = next(section.edition for section in example("16k").volume.sections if section.edition.document.name == "example")
    pages = {placed.line.block: page.number for page in edition.pages.pages for placed in page.lines}
    title = next(index for index, block in enumerate(edition.blocks) if block.tag is Tag.TITLE)
    assert pages[title] == pages[0]


def test_an_entry_turns_over_at_a_word_and_is_set_in() -> None:
    contents = example("16k").volume.sections[2].edition
    entries = [member for member in contents.galley if member.block.tag is Tag.ENTRY]
    turned = [(member, line) for member in entries for line in member.lines[1:]]
    assert turned
    for member, line in turned:
        assert line.x[0] == house.ENTRY_HANG * member.size
        assert line.start in word_starts(member.block.text)


@pytest.mark.parametrize("count", range(25, 35))
def test_no_page_of_contents_has_an_entry_or_two(tmp_path: Path, count: int) -> None:
    title = "甲市人民代表大会常务委员会关于第{}号事项的决定"
    texts = {f"{number}.md": document(title.format(number), f"会议决定第{number}号事项。") for number in range(count)}
    contents = bound(written(tmp_path, texts)).volume.sections[2].edition
    entries = {index for index, block in enumerate(contents.blocks) if block.tag is Tag.ENTRY}
    on_pages = [len(entries & {placed.line.block for placed in page.lines}) for page in contents.pages.pages]
    assert sum(on_pages) == count
    assert min(on_pages) >= house.ENTRIES_TOGETHER


def test_a_short_text_with_a_signature_fills_both_columns(tmp_path: Path) -> None:
    text = document("甲市人民代表大会常务委员会公告", "依照法律的规定，现将有关事项公告如下，请有关单位和人员遵照执行。" * 3, kind="announcement")
    text = text.replace("title:", "signature: {organ: 甲市人民代表大会常务委员会, date: 2023年2月28日}\ntitle:")
    edition = bound(written(tmp_path, {"a.md": text}), "16k-2").volume.sections[3].edition
    lefts = {placed.left for placed in edition.pages.pages[0].lines if edition.blocks[placed.line.block].tag is Tag.PARAGRAPH}
    assert len(lefts) == 2


def test_the_contents_of_a_statute_go_across_the_columns() -> None:
    statute = next(section.edition for section in example("16k-2").volume.sections if section.edition.document.name == "statute")
    entries = [member for member in statute.galley if member.block.tag is Tag.CONTENTS]
    assert entries
    assert all(member.across for member in entries)


@pytest.mark.parametrize(
    ("fronts", "entries"),
    [
        (("number: 〔四届〕第5号", "number: 〔四届〕第6号"), ("〔四届〕第5号", "〔四届〕第6号")),
        (("signature: {organ: 甲, date: 2023年2月1日}", "signature: {organ: 甲, date: 2023年2月2日}"), ("2023年2月1日", "2023年2月2日")),
        (
            ("passage: （甲市第五届人民代表大会常务委员会第三次会议通过）", "passage: （甲市第五届人民代表大会常务委员会第四次会议通过）"),
            ("第五届人民代表大会常务委员会第三次会议", "第五届人民代表大会常务委员会第四次会议"),
        ),
    ],
)
def test_equal_titles_are_told_apart_in_the_contents(tmp_path: Path, fronts: tuple[str, str], entries: tuple[str, str]) -> None:
    title = "甲市人民代表大会常务委员会任免名单"
    texts = {f"{place}.md": document(title, f"任命{place}。").replace("title:", f"{front}\ntitle:") for place, front in enumerate(fronts)}
    made = bound(written(tmp_path, texts | {"9.md": document("甲市人民代表大会常务委员会公告", "甲。")}))
    assert [line.text for group in made.groups for line in group.entries] == [
        *(f"{title}（{entry}）" for entry in entries),
        "甲市人民代表大会常务委员会公告",
    ]


def test_a_viewer_counts_pages_as_their_folios_do() -> None:
    reader = pypdf.PdfReader(io.BytesIO(produce(example("16k"), "pdf", settings())))
    assert reader.page_labels[:4] == ["封1", "封2", "1", "2"]
