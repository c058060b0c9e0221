"""The files and folders that a command names → sources, as strings, since an archive has tens of thousands."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from gen.errors import Diagnostic, Place, reason

SOURCE_SUFFIX: Final = ".md"


def expand(path: Path, faults: list[Diagnostic]) -> Iterator[str]:
    """A file → itself; a folder → its `.md` files by name, without hidden ones. Faults are added to `faults`."""
    if path.is_dir():
        found = sorted(_walk(str(path), faults), key=_parts)
        if not found:
            faults.append(Diagnostic("源文件", f"文件夹里没有 {SOURCE_SUFFIX} 源文件", Place(str(path)), "把源文件放进来，或者指定别的文件夹"))
        yield from found
    elif path.is_file():
        yield str(path)
    else:
        faults.append(Diagnostic("源文件", "没有这个文件或文件夹", Place(str(path)), _near(path)))


def _parts(source: str) -> list[str]:
    return source.split(os.sep)


def _walk(folder: str, faults: list[Diagnostic]) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        faults.append(Diagnostic("源文件", f"文件夹读不出（{reason(error)}）", Place(str(error.filename)), "检查访问权限"))

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        start = "" if parent == os.curdir else os.path.join(parent, "")
        yield from (start + name for name in files if not name.startswith(".") and name.lower().endswith(SOURCE_SUFFIX))


def _near(path: Path) -> str:
    try:
        names = [child.name for child in path.parent.iterdir() if child.is_dir() or child.suffix.lower() == SOURCE_SUFFIX]
    except OSError:
        return "检查路径"
    return did_you_mean(path.name, names) or "检查路径"


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """An unknown word → a question with the nearest known one; empty if none is near."""
    import difflib

    near = difflib.get_close_matches(word, known, 1)
    return f"是否应为 {near[0]}？" if near else ""
