"""7.3.5.1: an organ's name under its seal is one line while it fits the measure, beyond that lines of whole words, all centred on the date."""

import atexit
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drawn import MM, DrawnLine, lines, pictures
from editions import TEMPLATES, settings
from measured import ring
from office import SOFFICE, to_pdf
from organs import ORGANS

from gen.dictionary import word_starts
from gen.pipeline import typeset
from gen.source.reader import read
from gen.standard.gb9704 import BINDING_MARGIN, CHARACTERS_PER_LINE, MEASURE
from gen.units import to_mm, to_pt
from gen.writers import write
from gen.writers.edition import Edition
from gen.writers.text.pages import unwrap

DATES = ("2023年6月1日", "2023年12月20日")
CENTRED = 0.25
"""Within how many points name and date have one middle."""


SEALS = ("reserved", "ring.png")


@cache
def seal_folder() -> Path:
    """A folder with a plain red ring in it, for as long as the tests run."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    (Path(folder.name) / "ring.png").write_bytes(ring())
    return Path(folder.name)


@cache
def sealed(organ: str, date: str, seal: str) -> Edition:
    """A notice of an organ under its seal."""
    front = f"organ: {organ}\ntitle: 关于做好代表活动经费保障工作的通知\nsignature:\n  organ: {organ}\n  date: {date}\n  seal: {seal}\n"
    document, warnings = read(f"---\nkind: notice\n{front}---\n请做好代表活动经费保障工作。\n".encode(), "a.md", "a", seal_folder())
    assert warnings == ()
    return typeset(document, TEMPLATES)


@cache
def through_office(date: str, seal: str) -> list[bytes]:
    """Each organ's DOCX as LibreOffice draws it."""
    made = to_pdf({f"d{number}": write(sealed(organ, date, seal), "docx", settings()) for number, organ in enumerate(ORGANS)})
    return list(made.values())


@pytest.mark.parametrize("seal", SEALS, ids=["place", "picture"])
@pytest.mark.parametrize("date", DATES, ids=len)
@pytest.mark.parametrize("organ", ORGANS, ids=len)
def test_the_pdf_has_the_name_centred_on_the_date(organ: str, date: str, seal: str) -> None:
    assert_centred(write(sealed(organ, date, seal), "pdf", settings()), organ, date, seal)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("seal", SEALS, ids=["place", "picture"])
@pytest.mark.parametrize("date", DATES, ids=len)
@pytest.mark.parametrize("organ", ORGANS, ids=len)
def test_the_docx_has_the_name_centred_on_the_date(organ: str, date: str, seal: str) -> None:
    assert_centred(through_office(date, seal)[ORGANS.index(organ)], organ, date, seal)


def assert_centred(pdf: bytes, organ: str, date: str, seal: str) -> None:
    """The name is one line where it fits, else lines of whole words; its middle is the date's, and so is the seal's; nothing leaves the measure."""
    drawn = lines(pdf)
    place = next(number for number, line in enumerate(drawn) if line.text == date)
    first = next(number for number, line in enumerate(drawn) if number > 1 and organ.startswith(line.text))
    name = drawn[first:place]
    assert "".join(line.text for line in name) == organ
    assert (len(name) == 1) == (len(organ) <= CHARACTERS_PER_LINE)
    assert {len("".join(line.text for line in name[:number])) for number in range(1, len(name))} <= word_starts(organ)
    left = to_mm(BINDING_MARGIN) * MM
    right = left + to_pt(MEASURE)
    for line in (*name, drawn[place]):
        assert left - CENTRED <= line.left
        assert line.right <= right + CENTRED
        assert abs(middle(line) - middle(drawn[place])) <= CENTRED
    if seal != "reserved":
        (picture,) = pictures(pdf)
        assert abs(picture.centre[0] * MM - middle(drawn[place])) <= 1


def middle(line: DrawnLine) -> float:
    """The middle of a line's characters, across; a full-width one is an em wide, whatever of that its ink takes."""
    return (line.left + line.right) / 2


@pytest.mark.parametrize("width", [0, 8, 14, 28, 40])
@pytest.mark.parametrize("organ", ORGANS, ids=len)
def test_the_gazette_text_has_name_and_date(organ: str, width: int) -> None:
    assert unwrap(write(sealed(organ, DATES[0], "reserved"), "txt", settings(width)).decode())[-2:] == [organ, DATES[0]]
