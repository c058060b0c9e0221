"""The built wheel with no extra, with each alone, and with all, each in an environment that has nothing else: what an extra is for, it does.

`make test-wheel` names this file to pytest, which does not find it by itself: it asks an index for packages.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_PIN = re.compile(r"^([\w.-]+==[^\\\n]+?) *\\?$", re.MULTILINE)
_CLUSTER = """
import subprocess, sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=60) as cluster:
        command = ["gen", "build", "--fonts", "bundled", "-o", "far", "--cluster", cluster.scheduler_address]
        sys.exit(subprocess.run(command).returncode)
"""
_USES: Mapping[str, tuple[str, str]] = {
    "print": ("gen impose out/example.pdf", "out/example-booklet.pdf"),
    "proof": ("gen proof out/example.pdf -o drawn", "drawn/example-001.png"),
    "cluster": ("python cluster.py", "far/example.docx"),
}
"""An extra → the command it is for, and a file that the command makes."""
_WITHOUT: Mapping[str, tuple[str, str]] = {**_USES, "cluster": ("gen build -o far --cluster tcp://127.0.0.1:9", "")}
"""The command of one who has not installed the extra."""


@dataclass(frozen=True)
class Installed:
    """An environment, and a workspace to use it in."""

    programs: Path
    workspace: Path

    def run(self, command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command as somebody with this environment alone would."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GEN_", "XDG_"))}
        environment = kept | {"PATH": os.pathsep.join([str(self.programs), os.defpath]), "HOME": str(self.workspace.parent)}
        return subprocess.run(command.split(), cwd=self.workspace, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def _install(wheel: Path, extras: tuple[str, ...], folder: Path) -> Installed:
    """Install in the versions that `make` installs, whose hashes it has compared."""
    pins = folder / "pins.txt"
    pins.write_text("\n".join(_PIN.findall((ROOT / "requirements" / "run.txt").read_text(encoding="utf-8"))), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    installed = Installed(folder / "venv" / ("Scripts" if os.name == "nt" else "bin"), folder / "workspace")
    options: list[str | Path] = ["--python", installed.programs / "python", "install", "--quiet", "--only-binary", ":all:", "--constraint", pins]
    subprocess.run([sys.executable, "-m", "pip", *options, f"{wheel}[{','.join(extras)}]" if extras else wheel], check=True)
    installed.workspace.mkdir()
    (installed.workspace / "cluster.py").write_text(_CLUSTER, encoding="utf-8")
    return installed


@pytest.mark.parametrize("extras", [(), *((extra,) for extra in _USES), tuple(_USES)], ids=lambda extras: ",".join(extras) or "none")
def test_an_extra_is_all_that_its_command_needs(extras: tuple[str, ...], wheel: Path, tmp_path: Path) -> None:
    """What a command without its extra says is one line, which names the extra; everything else works without any."""
    installed = _install(wheel, extras, tmp_path)
    for command in ("gen init .", "gen build --fonts bundled", "gen check", "gen show source/example.md"):
        done = installed.run(command)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
    for extra in _USES:
        command, made = (_USES if extra in extras else _WITHOUT)[extra]
        done = installed.run(command)
        if extra in extras:
            assert done.returncode == 0, f"{command}\n{done.stderr}"
            assert (installed.workspace / made).stat().st_size > 0
        else:
            assert (done.returncode > 0, done.stdout, done.stderr.count("\n")) == (True, "", 1), done.stderr
            assert f"pip install 'gongwen-gen[{extra}]'" in done.stderr
