"""Texts of many pages, of one kind of character: nothing is lost. They are so long that quadratic time would be felt."""

import pytest
from generated import HAN, paragraph
from typeset import set_blocks

from gen.document.blocks import Block, Tag
from gen.pagination.pages import make_up

LONG = 100_000
TEXTS = {
    "汉字": HAN * (LONG // len(HAN)),
    "汉字与标点": ("管理，" + HAN + "。") * (LONG // (len(HAN) + 4)),
    "前括号": "（" * 5_000,
    "后括号": "）" * 5_000,
    "破折号": "—" * 5_000,
    "西文一串": "a" * 10_000,
    "西文词": "word " * (LONG // 5),
    "汉字西文相间": "汉a" * (LONG // 2),
    "数字": "1" * 10_000,
    "数字与单位": "第12条，" * (LONG // 5),
    "小数点": "1." * 10_000,
    "负号": "-" * 10_000,
    "空格": "为" + " " * 20_000 + "了",
    "全角空格": "为" + "\u3000" * 20_000 + "了",
    "附加符号": "为e" + "\u0301" * 20_000 + "了",
    "不换行空格": "为\u00a0" * 10_000,
    "百分号": "5%" * 10_000,
    "网址": "https://example.gov.cn/a-b/c?d=1&e=2，" * 2_000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_long_paragraph(text: str) -> None:
    galley = set_blocks([paragraph(text)])
    pages = make_up(galley)
    assert "".join(line.text for line in galley[0].lines) == text
    assert sum(len(page.lines) for page in pages.pages) == len(galley[0].lines)


@pytest.mark.parametrize("tag", [Tag.TITLE, Tag.PASSAGE, Tag.NUMBER, Tag.SIGNATURE, Tag.DATE, Tag.HEADING, Tag.ADDRESSEE, Tag.NOTE])
@pytest.mark.parametrize("text", [HAN * 150, "（" * 5_000, "a" * 5_000, "word " * 1_000, "《" + HAN * 100 + "》", "。" * 3_000])
def test_a_long_element(tag: Tag, text: str) -> None:
    (member,) = set_blocks([Block(tag, text, level="一、" if tag is Tag.HEADING else "")])
    assert "".join(line.text for line in member.lines) == text
