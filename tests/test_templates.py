"""Faults of a template: each one TemplateError with its place, in Chinese, and never a traceback."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from editions import TEMPLATES
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.build import typeset
from gen.compose import compose
from gen.errors import Diagnostic, Exit, SourceError, TemplateError
from gen.model import Document, Level, Table, Unit
from gen.templating import kinds, markup

DOCUMENT = Document(
    name="test", kind="decision", organ="××市人民代表大会常务委员会", title="决定", body=(Unit("本决定自公布之日起施行。", 9),), places=(("kind", 2),)
)
_CHINESE = re.compile("[一-鿿]")


def fault_of(folder: Path, template: str, *, others: dict[str, str] | None = None) -> Diagnostic:
    """Typeset the document through a template and give the fault."""
    for name, text in {"decision.xml.j2": template, **(others or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        typeset(DOCUMENT, [folder])
    assert caught.value.exit_code is Exit.TEMPLATE
    (fault,) = caught.value.diagnostics
    assert _CHINESE.search(fault.message), fault.message
    assert _CHINESE.search(fault.hint), fault.hint
    assert fault.place.file.startswith(("decision.xml.j2", "_part.xml.j2"))
    return fault


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ document.titel }}", "不存在的名称“titel”"),
        ("{{ dokument.title }}", "不存在的名称“dokument”"),
        ("{{ document.title.foo.bar }}", "不存在的名称“foo”"),
        ("{{ document.title|shout }}", "模板语法有错"),
        ("{% if document.title %}", "模板语法有错"),
        ("{{ document.title }", "模板语法有错"),
        ("{% foo %}", "模板语法有错"),
        ("{{ ''.__class__ }}", "沙箱禁止"),
        ("{{ ''.__class__.__mro__ }}", "沙箱禁止"),
        ("{{ document.__init__.__globals__ }}", "沙箱禁止"),
        ("{{ cycler.__init__.__globals__.os }}", "沙箱禁止"),
        ("{{ 1 / 0 }}", "模板运行出错"),
        ("{{ document.title + 1 }}", "模板运行出错"),
        ("{% include 'none.xml.j2' %}", "找不到模板 none.xml.j2"),
        ("{% include '../secret.xml.j2' %}", "找不到模板 ../secret.xml.j2"),
        ("{% include '/etc/passwd' %}", "找不到模板 /etc/passwd"),
        ("{% import '../secret.xml.j2' as secret %}", "找不到模板"),
        ("{% extends 'none.xml.j2' %}", "找不到模板"),
        ("{% include 'decision.xml.j2' %}", "没有止境"),
        ("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", "没有止境"),
    ],
)
def test_a_fault_in_a_template_has_its_line(tmp_path: Path, line: str, message: str) -> None:
    fault = fault_of(tmp_path / "templates", f"<blocks>\n<title>题</title>\n{line}\n</blocks>\n")
    assert message in fault.message
    assert fault.place.line in {3, 4, 5}, fault.place


def test_a_fault_in_an_included_template_has_its_place(tmp_path: Path) -> None:
    fault = fault_of(tmp_path, "<blocks>{% include '_part.xml.j2' %}</blocks>", others={"_part.xml.j2": "\n\n{{ nothing }}"})
    assert (fault.place.file, fault.place.line) == ("_part.xml.j2", 3)


def test_a_folder_above_is_out_of_reach(tmp_path: Path) -> None:
    (tmp_path / "secret.xml.j2").write_text("<title>秘密</title>", encoding="utf-8")
    fault = fault_of(tmp_path / "templates", "<blocks>{% include '../secret.xml.j2' %}</blocks>")
    assert "不能有 .." in fault.hint


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("<blocks><foo>文</foo></blocks>", "没有名为 <foo> 的要素"),
        ("<blocks>文</blocks>", "要素之外有文字"),
        ("<blocks><title>题</title>文</blocks>", "之后有文字"),
        ('<blocks><title colour="red">题</title></blocks>', "没有名为 colour 的属性"),
        ('<blocks><title new-page="maybe">题</title></blocks>', "属性值不对"),
        ("<blocks><title>题</blocks>", "不是合格的 XML"),
        ("<blocks>{{ document.title|safe }}<</blocks>", "不是合格的 XML"),
        ("", "不是合格的 XML"),
    ],
)
def test_output_that_is_not_blocks_is_a_fault(tmp_path: Path, output: str, message: str) -> None:
    fault = fault_of(tmp_path, output)
    assert message in fault.message
    assert fault.place.file == "decision.xml.j2（输出）"


@pytest.mark.parametrize("heading", ["<heading>总则</heading>", '<heading level="条">第一条</heading>', '<heading level="卷">第一卷</heading>'])
def test_a_heading_of_no_level_is_a_fault(tmp_path: Path, heading: str) -> None:
    fault_of(tmp_path, f"<blocks>{heading}</blocks>")


def test_templates_are_searched_in_order(tmp_path: Path) -> None:
    (tmp_path / "decision.xml.j2").write_text("<blocks><title>{{ document.title }}！</title></blocks>", encoding="utf-8")
    assert [block.text for block in compose(DOCUMENT, [tmp_path, *TEMPLATES])] == ["决定！"]
    assert [block.text for block in compose(DOCUMENT, TEMPLATES)] == ["决定", "本决定自公布之日起施行。"]


def test_a_kind_without_a_template_is_a_fault_of_the_source() -> None:
    odd = Document(name="test", kind="decison", organ="机关", title="决定", body=(Unit("文", 9),), places=(("kind", 2),))
    with pytest.raises(SourceError) as caught:
        markup(odd, TEMPLATES, "source/test.md")
    (fault,) = caught.value.diagnostics
    assert str(fault.place) == "source/test.md:2"
    assert "decision" in fault.hint


def test_the_packaged_kinds_are_listed() -> None:
    assert "decision" in kinds(TEMPLATES)
    assert not [kind for kind in kinds(TEMPLATES) if kind.startswith("_")]


def test_a_template_may_go_through_the_units_itself(tmp_path: Path) -> None:
    body = (Unit("第一章　总则", 5, Level.CHAPTER, "第一章", heading=True), Unit('A<B&"C"', 6), Table((("甲", "<乙>"), ("", "丙")), 7))
    document = replace(DOCUMENT, body=body)
    (tmp_path / "decision.xml.j2").write_text(
        """<blocks><title source-line="0">{{ document.title }}</title>
{% for unit in document.body -%}
{% if unit.rows is defined -%}
<table source-line="{{ unit.line }}">{% for row in unit.rows %}<row>{% for cell in row %}<cell>{{ cell }}</cell>{% endfor %}</row>{% endfor %}</table>
{% else -%}
<{{ "heading" if unit.heading else "paragraph" }}{% if unit.level %} level="{{ unit.level }}" label="{{ unit.label|length }}"{% endif %}
 source-line="{{ unit.line }}">{{ unit.text }}</{{ "heading" if unit.heading else "paragraph" }}>
{% endif -%}
{% endfor %}</blocks>""",
        encoding="utf-8",
    )
    assert compose(document, [tmp_path]) == compose(document, TEMPLATES)


_UNITS_ONE_BY_ONE = """{% import "_text.xml.j2" as text with context -%}
<blocks>
<title source-line="0">{{ document.title }}</title>
{% for tag, level, label, line, text, rows in document.body|fields -%}
<{{ tag }}{% if level %} level="{{ level }}" label="{{ label }}"{% endif %} source-line="{{ line }}">{{ text }}
{%- for row in rows %}<row>{% for cell in row %}<cell>{{ cell }}</cell>{% endfor %}</row>{% endfor %}</{{ tag }}>
{% endfor -%}
</blocks>"""
_TEXT = st.text(st.sampled_from("甲乙&<>\"'{}% 　") | st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=12).filter(str.strip)
_UNIT = st.builds(
    Unit, _TEXT, st.integers(0, 99), st.none() | st.sampled_from(Level), st.sampled_from(["", "一、", "第一百二十条之一"]), st.booleans()
)
_ITEM = _UNIT | st.builds(
    Table, st.lists(st.lists(_TEXT | st.just(""), min_size=2, max_size=2).map(tuple), min_size=1, max_size=2).map(tuple), st.just(7)
)


@pytest.fixture(scope="module")
def one_by_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a template that prints units one by one."""
    folder = tmp_path_factory.mktemp("templates")
    (folder / "decision.xml.j2").write_text(_UNITS_ONE_BY_ONE, encoding="utf-8")
    return folder


@given(body=st.lists(_ITEM, max_size=6))
@settings(max_examples=300)
def test_running_text_is_printed_as_units_one_by_one(one_by_one: Path, body: list[Unit | Table]) -> None:
    document = replace(DOCUMENT, body=tuple(body), places=())
    assert markup(document, TEMPLATES) == markup(document, [one_by_one, *TEMPLATES])


def test_a_template_may_change_what_running_text_says(tmp_path: Path) -> None:
    """The blocks are those of what it yields, also where it makes something else of the markup that it was given."""
    (tmp_path / "decision.xml.j2").write_text(
        "<blocks>{% for part in document.body|running %}{{ part|replace('自', '从')|safe }}{{ part }}<!-- {{ part }} -->{% endfor %}</blocks>",
        encoding="utf-8",
    )
    assert [block.text for block in compose(DOCUMENT, [tmp_path])] == ["本决定从公布之日起施行。", "本决定自公布之日起施行。"]


def test_running_text_without_text_is_an_error() -> None:
    with pytest.raises(TemplateError, match="没有文字"):
        compose(replace(DOCUMENT, body=(Unit("文", 1), Unit("", 2))), TEMPLATES)
