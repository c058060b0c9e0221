"""A workspace to build in, by the commands as users type them, in this process or in one of its own."""

import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from gen.cli.main import main
from gen.workspace.output import STATE_FOLDER

ROOT = Path(__file__).parents[2]
SOURCE = """---
kind: {kind}
organ: ××市人民代表大会常务委员会
title: 关于{subject}的决定
---
为了加强{subject}，作如下决定：
一、{subject}依法进行。
本决定自公布之日起施行。
"""


@dataclass(frozen=True)
class Ran:
    """What a command printed, and the code it ended with."""

    code: int
    out: str
    err: str

    @property
    def made(self) -> list[str]:
        """The paths it printed."""
        return self.out.split()


class Archive:
    """A workspace in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.out = root / "out"

    def source(self, name: str, subject: str = "污水治理", kind: str = "decision") -> Path:
        """Write a source."""
        return self.write(f"source/{name}.md", SOURCE.format(kind=kind, subject=subject))

    def write(self, name: str, text: str) -> Path:
        """Write a file of the workspace."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *arguments: str) -> Ran:
        """Run a command in this process."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        before = Path.cwd()
        code = 0
        os.chdir(self.root)
        try:
            with redirect_stdout(out), redirect_stderr(err), mock.patch.object(sys, "argv", ["gen", *arguments]):
                main()
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        finally:
            os.chdir(before)
        shown = [stream.buffer.getvalue().decode() for stream in (out, err) if not stream.flush()]  # type: ignore[func-returns-value]
        return Ran(code, *shown)

    def build(self, *arguments: str) -> Ran:
        """`gen build` with the bundled fonts."""
        return self.run("build", "--fonts", "bundled", *arguments)

    def outputs(self) -> dict[str, bytes]:
        """Every file of the output folder, without what the archive keeps for itself."""
        found = (path for path in self.out.rglob("*") if path.is_file() and STATE_FOLDER not in path.parts)
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in found}


def command(*arguments: str, python: str = sys.executable) -> list[str]:
    """A command line of `gen`."""
    return [python, "-m", "gen", *arguments]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a process of its own needs to find this program."""
    return os.environ | {"PYTHONPATH": str(ROOT)} | dict(more or {})


def spawn(archive: Archive, *arguments: str, stdout: int = subprocess.PIPE) -> "subprocess.Popen[bytes]":
    """Start a command in a process group of its own."""
    pipe = subprocess.PIPE
    return subprocess.Popen(command(*arguments), cwd=archive.root, env=environment(), stdout=stdout, stderr=pipe, start_new_session=True)


def left_of_group(number: int, seconds: float = 30) -> list[str]:
    """The processes of a group that are there so long after the one that started it, as `ps` shows them."""
    deadline = time.monotonic() + seconds
    while True:
        rows = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True).stdout.splitlines()
        left = [row for row in rows if row.split()[0] == str(number) and not row.split()[1].startswith("Z")]
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.1)


def running(group: int) -> list[str]:
    """The processes of a group that have not ended, as `ps` lists them."""
    rows = subprocess.run(["ps", "-eo", "pgid=,stat=,pid=,args="], capture_output=True, text=True, check=True).stdout.splitlines()
    return [row for row in rows if row.split()[0] == str(group) and not row.split()[1].startswith("Z")]


def left_running(group: int) -> list[str]:
    """The processes of a group that do not end by themselves within some seconds."""
    deadline = time.monotonic() + 10
    while (left := running(group)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def copied_templates(archive: Archive) -> Path:
    """Give the workspace templates of its own, the packaged ones."""
    return Path(shutil.copytree(ROOT / "templates", archive.root / "templates"))
