"""Plug-ins: a format, a rule and a kind from another distribution, which an update makes outputs out of date of, and which fail by name."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from archives import Archive

from gen.errors import Exit

MODULE = """
from gen.document.kinds import Kind
from gen.errors import Severity
from gen.rules import Rule
from gen.rules.printed import Finding, of
from gen.writers import Format
from gen.writers.edition import Written


def write(edition, settings):
    if "坏" in edition.text:
        raise RuntimeError("written wrong")
    return Written(("<" + edition.text + ">").encode())


def find(document):
    for line in of(document, "title"):
        if "雨水" in line.text:
            raise KeyError("雨水")
        yield Finding(line, "标题不合本机关的习惯", "请改写")


upper = Format("upper", write)
rule = Rule("OWN-1", "本机关", Severity.WARNING, "标题合乎本机关的习惯", find)
bill = Kind("草案建议表决稿", organ=False)
text = "no row"
other = Format("another", write)
"""
ENTRIES = """[gongwen_gen.writers]
upper = own_plugin:upper
wrong = own_plugin:text
gone = own_plugin:gone
renamed = own_plugin:other

[gongwen_gen.rules]
OWN-1 = own_plugin:rule

[gongwen_gen.kinds]
bill = own_plugin:bill
"""
TEMPLATE = """{% import "_text.xml.j2" as text with context -%}
<blocks>
{{ text.whole(document, false) }}
</blocks>
"""


PAGE = Path(__file__).parents[2] / "docs" / "api.md"


class Plugged(Archive):
    """A workspace where a plug-in is installed, whose commands run in processes of their own."""

    def install(self, version: str = "1.0", module: str = MODULE) -> None:
        """Install the plug-in in a version, in place of any other."""
        for old in (self.root / "lib").glob("*.dist-info/*"):
            old.unlink()
        self.write("lib/own_plugin.py", module)
        self.write(f"lib/own_plugin-{version}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: own-plugin\nVersion: {version}\n")
        self.write(f"lib/own_plugin-{version}.dist-info/entry_points.txt", ENTRIES)
        for old in (self.root / "lib").glob("*.dist-info"):
            if not any(old.iterdir()):
                old.rmdir()

    def gen(self, *arguments: str, debug: bool = False) -> tuple[int, str, str]:
        """Run a command → its exit code and what it printed."""
        environment = {**os.environ, "PYTHONPATH": str(self.root / "lib"), "PYTHONDONTWRITEBYTECODE": "1"} | ({"GEN_DEBUG": "1"} if debug else {})
        command = [sys.executable, "-m", "gen", *arguments]
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def plugged(tmp_path: Path) -> Plugged:
    archive = Plugged(tmp_path)
    archive.install()
    return archive


def test_a_format_of_a_plugin_is_written_and_remade_after_an_update(plugged: Plugged) -> None:
    plugged.source("a")
    assert plugged.gen("build", "-f", "upper,txt")[:2] == (0, "out/a.upper\nout/a.txt\n")
    assert (plugged.out / "a.upper").read_text(encoding="utf-8").startswith("<")
    assert plugged.gen("build", "-f", "upper,txt")[:2] == (0, "")
    assert plugged.gen("why", "out/a.upper")[1] == "没有变化，不用重新生成\n"
    plugged.install("1.1")
    code, out, _ = plugged.gen("why", "out/a.upper")
    assert code == 0
    assert "own-plugin 1.0" in out
    assert "own-plugin 1.1" in out
    assert plugged.gen("build", "-f", "upper,txt")[:2] == (0, "out/a.upper\n")
    plugged.install("1.1", MODULE.replace('"<"', '"{"'))
    assert plugged.gen("build", "-f", "upper,txt")[:2] == (0, "out/a.upper\n")
    assert (plugged.out / "a.upper").read_text(encoding="utf-8").startswith("{")


def test_a_writer_that_raises_costs_its_format_of_that_document(plugged: Plugged) -> None:
    plugged.source("a", "坏水治理")
    plugged.source("b")
    code, out, err = plugged.gen("build", "-f", "upper,txt")
    assert code == Exit.PLUGIN
    assert sorted(out.split()) == ["out/a.txt", "out/b.txt", "out/b.upper"]
    assert "source/a.md: 错误 [插件] 插件 upper（own-plugin 1.0）出错：RuntimeError: written wrong" in err
    assert "共 2 份：完成 1，失败 1" in err
    code, out, _ = plugged.gen("build", "-f", "upper,txt")
    assert (code, out) == (Exit.PLUGIN, "")
    assert plugged.gen("build", "-f", "upper", "-j", "2")[0] == Exit.PLUGIN


@pytest.mark.parametrize(
    ("name", "why"),
    [("wrong", "给出的不是 Format"), ("gone", "出错：AttributeError"), ("renamed", "给出的 Format 叫 another，不叫 renamed")],
)
def test_a_plugin_that_does_not_load_is_named(plugged: Plugged, name: str, why: str) -> None:
    plugged.source("a")
    code, out, err = plugged.gen("build", "-f", name)
    assert (code, out) == (Exit.PLUGIN, "")
    assert f"插件 {name}（own-plugin 1.0）{why}" in err
    assert not plugged.out.exists()


def test_two_plugins_of_one_name_are_refused(plugged: Plugged) -> None:
    plugged.source("a")
    plugged.write("lib/rival-2.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: rival\nVersion: 2.0\n")
    plugged.write("lib/rival-2.0.dist-info/entry_points.txt", "[gongwen_gen.writers]\nupper = own_plugin:upper\n")
    code, _, err = plugged.gen("build", "-f", "upper")
    assert code == Exit.PLUGIN
    assert "几个插件都叫 upper：own-plugin 1.0、rival 2.0" in err


def test_a_name_that_no_plugin_has_is_unknown_as_ever(plugged: Plugged) -> None:
    plugged.source("a")
    plugged.source("b", kind="bll")
    code, _, err = plugged.gen("build", "-f", "odt")
    assert (code, "没有格式 odt；可选 docx、pdf、txt" in err) == (Exit.USAGE, True)
    code, _, err = plugged.gen("check", "--rule", "OWN-2")
    assert (code, "没有规则 OWN-2" in err) == (Exit.USAGE, True)
    code, _, err = plugged.gen("build", "-f", "txt", "source/b.md")
    assert (code, "没有文种 bll 的模板" in err) == (Exit.SOURCE, True)


def test_a_rule_of_a_plugin_is_asked_by_its_name(plugged: Plugged) -> None:
    plugged.source("a")
    assert "OWN-1" not in plugged.gen("check", "--quick")[1]
    code, out, _ = plugged.gen("check", "--rule", "OWN-1")
    assert (code, out) == (0, "source/a.md:4:8: 警告 [OWN-1] 标题不合本机关的习惯；请改写\n")
    assert '"clause": "本机关"' in plugged.gen("check", "--rule", "OWN-1", "--json")[1]
    plugged.write("source/a.md", plugged.source("a").read_text(encoding="utf-8").replace("---\n为了", "waive: [OWN-1]\n---\n为了"))
    assert plugged.gen("check", "--rule", "OWN-1")[1] == ""


def test_a_rule_that_raises_costs_only_itself(plugged: Plugged) -> None:
    plugged.source("a", "雨水治理。")
    code, out, _ = plugged.gen("check", "--rule", "OWN-1", "--rule", "7.2.5-docno", "--rule", "P-double")
    assert code == Exit.SOURCE
    assert "source/a.md: 错误 [OWN-1] 规则自身出错：KeyError: '雨水'" in out
    assert "[P-double]" in out
    assert "Traceback" in plugged.gen("check", "--rule", "OWN-1", debug=True)[2]


def test_a_kind_of_a_plugin_says_what_its_source_needs(plugged: Plugged) -> None:
    source = plugged.source("a", kind="bill")
    source.write_text("\n".join(line for line in source.read_text(encoding="utf-8").split("\n") if "organ" not in line), encoding="utf-8")
    plugged.write("templates/bill.xml.j2", TEMPLATE)
    assert plugged.gen("build", "-f", "txt")[:2] == (0, "out/a.txt\n")
    assert plugged.gen("build", "-f", "txt")[:2] == (0, "")
    plugged.install("1.1", MODULE.replace(", organ=False", ""))
    assert plugged.gen("why", "out/a.txt")[1] == "文种 bill 的插件 改了\n"
    code, _, err = plugged.gen("build", "-f", "txt")
    assert (code, "organ" in err) == (Exit.SOURCE, True)


def test_a_build_of_known_names_looks_up_no_plugin(plugged: Plugged) -> None:
    plugged.source("a")
    plugged.gen("build")
    code = "import sys; from gen.cli.main import main\ntry:\n main()\nfinally:\n assert 'importlib.metadata' not in sys.modules"
    subprocess.run([sys.executable, "-c", code, "build"], cwd=plugged.root, check=True, capture_output=True)


def test_an_issue_is_not_written_in_the_format_of_a_plugin(plugged: Plugged) -> None:
    assert plugged.gen("init", ".")[0] == 0
    code, _, err = plugged.gen("gazette", "source/gazette/2022-1.yaml", "-f", "upper")
    assert (code, "期刊不能生成 upper" in err) == (Exit.OUTPUT, True)


def test_the_plugin_of_the_page_works_as_it_says(plugged: Plugged) -> None:
    """The package that docs/api.md shows, installed as its pyproject.toml says: its format is built, its rule is asked."""
    shown = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))
    project = tomllib.loads(shown["pyproject.toml"])["project"]
    plugged.write("lib/office_formats.py", shown["office_formats.py"])
    folder = f"lib/{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    plugged.write(f"{folder}/METADATA", f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    groups = ("\n".join([f"[{group}]", *(f"{name} = {value}" for name, value in rows.items())]) for group, rows in project["entry-points"].items())
    plugged.write(f"{folder}/entry_points.txt", "\n\n".join(groups) + "\n")
    plugged.source("a", "污水治理" * 12)
    assert plugged.gen("build", "-f", "words")[:2] == (0, "out/a.words\n")
    assert "污水治理依法进行。" in (plugged.out / "a.words").read_text(encoding="utf-8")
    code, out, _ = plugged.gen("check", "--rule", "OFFICE-1")
    assert (code, "[OFFICE-1] 标题超过50字" in out) == (0, True)
