"""A Latin word after a line that would be loose is parted at a syllable; its hyphen is drawn, and no format has it in its text."""

import subprocess
import sys

import pytest
from drawn import pages
from editions import settings
from generated import paragraph
from office import SOFFICE, to_pdf
from typeset import set_blocks
from writers.documents import text

from gen.typesetting.ruler import Line
from gen.writers import write
from gen.writers.readback import docx_text, pdf_text
from gen.writers.text.pages import unwrap

WORDS = "履行《生物多样性公约》（Convention on Biological Diversity）的义务，加强保护工作，健全长效机制。"


def lines_of(words: str) -> tuple[Line, ...]:
    (member,) = set_blocks([paragraph(words)])
    return member.lines


def test_a_loose_line_takes_a_part_of_the_next_word() -> None:
    first, second, *_ = lines_of("为" + WORDS)
    assert (first.text[-2:], second.text[:7]) == ("Di", "versity")
    assert first.hyphen
    assert not second.hyphen


def test_what_is_printed_is_the_word_without_its_hyphen() -> None:
    edition = text("为" + WORDS)
    for shown in (docx_text(write(edition, "docx", settings())), "".join(pdf_text(write(edition, "pdf", settings())))):
        assert "为" + WORDS in shown
    assert "为" + WORDS in unwrap(write(edition, "txt", settings()).decode())


def test_the_hyphen_is_drawn_in_its_room() -> None:
    with_hyphen, without = (pages(write(text(words), "pdf", settings()))[0] for words in ("为" + WORDS, "请为" + WORDS))
    assert "Diversity" in with_hyphen.text
    assert len(with_hyphen.strokes) == len(without.strokes) + 1
    hyphen = next(stroke for stroke in with_hyphen.strokes if stroke not in without.strokes)
    before = max(character.edges[2] for character in with_hyphen.characters if abs(character.baseline - hyphen.edges[3]) < 6)
    assert before < hyphen.edges[0] < hyphen.edges[2] < before + 6


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_an_office_program_draws_the_hyphen_there_too() -> None:
    shown = pages(to_pdf({"a": write(text("为" + WORDS), "docx", settings())})["a"])[0].text
    assert "ConventiononBiologicalDi-versity" in shown


@pytest.mark.parametrize("word", ["OpenHarmonyDistributed", "GBT970420122024", "INTERNATIONAL", "international2024edition", "ab@international.cn"])
def test_a_code_an_abbreviation_and_a_name_are_whole(word: str) -> None:
    for shift in range(28):
        assert not any(line.hyphen for line in lines_of("请" * shift + word + "的有关规定。"))


def test_a_line_that_is_not_loose_leaves_the_word_whole() -> None:
    """Twenty-four characters share the room of one."""
    first, second = lines_of("请" * 25 + "Convention的要求。")
    assert (first.text, first.hyphen) == ("请" * 25, 0)
    assert second.text.startswith("Convention")


def test_the_patterns_are_loaded_for_a_loose_line_only() -> None:
    code = "import sys; from gen.interface import read, typeset; typeset(read('source/example.md')); print('pyphen' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
