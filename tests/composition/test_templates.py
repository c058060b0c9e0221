"""Faults of a template: each one TemplateError with its place, in Chinese, and never a traceback."""

import re
from copy import copy
from hashlib import sha256
from pathlib import Path

import pytest
from editions import TEMPLATES
from msgspec.structs import replace

from gen.composition.compose import compose
from gen.composition.templating import Templates
from gen.document.model import Document, Level, Table, Unit
from gen.errors import Diagnostic, Exit, SourceError, TemplateError
from gen.pipeline import typeset

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
        typeset(DOCUMENT, Templates([folder]))
    assert caught.value.exit_code is Exit.TEMPLATE
    (fault,) = caught.value.diagnostics
    assert _CHINESE.search(fault.message), fault.message
    assert _CHINESE.search(fault.hint), fault.hint
    assert fault.place.file.startswith(("decision.xml.j2", "_part.xml.j2"))
    return fault


def texts(document: Document, templates: Templates) -> list[str]:
    """Give the texts of the document's blocks."""
    return [block.text for block in compose(document, templates).blocks]


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


def test_a_template_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "_part.xml.j2").write_bytes("\n<title>题</title>".encode("gb18030"))
    fault = fault_of(tmp_path, "<blocks>{% include '_part.xml.j2' %}</blocks>")
    assert "不是 UTF-8 编码" in fault.message
    assert (fault.place.file, fault.place.line) == ("_part.xml.j2", 2)
    (tmp_path / "decision.xml.j2").write_bytes("<blocks><title>题</title></blocks>".encode("gb18030"))
    with pytest.raises(TemplateError, match="不是 UTF-8 编码"):
        compose(DOCUMENT, Templates([tmp_path]))


def test_the_templates_that_a_document_took_are_told(tmp_path: Path) -> None:
    """Those of this document, and of no other that was composed before it."""
    templates = {
        "decision": "<blocks><title>题</title>{% if document.label %}{% include 'label.xml.j2' %}{% endif %}"
        "{% include 'none.xml.j2' ignore missing %}</blocks>",
        "label": "{% import 'macros.xml.j2' as macros %}<label>{{ macros.one() }}</label>",
        "macros": "{% import 'inner.xml.j2' as inner %}{% macro one() %}{{ inner.word }}{% endmacro %}",
        "inner": "{% set word = '附件' %}",
    }
    for name, text in templates.items():
        (tmp_path / f"{name}.xml.j2").write_text(text, encoding="utf-8")
    read = Templates([tmp_path])
    for document, expected in ((DOCUMENT, {"decision"}), (replace(DOCUMENT, label="附件"), set(templates)), (DOCUMENT, {"decision"})) * 2:
        told = dict(compose(document, read).templates)
        assert told.pop("none.xml.j2") == ""
        assert told == {f"{name}.xml.j2": sha256(templates[name].encode()).hexdigest() for name in expected}


def test_templates_that_were_sent_elsewhere_are_loaded_there(tmp_path: Path) -> None:
    """A worker gets a copy."""
    path = tmp_path / "decision.xml.j2"
    path.write_text("<blocks><title>甲</title></blocks>", encoding="utf-8")
    templates = Templates([tmp_path])
    assert texts(DOCUMENT, templates) == ["甲"]
    path.write_text("<blocks><title>乙</title></blocks>", encoding="utf-8")
    assert texts(DOCUMENT, templates) == ["甲"]
    assert texts(DOCUMENT, copy(templates)) == ["乙"]


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
        ("<blocks><table></table></blocks>", "没有格"),
        ("<blocks><table><row></row></table></blocks>", "没有格"),
        ("<blocks><table><row><cell>甲</cell><cell>乙</cell></row><row><cell>丙</cell></row></table></blocks>", "第2行有1格，第1行有2格"),
        ('<blocks><table><row><cell rows="-1">甲</cell></row></table></blocks>', "不是正数"),
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
    assert texts(DOCUMENT, Templates([tmp_path, *TEMPLATES.folders])) == ["决定！"]
    assert texts(DOCUMENT, TEMPLATES) == ["决定", "本决定自公布之日起施行。"]


def test_a_kind_without_a_template_is_a_fault_of_the_source() -> None:
    odd = Document(name="test", kind="decison", organ="机关", title="决定", body=(Unit("文", 9),), places=(("kind", 2),))
    with pytest.raises(SourceError) as caught:
        TEMPLATES.render(odd, "source/test.md")
    (fault,) = caught.value.diagnostics
    assert str(fault.place) == "source/test.md:2"
    assert "decision" in fault.hint


def test_the_packaged_kinds_are_listed() -> None:
    kinds = TEMPLATES.kinds()
    assert "decision" in kinds
    assert not [kind for kind in kinds if kind.startswith("_")]


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
    assert compose(document, Templates([tmp_path])).blocks == compose(document, TEMPLATES).blocks


def test_elements_prints_the_units_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "decision.xml.j2").write_text("<blocks>{{ document.body|elements|replace('自', '从') }}</blocks>", encoding="utf-8")
    assert texts(DOCUMENT, Templates([tmp_path])) == ["本决定从公布之日起施行。"]


def test_running_text_without_text_is_an_error() -> None:
    with pytest.raises(TemplateError, match="没有文字"):
        compose(replace(DOCUMENT, body=(Unit("文", 1), Unit("", 2))), TEMPLATES)


def test_a_sealed_signature_without_a_date_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "decision.xml.j2").write_text('<blocks><signature picture="reserved">××市人民政府</signature></blocks>', encoding="utf-8")
    with pytest.raises(TemplateError, match="之后没有 <date>"):
        compose(DOCUMENT, Templates([tmp_path]))
