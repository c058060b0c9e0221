"""Setting time grows with the length of the text and nothing else: no text takes a page-maker hostage."""

import time

import pytest
from editions import example
from layout.generated import HAN, paragraph

from gen.document.blocks import Block, Tag
from gen.pagination.pages import make_up
from gen.typesetting.galley import set_blocks

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
    started = time.process_time()
    galley = set_blocks([paragraph(text)])
    pages = make_up(galley)
    assert time.process_time() - started < 2
    assert "".join(line.text for line in galley[0].lines) == text
    assert sum(len(page.lines) for page in pages.pages) == len(galley[0].lines)


@pytest.mark.parametrize("tag", [Tag.TITLE, Tag.PASSAGE, Tag.NUMBER, Tag.SIGNATURE, Tag.DATE, Tag.HEADING, Tag.ADDRESSEE, Tag.NOTE])
@pytest.mark.parametrize("text", [HAN * 150, "（" * 5_000, "a" * 5_000, "word " * 1_000, "《" + HAN * 100 + "》", "。" * 3_000])
def test_a_long_element(tag: Tag, text: str) -> None:
    started = time.process_time()
    (member,) = set_blocks([Block(tag, text, level="一、" if tag is Tag.HEADING else "")])
    assert time.process_time() - started < 2
    assert "".join(line.text for line in member.lines) == text


def test_many_paragraphs() -> None:
    """A code of 20 000 articles: time for making up is a matter of rows."""
    galley = set_blocks([paragraph("第一条　" + HAN)] * 20_000)
    started = time.process_time()
    make_up(galley)
    assert time.process_time() - started < 2


def test_the_example() -> None:
    """Five times what it takes on a slow machine: a guard against doing things twice, not a benchmark (see bench/)."""
    edition = example()
    started = time.process_time()
    for _ in range(20):
        make_up(set_blocks(edition.blocks))
    assert (time.process_time() - started) / 20 < 0.02
