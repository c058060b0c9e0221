"""Where the words of a title start: the dictionary finds them once, then the cache has them; a wrong cache is ignored."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gen import dictionary
from gen.workspace.cache import Cache

ROOT = Path(__file__).resolve().parents[1]
TITLE = "××市人民代表大会常务委员会关于加强生活垃圾分类管理的决定"
_DIVIDED = "import sys; from gen.dictionary import word_starts; print(sorted(word_starts(sys.argv[1])), 'rjieba' in sys.modules)"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "gongwen-gen"


def _divided() -> tuple[str, bool]:
    """Where words start, as another process finds it, and whether it loaded the dictionary."""
    ran = subprocess.run([sys.executable, "-c", _DIVIDED, TITLE], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    found, _, loaded = ran.stdout.strip().rpartition(" ")
    return found, loaded == "True"


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: data.replace(b",", b"1", 1), lambda _: b"\n\xff \n"])
def test_words_of_a_title_are_found_once(cache: Path, damage: Callable[[bytes], bytes]) -> None:
    first, loaded = _divided()
    assert loaded
    assert _divided() == (first, False)
    file = cache / "words"
    file.write_bytes(damage(file.read_bytes()))
    assert _divided() == (first, True)
    assert _divided() == (first, False)


def test_words_that_are_not_those_of_the_title_are_not_believed(cache: Path) -> None:
    first, _ = _divided()
    key = dictionary.cache_key(TITLE)
    for value in ("1", "0,29", "29,0", "-1,30", "x", "", "１", f"{len(TITLE) - 1}"):
        Cache("words").put(key, value)
        assert _divided() == (first, True), value
        (cache / "words").unlink()
