"""The library behind `import gen`: its names, its types, what its functions give and raise, and the examples of docs/api.md."""

import pickle
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

import gen
from gen.errors import Exit, OutputError, UsageError

ROOT = Path(__file__).resolve().parent.parent
SOURCE = """---
kind: decision
organ: ××市人民代表大会常务委员会
title: 关于污水治理的决定
---
为了加强污水治理，作如下决定：
一、污水治理依法进行。
本决定自公布之日起施行。
"""
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _source(folder: Path, name: str = "a", text: str = SOURCE) -> Path:
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return path


def _python(code: str, folder: Path = ROOT) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return done.stdout


def test_names_are_what_they_say_after_every_module_is_loaded() -> None:
    """No module of gen takes the place of a function in the package."""
    code = """
import importlib, pathlib, types
for path in sorted(pathlib.Path("gen").rglob("*.py")):
    name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    if not name.endswith("__main__") and "cluster" not in name:
        importlib.import_module(name)
import gen
for name in gen.__all__:
    assert not isinstance(getattr(gen, name), types.ModuleType), name
print(*(name for name in gen.__all__ if isinstance(getattr(gen, name), types.FunctionType)))
"""
    assert _python(code).split() == ["build", "check", "read", "settings", "typeset", "write"]
    assert not set(gen.__all__) & {path.stem for path in (ROOT / "gen").iterdir() if not path.stem.startswith("__")}


def test_the_package_loads_nothing_until_a_name_is_used() -> None:
    code = "import gen, sys; print(*(name for name in sys.modules if name.startswith('gen.') or name == 'importlib.metadata'))"
    assert not _python(code).strip()


def test_a_name_that_there_is_not() -> None:
    assert set(gen.__all__) <= set(dir(gen))
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        gen.raed  # type: ignore[attr-defined]  # noqa: B018 — the name of an author's slip


