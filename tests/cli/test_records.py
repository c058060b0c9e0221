"""What `--json` prints is as its schema has it, and comes back from the JSON with the same bytes."""

import json
import os
from pathlib import Path
from typing import get_args

import msgspec
import pytest
import schemas
from archives import Archive, Ran, spawn

from gen.cli.records import Failed, Finding, Kept, Left, Line, Made, Outdated, Removed, Summary, Unwritten, to_json
from gen.errors import Exit

BUILD = schemas.committed("build")
CHECK = schemas.committed("check")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.source("a")
    return made


def _kind(line: str) -> type[Line]:
    """A line → the one value that it is."""
    assert schemas.faults(json.loads(line), BUILD) == []
    found: list[Line] = []
    for each in get_args(Line):
        try:
            found.append(msgspec.json.decode(line, type=each))
        except msgspec.ValidationError:
            continue
    (one,) = found
    assert to_json(one) == line
    return type(one)


def _kinds(ran: Ran) -> list[type[Line]]:
    return [_kind(line) for line in ran.out.splitlines()]


def _build(archive: Archive, *options: str) -> list[type[Line]]:
    return _kinds(archive.build("-f", "txt", "--json", *options))


def test_lines_of_sources(archive: Archive) -> None:
    archive.source("bad", kind="none")
    assert _build(archive, "--dry-run") == [Outdated, Outdated, Summary]
    assert _build(archive) == [Made, Failed, Summary]


def test_a_made_source_with_warnings_and_errors_of_rules(archive: Archive) -> None:
    path = archive.source("a")
    path.write_text(path.read_text(encoding="utf-8").replace("治理，作", "治理,作"), encoding="utf-8")
    ran = archive.build("-f", "txt", "--json")
    assert _kinds(ran) == [Made, Summary]
    assert msgspec.json.decode(ran.out.splitlines()[0], type=Made).diagnostics


@pytest.mark.parametrize(("slip", "rule"), [("**治理**", "T-markup"), ("二O二六年", "T-zero")])
def test_a_slip_that_print_would_show_is_told_at_the_build_and_once_by_a_check(archive: Archive, slip: str, rule: str) -> None:
    path = archive.source("a")
    path.write_text(path.read_text(encoding="utf-8").replace("治理，作", f"{slip}，作"), encoding="utf-8")
    ran = archive.build("-f", "txt", "--json")
    assert [one.rule for one in msgspec.json.decode(ran.out.splitlines()[0], type=Made).diagnostics] == [rule]
    assert slip in (archive.out / "a.txt").read_text(encoding="utf-8")
    checked = archive.run("check", "--json", str(path))
    assert checked.out.count(rule) == 1


def test_an_output_that_somebody_edited(archive: Archive) -> None:
    archive.build("-f", "txt")
    (archive.out / "a.txt").write_text("我的", encoding="utf-8")
    archive.source("a", "大气治理")
    assert Kept in _build(archive)


def test_outputs_without_a_source(archive: Archive) -> None:
    for name in "bc":
        archive.source(name)
    archive.build("-f", "txt")
    for name in "bc":
        archive.source(name).unlink()
    assert _build(archive, "--dry-run") == [Left, Left, Summary]
    (archive.out / "c.txt").write_text("我的", encoding="utf-8")
    assert _build(archive, "--prune") == [Removed, Kept, Summary]


def test_sums_that_cannot_be_written(archive: Archive) -> None:
    archive.build("-f", "txt", "--sums")
    (archive.out / "SHA256SUMS").write_text("我的", encoding="utf-8")
    archive.source("a", "大气治理")
    ran = archive.build("-f", "txt", "--sums", "--json")
    assert (_kinds(ran), ran.code) == ([Made, Unwritten, Summary], Exit.OUTPUT)


@pytest.mark.parametrize("kind", ["decision", "none"])
def test_findings(archive: Archive, kind: str) -> None:
    path = archive.source("a", kind=kind)
    path.write_text(path.read_text(encoding="utf-8").replace("治理，作", "治理,作"), encoding="utf-8")
    text = archive.run("check", "--fonts", "bundled", "--json").out
    assert schemas.faults(json.loads(text), CHECK) == []
    found = msgspec.json.decode(text, type=list[Finding])
    assert found
    assert to_json(found, indent=2) + "\n" == text


@pytest.mark.skipif(os.name != "posix", reason="names of files are bytes on POSIX only")
def test_a_name_that_is_not_utf_8_has_its_own_bytes(archive: Archive) -> None:
    name = os.fsdecode(b"source/\xb9\xab.md")
    try:
        (archive.root / name).write_bytes(archive.source("a").read_bytes())
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    with spawn(archive, "build", "-f", "txt", "--json") as process:
        out, _ = process.communicate(timeout=60)
    assert name in [json.loads(line).get("source") for line in out.decode("utf-8", "surrogateescape").splitlines()]
