"""Where things are: sources and their order, names of outputs, and everything a `gen.toml` can have wrong."""

import os
import tomllib
from pathlib import Path

import pytest

from gen.errors import ConfigError, Exit, GenError, OutputError, Place, SourceError
from gen.standard.gb9704 import Face
from gen.workspace.config import Config
from gen.workspace.workspace import Workspace, packaged

ROOT = Path(__file__).parents[2]


def put(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "source").mkdir()
    return Workspace.open(tmp_path)


# Folders


def test_a_workspace_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="没有这个文件夹"):
        Workspace.open(tmp_path / "absent")
    with pytest.raises(SourceError, match="没有这个文件夹"):
        Workspace.open(put(tmp_path / "file"))


def test_own_templates_come_before_the_packaged_ones(workspace: Workspace) -> None:
    assert list(workspace.template_folders) == [packaged("templates")]
    own = put(workspace.root / "templates/decision.xml.j2").parent
    assert list(workspace.template_folders) == [own, packaged("templates")]
    assert list(Workspace.open(ROOT).template_folders) == [packaged("templates")]


def test_font_folder(workspace: Workspace) -> None:
    assert workspace.font_folder is None
    own = put(workspace.root / "fonts/x.ttf").parent
    assert workspace.font_folder == own


@pytest.mark.parametrize("name", ["templates", "fonts", "source"])
def test_packaged_resources(name: str) -> None:
    assert packaged(name) == ROOT / name


def test_packaged_resource_of_a_broken_installation() -> None:
    with pytest.raises(GenError, match="重新安装") as caught:
        packaged("nonsense")
    assert caught.value.exit_code is Exit.INTERNAL


# Sources


def relative(workspace: Workspace, sources: list[Path]) -> list[str]:
    return [source.relative_to(workspace.root).as_posix() for source in sources]


def test_all_sources_in_the_order_of_their_parts(workspace: Workspace) -> None:
    for name in ("b.md", "a/z.md", "a-b.md", "a/b/c.MD", ".hidden.md", ".git/x.md", "a/.x/y.md", "notes.txt", "a.md"):
        put(workspace.source_folder / name)
    sources, faults = workspace.sources()
    assert relative(workspace, sources) == ["source/a/b/c.MD", "source/a/z.md", "source/a-b.md", "source/a.md", "source/b.md"]
    assert not faults


def test_a_file_is_given_once(workspace: Workspace) -> None:
    first, second = put(workspace.source_folder / "1.md"), put(workspace.source_folder / "2.md")
    again = workspace.source_folder / "../source/2.md"
    sources, faults = workspace.sources([str(second), again, workspace.source_folder, first])
    assert sources == [second, first]
    assert not faults


def test_a_wrong_argument_does_not_stop_the_others(workspace: Workspace) -> None:
    source = put(workspace.source_folder / "关于预算的决定.md")
    (workspace.root / "empty").mkdir()
    sources, faults = workspace.sources([workspace.source_folder / "关于预算决定.md", workspace.root / "empty", source, "/nowhere/x.md"])
    assert sources == [source]
    assert [(fault.message, fault.hint) for fault in faults] == [
        ("没有这个文件或文件夹", "是否应为 关于预算的决定.md？"),
        ("文件夹里没有 .md 源文件", "把源文件放进来，或者指定别的文件夹"),
        ("没有这个文件或文件夹", "检查路径"),
    ]
    assert faults[0].place == Place(str(workspace.source_folder / "关于预算决定.md"))