def test_another_project_sees_the_types(tmp_path: Path) -> None:
    """`mypy --strict` of a project that uses the library: its types are known, and a wrong call is an error."""
    (tmp_path / "mypy.ini").write_text("[mypy]\nstrict = true\n", encoding="utf-8")
    good = tmp_path / "good.py"
    good.write_text(
        "from pathlib import Path\n"
        "from gen import Diagnostic, Document, Edition, GenError, __version__, build, check, read, settings, typeset, write\n"
        "def pdf(source: Path) -> bytes:\n"
        "    document: Document = read(source)\n"
        "    found: tuple[Diagnostic, ...] = check(document)\n"
        "    edition: Edition = typeset(document)\n"
        "    made: tuple[Path, ...] = build([source], 'out', formats=['pdf'])\n"
        "    version: str = __version__\n"
        "    return write(edition, 'pdf', settings=settings(fonts='bundled'))\n",
        encoding="utf-8",
    )
    bad = tmp_path / "bad.py"
    bad.write_text("from gen import raed, write\nwrite(1, 'pdf')\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache")]
    done = subprocess.run([*command, good], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    done = subprocess.run([*command, bad], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "[attr-defined]" in done.stdout
    assert "[arg-type]" in done.stdout


def test_a_source_becomes_every_format(tmp_path: Path) -> None:
    chosen = gen.settings(fonts="bundled")
    edition = gen.typeset(gen.read(_source(tmp_path)))
    assert [gen.write(edition, format_, settings=chosen)[:4] for format_ in ("docx", "pdf")] == [b"PK\x03\x04", b"%PDF"]
    assert "污水治理依法进行。" in gen.write(edition, "txt").decode()


def test_bytes_and_a_file_of_them_are_one_document(tmp_path: Path) -> None:
    assert gen.read(SOURCE.encode(), name="a") == gen.read(_source(tmp_path)) == gen.read(str(tmp_path / "a.md"))


def test_all_faults_of_a_source_are_raised_at_once() -> None:
    with pytest.raises(gen.SourceError) as raised:
        gen.read(SOURCE.replace("organ:", "organ_:").replace("kind: decision", "kind: Decision").encode())
    assert len(raised.value.diagnostics) >= 2
    assert raised.value.exit_code is Exit.SOURCE


def test_a_warning_is_issued_with_its_diagnostic() -> None:
    with pytest.warns(gen.SourceWarning) as issued:
        gen.read(SOURCE.replace("作如下决定：", "作如下决定:").encode())
    warning = issued[0].message
    assert isinstance(warning, gen.SourceWarning)
    assert warning.diagnostic.severity is gen.Severity.WARNING
    assert str(warning) == str(warning.diagnostic)
    assert issued[0].filename == __file__
    again = pickle.loads(pickle.dumps(warning))  # noqa: S301 — our own
    assert again.diagnostic == warning.diagnostic


def test_rules_find_what_gen_check_finds() -> None:
    text = SOURCE.replace("关于污水治理的决定", "关于污水治理的决定。")
    found = gen.check(gen.read(text.encode()), text)
    assert [(one.rule, one.place.line > 0, one.place.column > 0) for one in found if one.rule == "7.3.1-punct"] == [("7.3.1-punct", True, True)]


def test_own_templates_go_before_the_packaged_ones(tmp_path: Path) -> None:
    (tmp_path / "decision.xml.j2").write_text("<blocks><title>{{ document.title }}</title></blocks>", encoding="utf-8")
    edition = gen.typeset(gen.read(SOURCE.encode()), templates=[tmp_path])
    assert edition.text == "关于污水治理的决定"


def test_settings_are_those_of_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "gen.toml").write_text('fonts = "bundled"\n[house]\nmargins = "33476.2"\n', encoding="utf-8")
    assert gen.settings(tmp_path).design != gen.settings(fonts="bundled").design
    with pytest.raises(UsageError, match="bundeld"):
        gen.settings(fonts="bundeld")


def test_a_format_that_there_is_not_is_named() -> None:
    with pytest.raises(UsageError, match="没有格式 odt"):
        gen.write(gen.typeset(gen.read(SOURCE.encode())), "odt")


def test_a_build_writes_every_file_and_says_which(tmp_path: Path) -> None:
    sources = [_source(tmp_path, name) for name in ("a", "b")]
    made = gen.build(sources, tmp_path / "out", formats=["docx", "txt"])
    assert made == tuple(tmp_path / "out" / name for name in ("a.docx", "a.txt", "b.docx", "b.txt"))
    assert all(path.is_file() for path in made)
    assert gen.build(sources, tmp_path / "out", formats=["docx", "txt"]) == made


def test_a_build_with_a_fault_writes_nothing_and_names_all(tmp_path: Path) -> None:
    sources = [_source(tmp_path), _source(tmp_path, "b", "没有文首信息\n"), tmp_path / "c.md"]
    with pytest.raises(gen.SourceError) as raised:
        gen.build(sources, tmp_path / "out", formats=["txt"])
    assert {Path(one.place.file).name for one in raised.value.diagnostics} == {"b.md", "c.md"}
    assert not (tmp_path / "out").exists()


def test_a_build_replaces_what_it_wrote_and_keeps_what_somebody_edited(tmp_path: Path) -> None:
    source = _source(tmp_path)
    (made,) = gen.build([source], tmp_path / "out", formats=["txt"])
    before = made.read_bytes()
    _source(tmp_path, text=SOURCE.replace("污水", "雨水"))
    gen.build([source], tmp_path / "out", formats=["txt"])
    assert made.read_bytes() != before
    made.write_text("手工改的", encoding="utf-8")
    with pytest.raises(OutputError, match="手工改过"):
        gen.build([source], tmp_path / "out", formats=["txt"])
    assert made.read_text(encoding="utf-8") == "手工改的"
    gen.build([source], tmp_path / "out", formats=["txt"], force=True)
    assert "雨水" in made.read_text(encoding="utf-8")


def test_two_sources_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with pytest.raises(gen.SourceError, match="同名"):
        gen.build([_source(tmp_path), _source(tmp_path / "other")], tmp_path / "out", formats=["txt"])


def test_examples_of_the_page_run(tmp_path: Path) -> None:
    """Each block of docs/api.md with a file's name is written there; the others run one after another, as a reader would."""
    blocks = _BLOCK.findall((ROOT / "docs" / "api.md").read_text(encoding="utf-8"))
    for language, name, text in blocks:
        if name:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        elif language == "python":
            _python(f"import warnings; warnings.simplefilter('error')\n{text}", tmp_path)
    assert [language for language, name, _ in blocks if not name].count("python") >= 3


def test_functions_are_documented() -> None:
    for name in gen.__all__:
        found = getattr(gen, name)
        if isinstance(found, types.FunctionType):
            assert f"`{name}(" in (ROOT / "docs" / "api.md").read_text(encoding="utf-8"), name
