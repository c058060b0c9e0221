"""The user's cache: it saves time, decides nothing, and is filled again when it is damaged or cannot be written."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.workspace.cache import Cache

ROOT = Path(__file__).resolve().parents[2]
_LINE = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=9)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of a user who has none yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "gongwen-gen"


@given(st.lists(st.tuples(_LINE, _LINE), max_size=5), st.binary(max_size=9))
def test_the_value_stored_last_is_found_among_any_others(tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, str]], torn: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        Cache("lines").put("", "")
        file = Path(os.environ["XDG_CACHE_HOME"], "gongwen-gen", "lines")
        file.write_bytes(torn)
        cache = Cache("lines")
        for key, value in lines:
            cache.put(key, value)
        for key, value in dict(lines).items():
            assert cache.get(key) == Cache("lines").get(key) == value
        assert cache.get("no such key") is None


@pytest.mark.parametrize("damage", [lambda data: data[:-3], lambda data: data.replace(b"value", b"walue"), lambda _: b"", lambda _: b"\n\xff \n"])
def test_what_is_damaged_is_not_there(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    Cache("lines").put("key", "value")
    (file,) = folder.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert Cache("lines").get("key") is None
    Cache("lines").put("key", "value")
    assert Cache("lines").get("key") == "value"


def test_a_value_is_one_line(folder: Path) -> None:
    with pytest.raises(ValueError, match="one line"):
        Cache("lines").put("key", "two\nlines")
    assert not folder.exists()


def test_a_file_that_has_grown_long_is_begun_again(folder: Path) -> None:
    cache = Cache("lines")
    for key in "abcd":
        cache.put(key, key * (3 << 20))
    assert cache.get("a") is None
    assert cache.get("d") == "d" * (3 << 20)
    (file,) = folder.iterdir()
    assert file.stat().st_size < 10 << 20


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_only_the_user_may_read_and_write_it(folder: Path) -> None:
    Cache("lines").put("key", "value")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_folder_that_others_may_write_to_is_not_used(folder: Path) -> None:
    Cache("lines").put("key", "value")
    folder.chmod(0o777)
    assert Cache("lines").get("key") is None
    Cache("others").put("key", "value")
    assert [file.name for file in folder.iterdir()] == ["lines"]


def test_home_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    shutil.copy(ROOT / "source/example.md", tmp_path / "source")
    file = tmp_path / "file"
    file.write_text("a file, in which no folder can be made")
    outputs = []
    for number, home in enumerate((tmp_path / "home", file)):
        environment = os.environ | {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(home)}
        out = tmp_path / f"out{number}"
        command = [sys.executable, "-m", "gen", "build", "--fonts", "bundled", "-o", str(out)]
        ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, b"")
        outputs.append({path.name: path.read_bytes() for path in out.iterdir() if path.is_file()})
    assert len(outputs[0]) == 3
    assert outputs[0] == outputs[1]
