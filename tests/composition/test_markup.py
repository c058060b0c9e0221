"""Markup → blocks: a text through the packaged templates comes out as itself, and markup that is none is an error."""

import pytest
from editions import TEMPLATES
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.composition.compose import compose
from gen.composition.markup import MarkupError, parse
from gen.document.blocks import Block, Tag
from gen.document.model import Document, Level, Promulgation, Signature, Unit

TRICKY = [
    "A<B&C《》",
    "{{ 7*7 }}",
    "{% raw %}",
    "{# 注 #}",
    "</w:t>",
    "]]>",
    "<![CDATA[x]]>",
    "<line>",
    "</blocks>",
    "&amp;&#20013;",
    "\"双\"与'单'",
    "𠮷葛\U000e0100",
    "a  b\u3000c",
    "\\u4e00",
    "%s{}$x",
]
_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=40).filter(str.strip)
_ANY = st.one_of(st.sampled_from(TRICKY), _TEXT)


def document(text: str) -> Document:
    """Put the text everywhere a text can be."""
    unit = Unit(text, 9)
    signature = Signature(text, "2022年12月20日", 8)
    return Document(
        name="test",
        kind="decision",
        organ=text,
        title=text,
        body=(unit, Unit(text, 10, Level.FIRST, text[:1], heading=True)),
        passage=(text, text),
        promulgation=Promulgation(text, text, (unit,), signature, 7),
        signature=signature,
    )


@pytest.mark.parametrize("text", TRICKY)
def test_markup_in_a_text_is_text(text: str) -> None:
    blocks = compose(document(text), TEMPLATES).blocks
    assert {block.text for block in blocks if block.tag not in {Tag.RULE, Tag.PASSAGE, Tag.DATE}} == {text}
    assert next(block for block in blocks if block.tag is Tag.PASSAGE).lines == (text, text)


@given(_ANY)
@settings(max_examples=200)
def test_any_text_comes_out_as_itself(text: str) -> None:
    blocks = compose(document(text), TEMPLATES).blocks
    assert [block.tag for block in blocks] == [
        *(Tag.MASTHEAD, Tag.NUMBER, Tag.RULE, Tag.PARAGRAPH, Tag.SIGNATURE, Tag.DATE),
        *(Tag.TITLE, Tag.PASSAGE, Tag.PARAGRAPH, Tag.HEADING, Tag.SIGNATURE, Tag.DATE),
    ]
    assert {block.text for block in blocks if block.tag not in {Tag.RULE, Tag.PASSAGE, Tag.DATE}} == {text}


@given(st.lists(_ANY, min_size=1, max_size=5))
@settings(max_examples=100)
def test_the_authors_lines_come_out_as_they_are(lines: list[str]) -> None:
    made = Document(name="test", kind="decision", organ="机关", title="".join(lines), title_lines=tuple(lines), body=(Unit("文", 1),))
    title = compose(made, TEMPLATES).blocks[0]
    assert title.lines == tuple(lines)
    assert title.text == "".join(lines)


def test_attributes_are_read() -> None:
    (block,) = parse('<blocks><heading level="一、" label="2" new-page="yes" red="no" source-line="12">一、总则</heading></blocks>')
    assert block == Block(Tag.HEADING, "一、总则", level="一、", label=2, new_page=True, red=False, source_line=12)


def test_a_table_is_its_cells() -> None:
    (block,) = parse("<blocks><table><row><cell>甲</cell><cell/></row><row><cell> 乙</cell><cell>丙</cell></row></table></blocks>")
    assert block.rows == (("甲", ""), (" 乙", "丙"))
    assert block.text == "甲\n 乙\n丙"


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("", "不是合格的 XML"),
        ("<blocks>", "不是合格的 XML"),
        ("<blocks><title>题</blocks>", "不是合格的 XML"),
        ("<blocks/><blocks/>", "不是合格的 XML"),
        ("<text/>", "最外层应当是 <blocks>"),
        ("<blocks><foo>文</foo></blocks>", "没有名为 <foo> 的要素"),
        ("<blocks>文<title>题</title></blocks>", "要素之外有文字“文”"),
        ("<blocks><title>题</title>文</blocks>", "之后有文字“文”"),
        ("<blocks><title>题<b>粗</b></title></blocks>", "只能有文字"),
        ("<blocks><title>题<line>行</line></title></blocks>", "只能有文字"),
        ("<blocks><title><line>行<b/></line></title></blocks>", "只能有文字"),
        ("<blocks><table><cell>文</cell></table></blocks>", "只能有 <row>"),
        ('<blocks><title colour="red">题</title></blocks>', "没有名为 colour 的属性"),
        ('<blocks><title new-page="maybe">题</title></blocks>', "属性值不对"),
        ('<blocks><title red="1">题</title></blocks>', "属性值不对"),
        ('<blocks><paragraph label="二">文</paragraph></blocks>', "属性值不对"),
        ('<blocks><paragraph source-line="x">文</paragraph></blocks>', "属性值不对"),
        ("<blocks><rule>文</rule></blocks>", "不能有文字"),
        ("<blocks><title/></blocks>", "没有文字"),
    ],
)
def test_what_is_not_a_block_stream_is_an_error(markup: str, message: str) -> None:
    with pytest.raises(MarkupError, match=message):
        parse(markup)


def test_an_error_has_its_place() -> None:
    with pytest.raises(MarkupError) as caught:
        parse("<blocks>\n<title>题</blocks>")
    assert (caught.value.line, caught.value.column) == (2, 11)


@pytest.mark.parametrize(
    "markup",
    [
        "<blocks><title><line>行</line>丢<line>行</line></title></blocks>",
        "<blocks><table>丢<row><cell>文</cell></row></table></blocks>",
        "<blocks><table><row>丢<cell>文</cell>丢</row></table></blocks>",
    ],
)
def test_no_text_is_dropped(markup: str) -> None:
    with pytest.raises(MarkupError):
        parse(markup)


def test_no_text_after_running_text_is_dropped() -> None:
    with pytest.raises(MarkupError, match="之后有文字“丢”"):
        parse('<blocks>\n<paragraph source-line="1">文</paragraph>\n丢</blocks>')
