"""An issue's DOCX: valid by Microsoft's rules whatever its name, its headers and contents in the styles that programs know."""

import io
import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from editions import ROOT, settings
from issues import bound, document, example, written
from ooxml import needs_validator, validated

from gen.gazette.produce import produce

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMED = "gazette: “××·甲”市人大常委会公报\norgan: ××市人大常委会\nyear: 2023\nnumber: 2\ndate: 2023-03-01\n"
"""A name with marks that Word gives to the Latin face unless a run says otherwise."""
CLAUSES = ("10.1-letter", "8-landscape", "7.2.4-joint-masthead-of-ten")
LAYOUTS = ("gb9704", "a4", "16k", "16k-2", "a4-2-run-on")


@cache
def _issue(folder: Path, layout: str) -> bytes:
    documents = {
        "a.md": document("关于“甲·乙”的决定", "第一章　总则", "第一条　×××以下≤5℃。", "| 甲 | 乙 |", "| 1 | 2 |"),
        "b.md": document("关于丙的决定", "一、总体要求", "文字。"),
    }
    documents |= {f"{name}.md": (ROOT / "tests" / "clauses" / name / "source.md").read_text(encoding="utf-8") for name in CLAUSES}
    return produce(bound(written(folder, documents, NAMED), layout), "docx", settings())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("issue")


def _parts(data: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}  # noqa: S314 — what we wrote ourselves


@needs_validator
@pytest.mark.parametrize("layout", LAYOUTS)
def test_microsofts_validator_finds_no_error(folder: Path, tmp_path: Path, layout: str) -> None:
    assert validated(_issue(folder, layout), tmp_path) == ([], True)
    assert validated(produce(example(layout), "docx", settings()), tmp_path) == ([], True)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_property_is_given_twice(folder: Path, layout: str) -> None:
    heads = 0
    for name, part in _parts(_issue(folder, layout)).items():
        heads += name.startswith("word/head") and "“××·甲”" in "".join(part.itertext())
        for kind in ("rPr", "pPr", "tblPr", "sectPr"):
            for properties in part.iter(W + kind):
                tags = [element.tag for element in properties if not element.tag.endswith("Reference")]
                assert len(tags) == len(set(tags)), (name, ET.tostring(properties, "unicode"))
    assert heads


@pytest.mark.parametrize("layout", LAYOUTS)
def test_headers_footers_and_contents_are_in_the_programs_own_styles(folder: Path, layout: str) -> None:
    parts = _parts(_issue(folder, layout))
    names = {style.get(W + "styleId"): style.find(f"{W}name").get(W + "val") for style in parts["word/styles.xml"].iter(W + "style")}  # type: ignore[union-attr]
    used = {name: {names[style.get(W + "val")] for style in part.iter(W + "pStyle")} for name, part in parts.items() if name.startswith("word/")}
    assert {"toc 1", "toc 2", "Title", "heading 1", "Body Text"} <= used["word/document.xml"]
    assert all("header" in used[name] for name in used if name.startswith("word/head"))
    assert all("footer" in used[name] for name in used if name.startswith("word/footer"))
