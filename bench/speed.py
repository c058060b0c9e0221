"""How fast, how large, how much memory: beside Typst and docxtpl, on the same texts, in the same run.

    python bench/speed.py [FOLDER]

FOLDER holds real texts, one a `.txt` file, the title on its first line; without it only the example is measured.
Each round measures every contender once, in turn, so that a busy machine slows all alike. A ratio is the median of the rounds' ratios:
ratios hold where seconds drift.
"""

import gc
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from rivals import TYPST_TEMPLATE, Typst, docxtpl_writer, typst_input  # noqa: E402 — found by the path set above

from gen.composition.templating import Templates  # noqa: E402
from gen.errors import GenError  # noqa: E402
from gen.fonts import choose  # noqa: E402
from gen.pipeline import typeset  # noqa: E402
from gen.source.reader import read  # noqa: E402
from gen.workspace.workspace import Workspace, packaged  # noqa: E402
from gen.writers import FORMATS, write  # noqa: E402
from gen.writers.edition import Edition  # noqa: E402
from gen.writers.session import Session, Settings  # noqa: E402

ROUNDS = 5
REPEATS = 30
DOCUMENTS = 100
CODE = 100_000
TEMPLATES = Templates([packaged("templates")])
SETTINGS = Settings(Session(choose(Workspace(ROOT), "bundled")))

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
            write(edition, format_, SETTINGS)

    return make


def writing(make_of: Callable[[Edition], bytes]) -> Contender:
    """Make a document from an edition that is ready: all that another program does, and of ours the writing alone."""
    editions: dict[tuple[str, int], Edition] = {}

    def make(source: str, number: int) -> None:
        key = (source, number)
        if key not in editions:
            editions[key] = compose(source, number)
        make_of(editions[key])

    return make


_AGAINST = {"pdf": "typst", "docx": "docxtpl", "all three": "typst"}


def warm(contenders: dict[str, Contender], sources: Sequence[str], rounds: int = ROUNDS) -> None:
    """Print documents a second of every contender, and against the peer of each format."""
    spent: dict[str, list[float]] = {name: [] for name in contenders}
    for make in contenders.values():
        for number, source in enumerate(sources):
            make(source, number)
    gc.freeze()  # what the rivals' texts take up would slow the others' rounds
    for _ in range(rounds):
        for name, make in contenders.items():
            gc.collect()  # each pays for its own garbage
            start = time.perf_counter()
            for number, source in enumerate(sources):
                make(source, number)
            spent[name].append(time.perf_counter() - start)
    for name, times in spent.items():
        each = median(times) / len(sources)
        against = _AGAINST.get(name.split(",")[0])
        ratio = f"   {median(a / b for a, b in zip(spent[against], times, strict=True)):5.2f} × {against}" if against else ""
        print(f"  {name:<15}{each * 1000:8.2f} ms {1 / each:8.1f} a second{ratio}")


def code_alone(contenders: dict[str, Contender], long: str, others: Sequence[str]) -> None:
    """Print the time of one long text, and against Typst's, which in between forgets what it keeps of its last ten documents."""
    spent: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(ROUNDS):
        for name, make in contenders.items():
            for other in range(_REMEMBERED if name == "typst" else 0):
                make(others[other % len(others)], other)
            compose(long, number)
            start = time.perf_counter()
            make(long, number)
            spent[name].append(time.perf_counter() - start)
    for name, times in spent.items():
        ratio = median(a / b for a, b in zip(spent["typst"], times, strict=True))
        print(f"  {name:<15}{median(times) * 1000:8.1f} ms   {ratio:5.2f} × typst")


_REMEMBERED = 12


_TYPST_COLD = """
import sys, typst
source, fonts, made, text = sys.argv[1:]
typst.compile(source, output=made, font_paths=[fonts], ignore_system_fonts=True, sys_inputs={"document": open(text, encoding="utf-8").read()})
"""


