"""Each output depends on what it was made of, and on nothing else: templates and fonts are changed one at a time."""

import shutil
from pathlib import Path

import pytest
from archives import ROOT, Archive
from PIL import Image

from gen.workspace.workspace import packaged

TEMPLATES = {
    "plain": "<blocks><title>{{ document.title }}</title><paragraph>正文。</paragraph></blocks>",
    "including": "<blocks><title>{{ document.title }}</title>{% include 'shared.xml.j2' %}</blocks>",
    "shared": "<paragraph>甲。</paragraph>",
    "importing": "{% import 'macros.xml.j2' as macros %}<blocks><title>{{ document.title }}</title>{{ macros.one() }}</blocks>",
    "importing_too": "{% from 'macros.xml.j2' import one %}<blocks><title>{{ document.title }}</title>{{ one() }}</blocks>",
    "macros": "{% import 'inner.xml.j2' as inner %}{% macro one() %}<paragraph>{{ inner.mark }}</paragraph>{% endmacro %}",
    "inner": "{% set mark = '乙。' %}",
    "extending": "{% extends 'base.xml.j2' %}{% block text %}<paragraph>丙。</paragraph>{% endblock %}",
    "base": "<blocks><title>{{ document.title }}</title>{% block text %}{% endblock %}</blocks>",
    "choosing": "<blocks><title>{{ document.title }}</title>{% if '污水' in document.title %}{% include 'shared.xml.j2' %}{% else %}"
    "<paragraph>丁。</paragraph>{% endif %}{% include 'optional.xml.j2' ignore missing %}</blocks>",
}
SOURCES = {
    "plain": ("plain", "污水治理"),
    "including": ("including", "污水治理"),
    "importing": ("importing", "污水治理"),
    "importing2": ("importing", "河道治理"),
    "importing3": ("importing_too", "河道治理"),
    "extending": ("extending", "污水治理"),
    "chosen": ("choosing", "污水治理"),
    "unchosen": ("choosing", "河道治理"),
}
MATRIX = {
    "plain": {"plain"},
    "including": {"including"},
    "shared": {"including", "chosen"},
    "importing": {"importing", "importing2"},
    "importing_too": {"importing3"},
    "macros": {"importing", "importing2", "importing3"},
    "inner": {"importing", "importing2", "importing3"},
    "extending": {"extending"},
    "base": {"extending"},
    "choosing": {"chosen", "unchosen"},
    "optional": {"chosen", "unchosen"},
    "decision": set(),
}
"""Template → the sources that are made again when it changes."""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A workspace with a template of each way to use another, built."""
    archive = Archive(tmp_path)
    for name, text in TEMPLATES.items():
        archive.write(f"templates/{name}.xml.j2", text)
    for name, (kind, subject) in SOURCES.items():
        archive.source(name, subject, kind)
    return archive


def made(archive: Archive, *arguments: str) -> set[str]:
    return {Path(path).stem for path in archive.build("-f", "txt", *arguments).made}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_template_makes_its_dependants_again_and_no_others(archive: Archive, jobs: str) -> None:
    assert made(archive, "--jobs", jobs) == set(SOURCES)
    for name, dependants in MATRIX.items():
        text = TEMPLATES.get(name, "<blocks/>" if name == "decision" else "<paragraph>戊。</paragraph>")
        archive.write(f"templates/{name}.xml.j2", text + "{# changed #}")
        assert made(archive, "--jobs", jobs) == dependants, name
        assert made(archive, "--jobs", jobs) == set(), name


def test_why_names_the_template(archive: Archive) -> None:
    made(archive)
    archive.write("templates/inner.xml.j2", "{% set mark = '己。' %}")
    assert archive.run("why", "out/importing3.txt").out == "模板 templates/inner.xml.j2 改了\n"
    archive.write("templates/optional.xml.j2", "<paragraph>戊。</paragraph>")
    assert archive.run("why", "out/chosen.txt").out == "模板 templates/optional.xml.j2 新增了\n"


def test_a_template_that_changes_back_makes_nothing(archive: Archive) -> None:
    made(archive)
    archive.write("templates/shared.xml.j2", "<paragraph>庚。</paragraph>")
    archive.write("templates/shared.xml.j2", TEMPLATES["shared"])
    assert made(archive) == set()


def test_a_workspace_template_takes_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.source("a")
    assert made(archive) == {"a"}
    (tmp_path / "templates").mkdir()
    shutil.copy(ROOT / "templates" / "decision.xml.j2", tmp_path / "templates")
    assert made(archive) == set()
    archive.write("templates/decision.xml.j2", TEMPLATES["plain"])
    assert made(archive) == {"a"}
    (tmp_path / "templates/decision.xml.j2").unlink()
    assert made(archive) == {"a"}


def test_a_font_makes_again_what_is_drawn_in_it_and_no_other(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.source("common")
    archive.source("rare", "𠮷水治理")
    (tmp_path / "fonts").mkdir()
    own = tmp_path / "fonts" / "own.ttf"
    shutil.copy(packaged("fonts") / "GongwenFangSong-Regular.ttf", own)
    archive.write("gen.toml", '[faces]\n"仿宋" = "fonts/own.ttf"\n')
    formats = ["common.docx", "common.pdf", "common.txt", "rare.docx", "rare.pdf", "rare.txt"]
    assert [Path(path).name for path in archive.run("build").made] == formats
    assert archive.run("build").made == []
    shutil.copy(packaged("fonts") / "GongwenKai-Regular.ttf", own)
    assert "字体 仿宋 换了（原为 GongwenWestern-Regular.ttf、own.ttf" in archive.run("why", "out/rare.pdf").out
    assert archive.run("why", "out/rare.docx").out == "没有变化，不用重新生成\n"
    assert [Path(path).name for path in archive.run("build").made] == ["common.pdf", "rare.pdf"]
    assert archive.run("build").made == []
    archive.write("gen.toml", '[faces]\n"楷体" = "fonts/own.ttf"\n')
    assert [Path(path).name for path in archive.run("build").made] == ["common.pdf", "rare.pdf"]


def test_a_supplement_makes_again_only_what_needed_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A font later in a chain matters to a document that went as far as that for a character."""
    fonts = shutil.copytree(packaged("fonts"), tmp_path / "packaged" / "fonts")
    monkeypatch.setattr("gen.fonts.chain.packaged", lambda name: tmp_path / "packaged" / name)
    archive = Archive(tmp_path / "workspace")
    archive.source("common")
    archive.source("rare", "𠮷水治理")
    assert len(archive.build("-f", "pdf").made) == 2
    used = {path for path in fonts.glob("*.ttf") if "supplement" in path.name or "Supplement" in path.name}
    for path in used:
        with path.open("ab") as stream:
            stream.write(b"\0")
    assert archive.build("-f", "pdf").made == ["out/rare.pdf"]
    assert archive.build("-f", "pdf").made == []