def test_no_source_folder(tmp_path: Path) -> None:
    sources, faults = Workspace.open(tmp_path).sources()
    assert not sources
    assert [fault.message for fault in faults] == ["这里没有 source 文件夹"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads every folder")
def test_folder_that_cannot_be_read(workspace: Workspace) -> None:
    put(workspace.source_folder / "a.md")
    closed = put(workspace.source_folder / "closed/b.md").parent
    closed.chmod(0)
    sources, faults = workspace.sources()
    closed.chmod(0o700)
    assert len(sources) == len(faults) == 1


# Outputs


def test_output_names(workspace: Workspace) -> None:
    for name, wanted in {"a.md": "a", "2022/12/关于1.5号文.v2.md": "2022/12/关于1.5号文.v2", "no-suffix": "no-suffix"}.items():
        assert workspace.output_name(workspace.source_folder / name) == wanted
        assert workspace.output_file(workspace.source_folder / name, ".pdf") == workspace.output_folder / f"{wanted}.pdf"
    assert workspace.output_name(Path("/elsewhere/deep/b.md")) == "b"
    assert workspace.output_name(workspace.source_folder / "../b.md") == "b"
    assert workspace.output_name(workspace.source_folder / "x/../../../../etc/passwd") == "passwd"


def test_output_name_does_not_depend_on_the_working_folder(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    put(workspace.source_folder / "a/b.md")
    monkeypatch.chdir(workspace.source_folder)
    assert workspace.output_name(Path("a/b.md")) == "a/b"
    assert Workspace.open(Path("..")).output_name(Path("a/b.md")) == "a/b"


def test_two_sources_of_one_output(workspace: Workspace) -> None:
    first = put(workspace.source_folder / "A.md")
    other = put(workspace.root / "drafts/a.md")
    third = put(workspace.root / "drafts/b.md")
    sources, faults = workspace.sources([first, other, third, other])
    assert sources == [first, third]
    (fault,) = faults
    assert fault.place == Place(str(other))
    assert "A.md 的输出同名（a）" in fault.message


def test_composed_and_decomposed_names_are_one(workspace: Workspace) -> None:
    sources, faults = workspace.sources([put(workspace.source_folder / "\u00e9.md"), put(workspace.root / "e\u0301.md")])
    assert (len(sources), len(faults)) == (1, 1)


def test_output_never_leaves_the_output_folder(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> None:
    workspace.output_folder.mkdir()
    (workspace.output_folder / "way").symlink_to(tmp_path_factory.mktemp("outside"))
    with pytest.raises(OutputError, match="输出文件夹之外"):
        workspace.output_file(workspace.source_folder / "way/out.md", ".pdf")
    (workspace.output_folder / "in").mkdir()
    (workspace.output_folder / "alias").symlink_to(workspace.output_folder / "in")
    assert workspace.output_file(workspace.source_folder / "alias/out.md", ".pdf")


def test_output_folder_itself_may_be_a_link(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> None:
    workspace.output_folder.symlink_to(tmp_path_factory.mktemp("outside"))
    assert workspace.output_file(workspace.source_folder / "a.md", ".pdf") == workspace.output_folder / "a.pdf"


# gen.toml


def config(workspace: Workspace, text: str | bytes) -> Config:
    (workspace.root / "gen.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return Workspace.open(workspace.root).config


def test_no_config(workspace: Workspace) -> None:
    assert workspace.config == Config(fonts="auto", faces={}, fallback=())


def test_whole_config(workspace: Workspace) -> None:
    lines = ["\ufefffonts = 'auto'", "fallback = ['fonts/HanaMinB.ttf', '/abs/x.otf']", "[faces]", "\"小标宋\" = 'f/x.ttf'", "'宋体' = 'y.ttf'"]
    read = config(workspace, "\r\n".join(lines))
    assert read.fonts == "auto"
    assert read.faces == {Face.XIAOBIAOSONG: workspace.root / "f/x.ttf", Face.SONG: workspace.root / "y.ttf"}
    assert read.fallback == (workspace.root / "fonts/HanaMinB.ttf", Path("/abs/x.otf"))


def test_every_fault_at_once_with_its_place(workspace: Workspace) -> None:
    text = "font = 'auto'\nfonts = 'bundeld'\nfallback = 'x.ttf'\n\n[faces]\n'小标宋体' = 'x.ttf'\n'楷体' = 3\n'黑体' = ''\n"
    with pytest.raises(ConfigError) as caught:
        config(workspace, text)
    assert caught.value.exit_code is Exit.CONFIG
    assert [(fault.place.line, fault.place.column, fault.message) for fault in caught.value.diagnostics] == [
        (1, 1, "没有名为 font 的设置"),
        (2, 1, "fonts 不能是 'bundeld'"),
        (3, 1, "fallback 应当是字体文件路径的列表"),
        (6, 1, "没有名为 小标宋体 的字体"),
        (7, 1, "楷体 应当是字体文件的路径"),
        (8, 1, "黑体 应当是字体文件的路径"),
    ]
    hints = [fault.hint for fault in caught.value.diagnostics]
    assert hints[0].startswith("是否应为 fonts？")
    assert hints[1].startswith("是否应为 bundled？")
    assert hints[3].startswith("是否应为 小标宋？")
    assert all("gen.toml" in fault.place.file for fault in caught.value.diagnostics)


@pytest.mark.parametrize(
    "text", ["fonts = 3", "faces = 3", "fallback = [3]", "fallback = ['']", "[fonts]\na = 1", "[other]\nfonts = 'auto'", "fonts = []"]
)
def test_wrong_kinds_of_values(workspace: Workspace, text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config(workspace, text)
    assert caught.value.diagnostics[0].place.line == 1


def test_bundled_fonts_and_faces_contradict_each_other(workspace: Workspace) -> None:
    with pytest.raises(ConfigError, match="不起作用"):
        config(workspace, "fonts = 'bundled'\n[faces]\n'宋体' = 'x.ttf'")


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("fonts = 'auto'\n仿宋 = 'x.ttf'\n", 2, "这一行不是“键 = 值”", "中文的键要加英文引号"),
        ("fonts = auto\n", 1, "值写得不对", "单引号"),
        ("fonts 'auto'\n", 1, "键的后面缺少等号", ""),
        ("fonts = 'auto'\nfonts = 'auto'\n", 2, "同一个键写了两次", ""),
        ("[faces]\n[faces]\n", 2, "同一个表写了两次", ""),
        ("fallback = [\n'a'\n", 3, "方括号没有闭合", ""),
        ("fonts = 'auto\n", 2, "引号没有闭合", ""),
        ('fonts = "auto\n', 1, "字符串没有闭合，或者有不能用的字符", ""),
        ("fonts = 'auto' x\n", 1, "一行里只能有一个“键 = 值”", ""),
        ('fallback = ["C:\\fonts\\仿宋.ttf"]\n', 1, "反斜线要写两个", "正斜线"),
        ("fonts = '''\n\n", 3, "引号没有闭合", ""),
        ("fonts = “auto”\n", 1, "值写得不对", ""),
        ("=\n", 1, "这一行不是“键 = 值”", ""),
        ("\x00", 1, "这一行不是“键 = 值”", ""),
    ],
)
def test_syntax(workspace: Workspace, text: str, line: int, message: str, hint: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)
    with pytest.raises(ConfigError) as caught:
        config(workspace, text)
    (fault,) = caught.value.diagnostics
    assert (fault.place.line, fault.message) == (line, message)
    assert hint in fault.hint


def test_config_that_is_not_text(workspace: Workspace) -> None:
    with pytest.raises(ConfigError, match="不是 UTF-8"):
        config(workspace, "fonts = '仿宋'".encode("gb18030"))
    (workspace.root / "gen.toml").unlink()
    (workspace.root / "gen.toml").mkdir()
    with pytest.raises(ConfigError, match="读不出"):
        _ = Workspace.open(workspace.root).config
