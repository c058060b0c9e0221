"""本地做法: every choice changes the page as it says, and DOCX, PDF and text still agree."""

import pytest
from drawn import body, lines
from editions import EXAMPLE, TEMPLATES, settings
from msgspec.structs import replace
from office import JUDGES, SOFFICE, reads_hanging_inverted

from gen.pipeline import typeset
from gen.source.reader import read
from gen.standard.design import OFFICIAL
from gen.standard.profiles import OPTIONS, ProfileError, design_of
from gen.writers import write
from gen.writers.edition import Edition
from gen.writers.text import pages as text

MM = 72 / 25.4
CHOICES = [(name, value) for name, option in OPTIONS.items() for value in option.choices]


def chosen(name: str, value: str) -> dict[str, str]:
    """A choice with what it needs."""
    return {name: value} | ({"margins": "33476.2"} if (name, value) == ("pitch", "29.6") else {})


def edition(choices: dict[str, str]) -> Edition:
    """The example in the design of some choices."""
    document, _ = read(EXAMPLE.read_bytes(), "example.md", "example")
    return typeset(document, TEMPLATES, design=design_of(choices))


def test_the_first_choices_are_the_national_standard() -> None:
    assert design_of({}) == OFFICIAL
    assert design_of({name: next(iter(option.choices)) for name, option in OPTIONS.items()}) == OFFICIAL


@pytest.mark.parametrize(("name", "value"), CHOICES)
def test_every_choice_has_its_source_and_its_name(name: str, value: str) -> None:
    choice = OPTIONS[name].choices[value]
    assert choice.source
    assert choice.chinese
    assert replace(design_of(chosen(name, value)), **{key: getattr(OFFICIAL, key) for key, _ in choice.changes})


@pytest.mark.parametrize(("name", "value"), CHOICES)
def test_no_choice_loses_a_character(name: str, value: str) -> None:
    made = edition(chosen(name, value))
    printed = "".join("".join(line.text for line in member.lines) for member in made.galley)
    assert printed == "".join(block.text for block in made.blocks)
    assert all(len(page.lines) <= 23 for page in made.pages.pages)
    full = [page for page in made.pages.pages if len(page.lines) == 22]
    assert full


def in_every_choice() -> dict[str, Edition]:
    """The example in the design of each choice that it shows."""
    return {f"{name}-{value}".replace(".", "_"): edition(chosen(name, value)) for name, value in CHOICES if value not in {"plain", "folios"}}


@pytest.mark.skipif(SOFFICE is None, reason="没有 LibreOffice")
@pytest.mark.parametrize("judge", JUDGES)
def test_docx_and_pdf_agree_in_every_choice(judge: str) -> None:
    """Line by line; but a mark that is to hang has no place where a program reads that it must not: there the text is the same."""
    wanted = in_every_choice()
    converted = JUDGES[judge]({name: write(made, "docx", settings()) for name, made in wanted.items()})
    for name, made in wanted.items():
        ours, theirs = body(lines(write(made, "pdf", settings()))), body(lines(converted[name]))
        if name == "hanging-yes" and judge == "delivered" and reads_hanging_inverted():
            assert "".join(text for _, text in theirs) == "".join(text for _, text in ours)
        else:
            assert theirs == ours, name


def test_the_type_area_stays_where_it_is_by_the_other_margins() -> None:
    """By GB/T 33476.2 the box of the rows is higher; mark, rule and folio stand where the standard has them."""
    ours = {line.text: line for line in lines(write(edition({}), "pdf", settings()))}
    other = {line.text: line for line in lines(write(edition({"margins": "33476.2", "pitch": "29.6"}), "pdf", settings()))}
    mark = next(iter(ours))
    assert abs(other[mark].baseline - ours[mark].baseline) < 0.1
    assert abs(other["—1—"].baseline - ours["—1—"].baseline) < 0.1
    last = max(line.baseline for line in other.values() if line.page == 3 and not line.text.startswith("—"))
    assert last < (262 + 2.42) * MM


def test_figures_in_times() -> None:
    drawn = [line for line in lines(write(edition({"digits": "times"}), "pdf", settings())) if "2022年" in line.text]
    assert drawn
    assert all(any("Serif" in font for font in line.fonts) for line in drawn)


def test_a_mark_hangs_outside_the_measure() -> None:
    made = edition({"hanging": "yes"})
    hung = [line for member in made.galley for line in member.lines if line.x[-1] > OFFICIAL.measure + OFFICIAL.size // 2]
    assert hung
    assert all(line.text[-1] in "，。、；：！？" and line.x[-2] <= OFFICIAL.measure for line in hung)
    assert text.write(made, 28, "utf-8")
    assert settings().design == OFFICIAL


@pytest.mark.parametrize("choices", [{"pitch": "29.6"}, {"pitch": "30"}, {"colour": "red"}])
def test_what_cannot_be_chosen(choices: dict[str, str]) -> None:
    with pytest.raises(ProfileError) as caught:
        design_of(choices)
    assert caught.value.option in choices
    assert caught.value.hint
