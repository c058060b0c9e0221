"""目录: each line names the heading that follows the heading of the line before."""

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
