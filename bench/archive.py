"""An archive of many documents in three formats: a run without a change and one after an edit against a bare interpreter, one worker to two.

`python bench/archive.py [--documents N] [--texts FOLDER] [--mean N] [--jobs]`: 3,500 documents unless told; texts are the example's, those
of the tests and every `.txt` of FOLDER, the longest left out until they have so many characters on average. A law of the national archive
has five pages on average: `--mean 2300`.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
_FOLDER_SIZE = 500


def texts(folder: Path | None) -> list[str]:
    """The sources of the archive: the example and those of the tests, and the texts of a folder as decisions."""
    found = [path.read_text(encoding="utf-8") for path in [ROOT / "source/example.md", *sorted(ROOT.glob("tests/clauses/*/source.md"))]]
    for path in sorted(folder.glob("*.txt")) if folder else ():
        title, *lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        front = {"kind": "decision", "organ": "某市人民代表大会常务委员会", "title": title}
        head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
        found.append("\n".join(["---", head, "---", *lines, ""]))
    return found


def gen(workspace: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the archive."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(workspace / ".bytecode")}
    return subprocess.run([sys.executable, "-m", "gen", *arguments], cwd=workspace, env=environment, capture_output=True, text=True, check=False)


def buildable(found: list[str], workspace: Path) -> list[str]:
    """Those of the texts that build without a fault."""
    for number, text in enumerate(found):
        (workspace / "source" / f"{number}.md").write_text(text, encoding="utf-8")
    gen(workspace, "build", "--fonts", "bundled")
    good = [text for number, text in enumerate(found) if (workspace / "out" / f"{number}.pdf").exists()]
    shutil.rmtree(workspace / "out")
    for path in (workspace / "source").iterdir():
        path.unlink()
    return good


def fill(workspace: Path, found: list[str], documents: int) -> None:
    """Write the sources, each with a small change, some hundreds a folder."""
    for number in range(documents):
        text = found[number % len(found)].replace("。\n", f"。第{number}号。\n", 1)
        path = workspace / "source" / f"{number // _FOLDER_SIZE:03}" / f"{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def timed(action: Callable[[], object]) -> float:
    """Seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def bare() -> None:
    """The yardstick."""
    subprocess.run([sys.executable, "-c", "pass"], check=True)


def edit(workspace: Path, count: int) -> None:
    """Edit one source."""
    path = sorted((workspace / "source").rglob("*.md"))[count]
    path.write_text(path.read_text(encoding="utf-8").replace("。", "。改。", 1), encoding="utf-8")


def incremental(workspace: Path) -> None:
    """Both runs beside the bare interpreter, alternating, medians of the rounds."""
    rows: dict[str, list[float]] = {"bare": [], "no change": [], "one edit": []}
    gen(workspace, "build", "--fonts", "bundled")
    for count in range(ROUNDS):
        rows["bare"].append(timed(bare))
        rows["no change"].append(timed(lambda: gen(workspace, "build", "--fonts", "bundled")))
        edit(workspace, count)
        rows["one edit"].append(timed(lambda: gen(workspace, "build", "--fonts", "bundled")))
    yardstick = statistics.median(rows["bare"])
    for name, seconds in rows.items():
        median = statistics.median(seconds)
        print(f"  {name:<12}{median * 1000:9.1f} ms {median / yardstick:7.1f} × bare")


def workers(workspace: Path, documents: int) -> None:
    """A full build by one worker and by two, alternating; the ratio is the median of the rounds', since a machine is not always as quick."""
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(ROUNDS):
        for jobs, rounds in seconds.items():
            shutil.rmtree(workspace / "out", ignore_errors=True)
            os.sync()  # what the disk has still to do for the round before
            rounds.append(timed(partial(gen, workspace, "build", "--fonts", "bundled", "--jobs", str(jobs))))
    one, two = (statistics.median(found) for found in seconds.values())
    ratio = statistics.median(alone / both for alone, both in zip(seconds[1], seconds[2], strict=True))
    print(f"  one worker {one:.1f} s, two {two:.1f} s: {ratio:.2f} ×; {documents / two:.0f} documents a second in three formats")


def main() -> None:
    """Make the archive and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=3500)
    parser.add_argument("--texts", type=Path, default=None)
    parser.add_argument("--mean", type=int, default=0)
    parser.add_argument("--jobs", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name)
        (workspace / "source").mkdir()
        found = sorted(buildable(texts(options.texts), workspace), key=len)
        while options.mean and sum(map(len, found)) > options.mean * len(found):
            found.pop()
        fill(workspace, found, options.documents)
        characters = sum(map(len, found)) // len(found)
        print(f"{options.documents} documents × 3 formats, {len(found)} texts of {characters} characters on average; medians of {ROUNDS}")
        first = timed(lambda: gen(workspace, "build", "--fonts", "bundled"))
        print(f"  full build {first:.1f} s, {options.documents / first:.0f} documents a second")
        incremental(workspace)
        if options.jobs:
            workers(workspace, options.documents)


if __name__ == "__main__":
    main()
