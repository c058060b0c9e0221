"""How fast: cold, a whole process for the example in three formats; warm, documents a second beside Typst and docxtpl.

Each round measures every contender once, so that a busy machine slows all alike; medians, and ratios, which hold where seconds drift.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from rivals import Typst, docxtpl_writer  # noqa: E402 — found by the path set above

from gen.build import typeset  # noqa: E402
from gen.edition import Edition  # noqa: E402
from gen.errors import GenError  # noqa: E402
from gen.fonts import choose  # noqa: E402
from gen.reader import read  # noqa: E402
from gen.workspace import Workspace, packaged  # noqa: E402
from gen.writers import WRITERS, Settings  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus"
ROUNDS = 5
REPEATS = 30
DOCUMENTS = 100
TEMPLATES = (packaged("templates"),)
CHAIN = choose(Workspace(ROOT), "bundled")
SETTINGS = Settings(lambda: CHAIN)

Contender = Callable[[str, int], object]
"""Makes its output of a source's text; the number tells documents that are otherwise the same apart."""


def compose(source: str, number: int) -> Edition:
    """Take a source through read, compose, set and make up."""
    document, _ = read(source.replace("。\n", f"。{number}。\n", 1).encode(), "source.md", "source")
    return typeset(document, TEMPLATES)


def ours(*formats: str) -> Contender:
    """Make a document in these formats, from its source."""

    def make(source: str, number: int) -> None:
        edition = compose(source, number)
        for format_ in formats:
            WRITERS[format_](edition, SETTINGS)

    return make


def writing(write: Callable[[Edition], bytes]) -> Contender:
    """Make a document from an edition that is ready: all that another program does, and of ours the writing alone."""
    editions: dict[tuple[str, int], Edition] = {}

    def make(source: str, number: int) -> None:
        key = (source, number)
        if key not in editions:
            editions[key] = compose(source, number)
        write(editions[key])

    return make


_AGAINST = {"pdf": "typst", "docx": "docxtpl"}


def warm(contenders: dict[str, Contender], sources: Sequence[str]) -> None:
    """Print documents a second of every contender, and against the last of each format."""
    spent: dict[str, list[float]] = {name: [] for name in contenders}
    for make in contenders.values():
        for number, source in enumerate(sources):
            make(source, number)
    gc.freeze()  # what the rivals' texts take up would slow the others' rounds
    for _ in range(ROUNDS):
        for name, make in contenders.items():
            start = time.perf_counter()
            for number, source in enumerate(sources):
                make(source, number)
            spent[name].append(time.perf_counter() - start)
    seconds = {name: median(times) / len(sources) for name, times in spent.items()}
    for name, each in seconds.items():
        against = _AGAINST.get(name.split(",")[0])
        ratio = f"   {seconds[against] / each:5.2f} × {against}" if against else ""
        print(f"  {name:<15}{each * 1000:8.2f} ms {1 / each:8.1f} a second{ratio}")


def cold() -> None:
    """Print the seconds of a whole process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "source").mkdir()
        (folder / "source" / "example.md").write_bytes(packaged("example.md").read_bytes())
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        commands = {
            "python -c pass": ["-c", "pass"],
            "gen build": ["-m", "gen", "build", "--fonts", "bundled"],
            "gen build -f txt": ["-m", "gen", "build", "-f", "txt"],
            "gen build -f docx": ["-m", "gen", "build", "-f", "docx"],
            "gen build -f pdf": ["-m", "gen", "build", "-f", "pdf", "--fonts", "bundled"],
        }
        spent: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for label, arguments in commands.items():
                start = time.perf_counter()
                subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, check=True, capture_output=True)
                spent[label].append(time.perf_counter() - start)
    for label, times in spent.items():
        print(f"  {label:<20}{median(times):7.3f} s")


def corpus() -> list[str]:
    """Make sources of real texts: the title of their first line, the text of the others; only those that can be built."""
    sources: list[str] = []
    for path in sorted(CORPUS.glob("d*.txt")):
        title, *lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        front = {"kind": "decision", "organ": "某市人民代表大会常务委员会", "title": title}
        head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
        source = "\n".join(["---", head, "---", *lines, ""])
        try:
            WRITERS["pdf"](compose(source, 0), SETTINGS)
        except GenError:
            continue
        sources.append(source)
        if len(sources) == DOCUMENTS:
            break
    return sources


def main() -> None:
    """Run all of it."""
    print(f"cold: a whole process, the example, median of {ROUNDS}")
    cold()
    with tempfile.TemporaryDirectory() as name:
        typst = Typst(Path(name), packaged("fonts"))
        contenders = {
            "pdf": ours("pdf"),
            "pdf, written": writing(lambda edition: WRITERS["pdf"](edition, SETTINGS)),
            "typst": writing(typst.pdf),
            "docx": ours("docx"),
            "docx, written": writing(lambda edition: WRITERS["docx"](edition, SETTINGS)),
            "docxtpl": writing(docxtpl_writer(Path(name))),
            "txt": ours("txt"),
            "all three": ours(*WRITERS),
        }
        print(f"warm: the example, {REPEATS} documents a round, median of {ROUNDS} rounds")
        warm(contenders, [packaged("example.md").read_text(encoding="utf-8")] * REPEATS)
        if not CORPUS.is_dir():
            print(f"warm: real texts — skipped, there is no {CORPUS}")
            return
        sources = corpus()
        print(f"warm: {len(sources)} real texts, {sum(map(len, sources)) // len(sources)} characters on average, median of {ROUNDS} rounds")
        warm(contenders, sources)


if __name__ == "__main__":
    main()