def cold() -> None:
    """Print the seconds of a whole process, interpreter start included, and against Typst's."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "source").mkdir()
        example = (packaged("source") / "example.md").read_text(encoding="utf-8")
        (folder / "source" / "example.md").write_text(example, encoding="utf-8")
        (folder / "document.typ").write_text(TYPST_TEMPLATE, encoding="utf-8")
        (folder / "document.json").write_text(typst_input(compose(example, 0)), encoding="utf-8")
        bytecode = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / ".bytecode")}
        environment = os.environ | bytecode | {"PYTHONPATH": str(ROOT)}
        commands = {
            "python -c pass": ["-c", "pass"],
            "typst": ["-c", _TYPST_COLD, "document.typ", str(packaged("fonts")), "document.pdf", "document.json"],
            "gen build": ["-m", "gen", "build", "--fonts", "bundled"],
            "gen build -f txt": ["-m", "gen", "build", "-f", "txt"],
            "gen build -f docx": ["-m", "gen", "build", "-f", "docx"],
            "gen build -f pdf": ["-m", "gen", "build", "-f", "pdf", "--fonts", "bundled"],
        }
        spent: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(2 * ROUNDS):
            for label, arguments in commands.items():
                shutil.rmtree(folder / "out", ignore_errors=True)
                start = time.perf_counter()
                subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, check=True, capture_output=True)
                spent[label].append(time.perf_counter() - start)
    for label, times in spent.items():
        ratio = median(a / b for a, b in zip(times, spent["typst"], strict=True))
        print(f"  {label:<20}{median(times):7.3f} s   {ratio:5.2f} × typst's time")


_WORKER = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from gen.composition.templating import Templates
from gen.pipeline import typeset
from gen.fonts import choose
from gen.source.reader import read
from gen.workspace.workspace import Workspace, packaged
from gen.writers import FORMATS, write
from gen.writers.session import Session, Settings
sources = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
settings = Settings(Session(choose(Workspace(Path(sys.argv[1])), "bundled")))
templates = Templates([packaged("templates")])
def held():
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return tuple(int(fields[name].split()[0]) / 1024 for name in ("RssAnon", "VmRSS", "VmHWM"))
for number in range(1, 2001):
    source = sources[number % len(sources)].replace("。\\n", f"。{number}。\\n", 1).encode()
    edition = typeset(read(source, "source.md", "source")[0], templates)
    for format_ in FORMATS:
        write(edition, format_, settings)
    if number in {100, 500, 1000, 2000}:
        print("  after %5d documents %6.1f MB of its own, %6.1f with font files, at most %.1f" % (number, *held()), flush=True)
"""


def memory(sources: Sequence[str]) -> None:
    """Print the memory of one process after documents 100, 500, 1,000 and 2,000, each in three formats, each different."""
    with tempfile.TemporaryDirectory() as name:
        texts = Path(name) / "sources.json"
        texts.write_text(json.dumps(list(sources)), encoding="utf-8")
        subprocess.run([sys.executable, "-c", _WORKER, str(ROOT), str(texts)], check=True)


def sizes(sources: Sequence[str], typst: Typst) -> None:
    """Print the size of our PDF against Typst's."""
    ratios = []
    for source in sources:
        edition = compose(source, 0)
        ratios.append(len(write(edition, "pdf", SETTINGS)) / len(typst.pdf(edition)))
    print(f"  median {median(ratios):.3f}, largest {max(ratios):.3f} × typst's")


def _source(title: str, lines: Sequence[str]) -> str:
    front = {"kind": "decision", "organ": "某市人民代表大会常务委员会", "title": title}
    head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    return "\n".join(["---", head, "---", *lines, ""])


def real_texts(folder: Path) -> list[str]:
    """Make sources of the texts of a folder: the title of the first line, the text of the others; only those that can be built."""
    sources: list[str] = []
    for path in sorted(folder.glob("*.txt")):
        title, *lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        try:
            write(compose(_source(title, lines), 0), "pdf", SETTINGS)
        except GenError:
            continue
        sources.append(_source(title, lines))
        if len(sources) == DOCUMENTS:
            break
    return sources


def code(sources: Sequence[str]) -> str:
    """Make a code of 100,000 characters of the articles of several texts."""
    lines: list[str] = []
    room = CODE
    for source in sources:
        for line in source.split("\n---\n", 1)[1].splitlines():
            if room > 0 and re.match("第.{1,6}条|[一二三四五六七八九十]+、", line):
                lines.append(line)
                room -= len(line)
    return _source("某市法典", lines)


def main() -> None:
    """Run all of it."""
    print(f"cold: a whole process, the example in three formats or one, median of {2 * ROUNDS}")
    cold()
    with tempfile.TemporaryDirectory() as name:
        typst = Typst(Path(name), packaged("fonts"))
        contenders = {
            "pdf": ours("pdf"),
            "pdf, written": writing(lambda edition: write(edition, "pdf", SETTINGS)),
            "typst": writing(typst.pdf),
            "docx": ours("docx"),
            "docx, written": writing(lambda edition: write(edition, "docx", SETTINGS)),
            "docxtpl": writing(docxtpl_writer(Path(name))),
            "txt": ours("txt"),
            "all three": ours(*FORMATS),
        }
        sources = [(packaged("source") / "example.md").read_text(encoding="utf-8")]
        print(f"warm: the example, {REPEATS} documents a round, median of {ROUNDS} rounds")
        warm(contenders, sources * REPEATS)
        if len(sys.argv) > 1:
            sources = real_texts(Path(sys.argv[1]))
            print(f"warm: {len(sources)} real texts, {sum(map(len, sources)) // len(sources)} characters on average, median of {ROUNDS} rounds")
            warm(contenders, sources)
            long = code(sources)
            print(f"warm: one code of {len(long)} characters, median of {ROUNDS} rounds")
            code_alone({name: contenders[name] for name in ("typst", "pdf", "all three")}, long, sources)
        print("size of the PDF")
        sizes(sources, typst)
    print("memory of one process")
    memory(sources)


if __name__ == "__main__":
    main()
