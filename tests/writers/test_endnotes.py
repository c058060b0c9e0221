"""Notes 注释 and their marks: numbered by the program, no word lost in any format, in the same places in PDF and DOCX."""

import io

import docx
import pytest
from drawn import pages
from editions import ROOT, TEMPLATES, edition, settings, squeezed
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from office import JUDGES, SOFFICE
from writers.test_identity import READERS, Reader, assert_pdf_identical

from gen.document.model import Endnote, Unit
from gen.document.notes import MOST, circled, numbered
from gen.errors import SourceError
from gen.importer.repair.source_text import source_text
from gen.pipeline import read_document, typeset
from gen.source.reader import read
from gen.standard import house
from gen.units import to_pt
from gen.wording.structure import structure
from gen.writers import write
from gen.writers.readback import docx_text, pdf_text
from gen.writers.text.pages import unwrap

CLAUSE = ROOT / "tests" / "clauses" / "惯例-endnotes" / "source.md"
HEAD = "---\nkind: notice\norgan: ××市人民政府\ntitle: 关于甲的通知\n---\n"
NEAR = 0.3 * 72 / 25.4
HIGHER = 0.1
"""Points; and how much higher LibreOffice raises a mark, in ems of it: it takes the rise for a share of the line's height, not of the type's."""

_WORDS = st.text("甲乙丙丁，。“”《》年2024%ABC", min_size=1, max_size=40).map(lambda text: f"甲{text}")


