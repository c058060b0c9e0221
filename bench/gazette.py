"""How an issue of a gazette grows: pages a second and memory for 60 documents and 600 pages, and for a quarter of them, beside Typst in the same run.

Each measurement is a process of its own, so that its peak of memory is its own too; ours reads, sets, binds, writes and reads back.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

DOCUMENTS = 60
SHARES = (4, 2, 1)
ROUNDS = 3
PARAGRAPHS = 49
"""Of each document, which give it ten pages of 16开."""
SENTENCE = "全市各级国家机关应当依法履行职责，加强协同配合，维护生态安全，促进经济社会高质量发展。"


def issue(folder: Path, documents: int) -> Path:
    """Write an issue of so many documents, each with words of its own."""
    names = []
    for number in range(documents):
        name = f"{number:03}.md"
        paragraphs = (
            f"第{place}项，第{number}号文件所列事项由有关机关办理。" + SENTENCE * (2 + (place * 7 + number) % 4) for place in range(PARAGRAPHS)
        )
        front = f"---\nkind: decision\norgan: 甲市人民代表大会常务委员会\ntitle: 甲市人民代表大会常务委员会关于第{number}号事项的决定\n---\n"
        (folder / name).write_text(front + "\n".join(paragraphs) + "\n", encoding="utf-8")
        names.append(f"  - {name}\n")
    path = folder / "issue.yaml"
    path.write_text(
        "gazette: 甲市公报\norgan: 甲市人大常委会\nyear: 2023\nnumber: 1\ndate: 2023-01-31\ndocuments:\n" + "".join(names), encoding="utf-8"
    )
    return path


def ours(path: Path, formats: tuple[str, ...]) -> int:
    """Make the issue, and give the number of its pages."""
    from gen.composition.templating import Templates
    from gen.fonts import choose
    from gen.gazette.bind import bind
    from gen.gazette.issue_file import load_issue
    from gen.gazette.produce import produce
    from gen.workspace.workspace import Workspace
    from gen.writers.session import Session, Settings

    workspace = Workspace(ROOT)
    loaded, _ = load_issue(path, str(path))
    bound, _ = bind(loaded, Templates(workspace.template_folders))
    settings = Settings(Session(choose(workspace, "bundled")))
    for format_ in formats:
        produce(bound, format_, settings)
    return bound.volume.pages


TYPST = """
#let documents = json(bytes(sys.inputs.documents))
#set page(width: 185mm, height: 260mm, margin: (top: 26mm, bottom: 22mm, left: 23mm, right: 22.3mm), header: context align(right)[甲市公报],
  footer: context align(center, counter(page).display()))
#set text(font: "Gongwen FangSong", size: 12pt, lang: "zh", region: "cn", top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: 8pt, spacing: 8pt, justify: true, first-line-indent: (amount: 2em, all: true))
#set heading(outlined: true)
#outline(title: [目录])
#for document in documents {
  pagebreak()
  align(center, heading(document.title))
  for text in document.paragraphs { par(text) }
}
"""


def typst_issue(path: Path) -> int:
    """Make the same with Typst: title, contents with leaders and page numbers, text, running head."""
    import pypdf
    import typst

    documents = []
    for source in sorted(path.parent.glob("*.md")):
        front, text = source.read_text(encoding="utf-8").split("---\n", 2)[1:]
        documents.append({"title": front.split("title: ")[1].strip(), "paragraphs": text.split("\n")[:-1]})
    template = path.parent / "issue.typ"
    template.write_text(TYPST, encoding="utf-8")
    compiler = typst.Compiler(str(template), font_paths=[str(ROOT / "fonts")], ignore_system_fonts=True)
    made = compiler.compile(sys_inputs={"documents": json.dumps(documents, ensure_ascii=False)}, pdf_tags=False)
    assert isinstance(made, bytes)  # noqa: S101 — a list only for formats of one file a page
    from io import BytesIO

    return len(pypdf.PdfReader(BytesIO(made)).pages)


def measure(contender: str, documents: int) -> dict[str, float]:
    """Measure one contender in a process of its own."""
    command = [sys.executable, str(Path(__file__)), contender, str(documents)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def contend(contender: str, documents: int) -> None:
    """Be that process: print pages, seconds and the peak of memory in MiB."""
    with tempfile.TemporaryDirectory() as name:
        path = issue(Path(name), documents)
        start = time.perf_counter()
        pages = typst_issue(path) if contender == "typst" else ours(path, tuple(contender.split(",")))
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pages": pages, "seconds": seconds, "memory": peak}))


def main() -> None:
    """Run every contender at every size."""
    contenders = ("pdf", "typst", "docx", "txt", "docx,pdf,txt")
    print(f"an issue of up to {DOCUMENTS} documents, 16开 in one column; median of {ROUNDS} processes each")
    for share in SHARES:
        documents = DOCUMENTS // share
        rounds = [{contender: measure(contender, documents) for contender in contenders} for _ in range(ROUNDS)]
        for contender in contenders:
            pages = rounds[0][contender]["pages"]
            seconds = median(made[contender]["seconds"] for made in rounds)
            memory = max(made[contender]["memory"] for made in rounds)
            ratio = median(_pace(made[contender]) / _pace(made["typst"]) for made in rounds)
            against = "" if contender == "typst" else f"{ratio:6.2f} × typst's pages a second"
            counted = f"{documents:3} documents {pages:5.0f} pages  {contender:<13}{seconds:6.2f} s"
            print(f"  {counted} {pages / seconds:7.0f} pages/s {memory:6.0f} MiB {against}")


def _pace(made: dict[str, float]) -> float:
    return made["pages"] / made["seconds"]


if __name__ == "__main__":
    if sys.argv[1:]:
        contend(sys.argv[1], int(sys.argv[2]))
    else:
        main()