def test_a_seal_makes_again_the_documents_that_bear_it(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.source("b")
    source = archive.source("sealed/a")
    front = "signature:\n  organ: ××市人民代表大会常务委员会\n  date: 2022-12-20\n  seal: 公章.png\n---\n为了"
    source.write_text(source.read_text(encoding="utf-8").replace("---\n为了", front), encoding="utf-8")
    picture = source.parent / "公章.png"
    Image.new("RGBA", (40, 40), "red").save(picture)
    assert len(archive.build().made) == 6
    assert archive.build().made == []
    Image.new("RGBA", (40, 40), "blue").save(picture)
    assert archive.run("why", "--fonts", "bundled", "out/sealed/a.pdf").out == "图片 公章.png 改了\n"
    assert archive.build().made == ["out/sealed/a.docx", "out/sealed/a.pdf", "out/sealed/a.txt"]
    assert archive.build().made == []


def test_the_users_cache_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing, filled, damaged, or not a folder: the bytes are the same."""
    archive = Archive(tmp_path / "workspace")
    archive.source("a")
    cache = tmp_path / "cache"
    found = []
    for how in ("missing", "filled", "damaged", "a file"):
        if how == "damaged":
            files = [path for path in cache.rglob("*") if path.is_file() and "font" not in path.name]
            assert files
            for path in files:
                path.write_bytes(path.read_bytes()[:40])
        if how == "a file":
            shutil.rmtree(cache)
            cache.write_text("", encoding="utf-8")
        monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
        assert archive.build("-f", "txt").made == ["out/a.txt"], how
        found.append(archive.outputs())
        shutil.rmtree(archive.out)
    assert all(outputs == found[0] for outputs in found)
