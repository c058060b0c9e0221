"""目录: each line names the heading that follows the heading of the line before."""

from editions import edition

from gen.dictionary import word_starts
from gen.document.blocks import Block, Tag
from gen.document.model import Level
from gen.typesetting.galley import set_blocks

ENTRIES = ("第一章　行政强制措施", "第一节　一般规定", "第二章　强制执行", "第一节　一般规定", "第二节　代履行")


def test_equal_headings_have_their_own_targets() -> None:
    entries = [Block(Tag.CONTENTS, text) for text in ENTRIES]
    text = [Block(Tag.HEADING, heading, level=Level.CHAPTER if "章" in heading else Level.SECTION, label=3) for heading in ENTRIES]
    galley = set_blocks([*entries, *text], words=word_starts)
    assert [member.target for member in galley[:5]] == [5, 6, 7, 8, 9]


def test_a_line_out_of_order_names_the_first_heading_of_its_text() -> None:
    entries = [Block(Tag.CONTENTS, text) for text in ("第二章　强制执行", "第一章　行政强制措施", "第三章　附则")]
    text = [Block(Tag.HEADING, heading, level=Level.CHAPTER, label=3) for heading in ("第一章　行政强制措施", "第二章　强制执行")]
    galley = set_blocks([*entries, *text], words=word_starts)
    assert [member.target for member in galley[:3]] == [4, 3, None]


HEAD = "---\nkind: statute\norgan: 某机关\ntitle: 某条例\ncontents:\n"


def test_a_contents_without_its_word_has_lines_only() -> None:
    made = edition(f"{HEAD}  - 第一章　总则\n  - 附则\n---\n第一章　总则\n第一条　甲。\n附　则\n第二条　乙。\n")
    entries = [member for member in made.galley if member.block.tag is Tag.CONTENTS]
    assert [member.style.name for member in entries] == ["目录条目"] * 2
    assert [made.galley[member.target or 0].block.text for member in entries] == ["第一章　总则", "附　则"]


def test_the_word_contents_is_their_heading() -> None:
    made = edition(f"{HEAD}  - 目　　录\n  - 第一章　总则\n---\n第一章　总则\n第一条　甲。\n")
    assert [member.style.name for member in made.galley if member.block.tag is Tag.CONTENTS] == ["目录标题", "目录条目"]
