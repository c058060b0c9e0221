"""Which outputs a build makes again: content decides, and an edited output belongs to its editor."""

import json
import os
import shutil
import time
from pathlib import Path

import docx
import pytest
from archives import Archive

from gen.archive import program
from gen.errors import Exit
from gen.workspace.output import obstacle


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A workspace with two sources, not yet built."""
    archive = Archive(tmp_path / "workspace")
    archive.source("a", "污水治理")
    archive.source("b/c", "垃圾分类")
    return archive


ALL = ["out/a.docx", "out/a.pdf", "out/a.txt", "out/b/c.docx", "out/b/c.pdf", "out/b/c.txt"]


def test_nothing_is_made_twice(archive: Archive) -> None:
    first = archive.build()
    assert (first.code, first.made, first.err) == (Exit.OK, ALL, "共 2 份：完成 2，失败 0\n")
    inodes = {path: path.stat().st_ino for path in archive.out.rglob("*.*") if path.is_file() and ".gen" not in path.parts}
    again = archive.build()
    assert (again.code, again.out, again.err) == (Exit.OK, "", "共 2 份：完成 0，没有变化 2，失败 0\n")
    assert all(path.stat().st_ino == inode for path, inode in inodes.items())


def test_an_edited_source_is_made_again_and_no_other(archive: Archive) -> None:
    archive.build()
    archive.source("a", "河道治理")
    assert archive.build().made == ALL[:3]
    assert "河道治理" in (archive.out / "a.txt").read_text(encoding="utf-8")
    assert archive.build().made == []


def test_a_source_that_was_only_touched_is_not_made_again(archive: Archive) -> None:
    archive.build()
    (archive.root / "source/a.md").touch()
    assert archive.build().made == []


def test_an_edit_that_keeps_size_and_time_is_seen_when_the_source_was_just_written(archive: Archive) -> None:
    """As git's index: a stamp taken within a tick of the file's time proves nothing."""
    path = archive.root / "source/a.md"
    moment = time.time_ns() + 1_000_000_000
    os.utime(path, ns=(moment, moment))
    archive.build("-f", "txt")
    with path.open("r+", encoding="utf-8") as stream:
        text = stream.read().replace("污水治理", "河道治理")
        stream.seek(0)
        stream.write(text)
    os.utime(path, ns=(moment, moment))
    assert archive.build("-f", "txt").made == ["out/a.txt"]
    assert "河道治理" in (archive.out / "a.txt").read_text(encoding="utf-8")


def test_a_deleted_output_is_made_again_and_no_other(archive: Archive) -> None:
    archive.build()
    (archive.out / "a.pdf").unlink()
    assert archive.build().made == ["out/a.pdf"]


def test_only_what_an_option_changes_is_made_again(archive: Archive) -> None:
    archive.build()
    assert archive.build("--width", "40").made == ["out/a.txt", "out/b/c.txt"]
    assert archive.build("--width", "40", "--encoding", "gb18030").made == ["out/a.txt", "out/b/c.txt"]
    assert archive.build("--width", "40", "--encoding", "gb18030").made == []


def test_an_output_edited_by_hand_is_kept_and_told(archive: Archive) -> None:
    archive.build()
    edited = archive.out / "a.txt"
    edited.write_text(edited.read_text(encoding="utf-8").replace("依法", "照章"), encoding="utf-8")
    mine = edited.read_bytes()
    kept = archive.build()
    assert (kept.code, kept.made, edited.read_bytes()) == (Exit.OUTPUT, [], mine)
    assert "out/a.txt: 错误 [输出] 输出被手工改过，没有覆盖；要覆盖，加 --force" in kept.err
    archive.source("a", "河道治理")
    changed = archive.build()
    assert changed.made == ["out/a.docx", "out/a.pdf"]
    assert edited.read_bytes() == mine
    forced = archive.build("--force")
    assert (forced.code, sorted(forced.made)) == (Exit.OK, ALL)
    assert "河道治理" in edited.read_text(encoding="utf-8")


def test_an_output_edited_back_is_as_it_was(archive: Archive) -> None:
    archive.build()
    edited = archive.out / "a.txt"
    was = edited.read_bytes()
    edited.write_bytes(b"")
    assert "手工" in archive.build().err
    edited.write_bytes(was)
    again = archive.build()
    assert (again.made, "手工" in again.err) == ([], False)


def test_a_file_that_gen_did_not_make_is_not_overwritten(archive: Archive) -> None:
    mine = archive.write("out/a.txt", "我的")
    kept = archive.build("-f", "txt")
    assert (kept.code, kept.made) == (Exit.OUTPUT, ["out/b/c.txt"])
    assert "out/a.txt: 错误 [输出] 已有同名文件，没有生成它的记录，没有覆盖" in kept.err
    assert mine.read_text(encoding="utf-8") == "我的"
    assert archive.build("-f", "txt", "--force").made == ["out/a.txt", "out/b/c.txt"]
    assert mine.read_text(encoding="utf-8") != "我的"


def test_outputs_of_a_removed_source_are_listed_and_pruned(archive: Archive) -> None:
    archive.build()
    (archive.root / "source/b/c.md").unlink()
    listed = archive.build()
    assert "source/b/c.md 已经不在，留下 out/b/c.docx、out/b/c.pdf、out/b/c.txt；加 --prune 删去" in listed.err
    assert len(archive.outputs()) == len(ALL)
    (archive.out / "b/c.txt").write_text("我的", encoding="utf-8")
    assert "已经不在" not in archive.build("source/a.md").err
    pruned = archive.build("--prune")
    assert set(archive.outputs()) == {"a.docx", "a.pdf", "a.txt", "b/c.txt"}
    assert pruned.code == Exit.OUTPUT
    assert "out/b/c.txt: 错误 [输出] 源文件已经不在，输出被手工改过，没有删去；要删去，再加 --force" in pruned.err
    archive.build("--prune", "--force")
    assert set(archive.outputs()) == {"a.docx", "a.pdf", "a.txt"}
    assert not (archive.out / "b").exists()


def test_a_source_from_elsewhere_is_not_taken_for_a_removed_one(archive: Archive, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    shutil.copy(archive.root / "source/a.md", other)
    assert archive.build(str(other), "-f", "txt").made == ["out/other.txt"]
    archive.build("-f", "txt", "--prune")
    assert "other.txt" in archive.outputs()


@pytest.mark.parametrize("move", [shutil.move, shutil.copytree], ids=["moved", "copied"])
def test_an_archive_that_was_moved_is_up_to_date(archive: Archive, tmp_path: Path, move: object) -> None:
    archive.build()
    move(archive.root, tmp_path / "elsewhere")  # type: ignore[operator]
    assert Archive(tmp_path / "elsewhere").build().made == []


def test_a_dry_run_says_what_and_why_and_writes_nothing(archive: Archive) -> None:
    assert archive.build("--dry-run", "-f", "txt").out == "out/a.txt：还没有生成\nout/b/c.txt：还没有生成\n"
    assert not archive.out.exists()
    archive.build()
    archive.source("a", "河道治理")
    before = archive.outputs()
    dry = archive.build("-n")
    assert dry.out.splitlines() == [f"out/a.{format_}：源文件改了" for format_ in ("docx", "pdf", "txt")]
    assert dry.err == "共 2 份：要生成 1，没有变化 1，失败 0\n"
    assert archive.outputs() == before


def test_why_gives_the_reasons(archive: Archive) -> None:
    def why(*arguments: str) -> str:
        return archive.run("why", "--fonts", "bundled", "out/a.txt", *arguments).out

    assert why() == "还没有生成\n"
    archive.build()
    assert why() == "没有变化，不用重新生成\n"
    assert why("--width", "40") == "选项换了（width=28 encoding=utf-8 → width=40 encoding=utf-8）\n"
    archive.source("a", "河道治理")
    assert why() == "源文件改了\n"
    (archive.out / "a.txt").write_text("我的", encoding="utf-8")
    assert why() == "源文件改了\n输出被手工改过\n"
    (archive.out / "a.txt").unlink()
    assert why() == "源文件改了\n输出不在了\n"
    (archive.root / "source/a.md").unlink()
    assert why() == "源文件已经不在；gen build --prune 删去它\n"


def test_why_of_what_is_no_output(archive: Archive) -> None:
    for name in ("source/a.md", "out/none.txt", "out/a.html"):
        ran = archive.run("why", name)
        assert (ran.code, ran.out) == (Exit.OUTPUT, "")
        assert f"{name}: 错误 [输出]" in ran.err


def test_strict_finds_the_warnings_of_what_is_up_to_date(archive: Archive) -> None:
    path = archive.source("a")
    path.write_text(path.read_text(encoding="utf-8").replace("治理，作", "治理,作"), encoding="utf-8")
    assert archive.build("-f", "txt").code == Exit.OK
    strict = archive.build("-f", "txt", "--strict")
    assert (strict.code, strict.made) == (Exit.SOURCE, [])
    assert "source/a.md" in strict.err


def test_json_is_one_line_each(archive: Archive) -> None:
    archive.source("bad", kind="none")
    rows = [json.loads(line) for line in archive.build("-f", "txt", "--json").out.splitlines()]
    assert {row["source"]: row["status"] for row in rows[:-1]} == {"source/a.md": "made", "source/b/c.md": "made", "source/bad.md": "failed"}
    counts = {"made": 2, "up_to_date": 0, "failed": 1, "kept": 0, "left": 0, "removed": 0, "rule_errors": 0, "sources_with_rule_errors": 0}
    assert rows[-1]["summary"] == {**counts, "exit_code": 1}


def test_sums_are_those_of_the_files(archive: Archive) -> None:
    import hashlib

    archive.build("--sums")
    (archive.out / "a.txt").write_text("我的", encoding="utf-8")
    archive.build("--sums")
    lines = (archive.out / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    rows = {name: found for found, name in (line.split("  ") for line in lines)}
    files = {name: hashlib.sha256(data).hexdigest() for name, data in archive.outputs().items() if name != "SHA256SUMS"}
    assert rows == files


def test_a_configuration_with_a_fault_stops_a_run_even_when_nothing_changed(archive: Archive) -> None:
    archive.build()
    archive.write("gen.toml", 'fonts = "none"\n')
    assert archive.build().code == Exit.CONFIG


def test_a_choice_of_the_house_makes_everything_again(archive: Archive) -> None:
    archive.build()
    archive.write("gen.toml", '[house]\nmargins = "33476.2"\n')
    assert archive.run("why", "--fonts", "bundled", "out/a.pdf").out == "选项换了（无 → margins=33476.2）\n"
    assert archive.build().made == ALL
    assert archive.build().made == []
    (archive.root / "gen.toml").unlink()
    assert archive.build().made == ALL


def test_another_program_makes_everything_again_but_an_edited_docx(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade the file of a clerk is kept byte for byte, and named."""
    archive.build()
    edited = archive.out / "b/c.docx"
    document = docx.Document(str(edited))
    document.add_paragraph("经办人另加的一行。")
    document.save(str(edited))
    mine = edited.read_bytes()
    monkeypatch.setattr(program, "listing", lambda: ("another program", 0))
    monkeypatch.setattr(program, "program_digest", lambda: "another program")
    upgraded = archive.build()
    assert (upgraded.code, upgraded.made) == (Exit.OUTPUT, [path for path in ALL if path != "out/b/c.docx"])
    assert upgraded.err.count("没有覆盖") == 1
    assert "out/b/c.docx: 错误 [输出] 输出被手工改过，没有覆盖；要覆盖，加 --force" in upgraded.err
    assert edited.read_bytes() == mine
    again = archive.build()
    assert (again.code, again.made, edited.read_bytes()) == (Exit.OUTPUT, [], mine)


@pytest.mark.parametrize("name", ["关" * 83, "a" * 250])
def test_a_source_with_a_name_as_long_as_the_file_system_allows(archive: Archive, name: str) -> None:
    archive.source(name)
    assert archive.build(f"source/{name}.md").made == [f"out/{name}.{format_}" for format_ in ("docx", "pdf", "txt")]
    assert not list(archive.out.glob(".*.part"))


def test_a_name_that_is_too_long_is_told_before_anything_is_made(tmp_path: Path) -> None:
    path = str(tmp_path / ("关" * 85 + ".docx"))
    refused = obstacle([path])
    assert refused
    assert "文件名太长" in str(refused)
    assert obstacle([str(tmp_path / ("关" * 83 + ".docx"))]) is None