@st.composite
def sources(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A source with notes, and the texts of its blocks after the title."""
    lines, printed, notes = [], [], []
    number = 0
    for _ in range(draw(st.integers(1, 6))):
        line = text = ""
        for _ in range(draw(st.integers(0, 4))):
            words = draw(_WORDS)
            number += 1
            name = draw(st.sampled_from([str(number + 100), f"词{number}", f"n-{number}"]))
            line, text = f"{line}{words}[^{name}]", f"{text}{words}{circled(number)}"
            note = draw(_WORDS)
            notes.append((f"[^{name}]: {note}", f"{circled(number)}\u3000{note}"))
        end = draw(_WORDS)
        lines.append(line + end)
        printed.append(text + end)
        if draw(st.booleans()):
            lines += [written for written, _ in notes]
            printed += [text for _, text in notes]
            notes = []
    lines += [written for written, _ in notes]
    printed += [text for _, text in notes]
    return HEAD + "\n".join(lines) + "\n", printed


@given(sources())
@hypothesis_settings(max_examples=60, deadline=None)
def test_no_word_is_lost(made: tuple[str, list[str]]) -> None:
    source, printed = made
    one = edition(source)
    assert [block.text for block in one.blocks][1:] == printed
    expected = squeezed(one.text)
    assert squeezed(docx_text(write(one, "docx", settings()))) == expected
    assert squeezed("".join(pdf_text(write(one, "pdf", settings())))) == expected
    for width in (28, 0, 40):
        assert unwrap(write(one, "txt", settings(width)).decode()) == [block.text for block in one.blocks]
    assert edition(source_text(one.document)).blocks == one.blocks


@pytest.mark.parametrize("reader", READERS)
def test_readers_of_a_pdf_find_the_marks_in_their_places(reader: Reader) -> None:
    assert_pdf_identical(typeset(read_document(CLAUSE)[0], TEMPLATES), reader)


@given(sources())
@hypothesis_settings(max_examples=40, deadline=None)
def test_no_line_begins_with_a_mark(made: tuple[str, list[str]]) -> None:
    one = edition(made[0])
    starts = {(line.block, line.start) for member in one.galley for line in member.lines if line.start}
    assert not starts & {(index, mark) for index, block in enumerate(one.blocks) for mark in block.marks}


def test_numbers_go_by_the_marks_and_an_annex_begins_anew() -> None:
    source = f"{HEAD}甲[^乙]乙[^a]。\n[^乙]: 子。\n[^a]：丑。\n---\npart: 附件\n---\n丙[^乙]。\n[^乙]: 寅。\n"
    found, warnings = read(source.encode(), "a.md", "a")
    assert warnings == ()
    assert found.body == (Unit("甲①乙②。", 6, marks=(1, 3)), Endnote("①\u3000子。", 7), Endnote("②\u3000丑。", 8))
    assert found.parts[0].body == (Unit("丙①。", 12, marks=(1,)), Endnote("①\u3000寅。", 13))
    assert [(note.mark, note.text) for note in structure(found).endnotes] == [("①", "子。"), ("②", "丑。")]


def test_what_only_looks_like_a_mark_is_printed() -> None:
    found, warnings = read(f"{HEAD}甲\\[^1]乙[^]丙[^2 。\n\\[^3]: 丁。\n".encode(), "a.md", "a")
    assert [unit.text for unit in found.body if isinstance(unit, Unit)] == ["甲[^1]乙[^]丙[^2 。", "[^3]: 丁。"]
    assert warnings == ()
    assert read(source_text(found).encode(), "a.md", "a")[0].body == found.body


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("甲[^1]。", 6, "“[^1]”没有注文"),
        ("甲。\n[^1]: 子。", 7, "注文“[^1]”之前没有它的标记"),
        ("[^1]: 子。\n甲[^1]。", 6, "注文“[^1]”之前没有它的标记"),
        ("甲[^1]乙[^1]。\n[^1]: 子。", 6, "标记“[^1]”用了两次"),
        ("甲[^1]。\n[^1]: 子。\n[^1]: 丑。", 8, "“[^1]”的注文写了两次"),
        ("甲[^1]乙[^2]。\n[^2]: 丑。\n[^1]: 子。", 7, "注文“[^2]”写在“[^1]”的前面，次序与标记不同"),
        ("甲[^1]。\n[^1]:", 7, "“[^1]”的注文是空的"),
        ("甲[^1]。\n[^1]: 子[^2]。", 7, "这里不能有注释的标记"),
        ("| 甲[^1] | 乙 |\n丙。", 6, "这里不能有注释的标记"),
        ("一、甲[^1]\n（一）乙。\n[^1]: 子。", 6, "这里不能有注释的标记"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(f"{HEAD}{text}\n".encode(), "a.md", "a")
    first = caught.value.diagnostics[0]
    assert (first.place.line, first.message) == (line, message)
    assert first.hint


def test_a_mark_in_the_front_matter_is_a_fault() -> None:
    with pytest.raises(SourceError, match="这里不能有注释的标记"):
        read(HEAD.replace("甲的", "甲[^1]的").encode() + "甲。\n".encode(), "a.md", "a")


def test_there_are_fifty_numbers() -> None:
    assert [numbered(circled(number)) for number in range(1, MOST + 1)] == list(range(1, 51))
    marks = [f"甲[^{number}]" for number in range(51)]
    notes = [f"[^{number}]: 子。" for number in range(51)]
    with pytest.raises(SourceError, match="注释超过50条"):
        read("\n".join([HEAD + "，".join(marks) + "。", *notes]).encode(), "a.md", "a")
    one = edition("\n".join([HEAD + "，".join(marks[:50]) + "。", *notes[:50]]))
    assert "㊿" in docx_text(write(one, "docx", settings()))


def test_marks_are_smaller_and_raised() -> None:
    one = edition(f"{HEAD}甲乙丙[^1]丁。\n[^1]: 子。\n")
    size, rise = house.note_mark(one.design.size)
    made = docx.Document(io.BytesIO(write(one, "docx", settings())))
    (run,) = [run for run in made.paragraphs[-2].runs if run.text == "①"]
    assert run.style.name == "注释标记"
    assert run.font.size is not None
    assert int(run.font.size) == size
    characters = {
        character.text: character for page in pages(write(one, "pdf", settings())) for character in page.characters if character.text in "丙①丁"
    }
    text = next(character for page in pages(write(one, "pdf", settings())) for character in page.characters if character.text == "丙")
    mark = next(character for page in pages(write(one, "pdf", settings())) for character in page.characters if character.text == "①")
    assert set(characters) == {"丙", "①", "丁"}
    assert mark.size == pytest.approx(to_pt(size), abs=0.01)
    assert text.baseline - mark.baseline == pytest.approx(to_pt(rise), abs=0.01)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_marks_and_notes_are_in_the_same_places_in_pdf_and_docx() -> None:
    """The same characters on each page; the circled numbers, in the text and before the notes, in the same order, size and height."""
    one = typeset(read_document(CLAUSE)[0], TEMPLATES)
    ours = pages(write(one, "pdf", settings()))
    for judge in JUDGES.values():
        theirs = pages(judge({"notes": write(one, "docx", settings())})["notes"])
        assert [sorted(page.text) for page in ours] == [sorted(page.text) for page in theirs]
        for mine, office in zip(ours, theirs, strict=True):
            marks = [[character for character in page.characters if "①" <= character.text <= "⑳"] for page in (mine, office)]
            assert len(marks[0]) == len(marks[1])
            for left, right in zip(*marks, strict=True):
                assert left.text == right.text
                assert abs(left.baseline - right.baseline - HIGHER * left.size * (left.size < to_pt(one.design.small_size))) < NEAR
                assert left.size == pytest.approx(right.size, abs=0.1)
