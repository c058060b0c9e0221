"""Titles of real documents that readers judged one by one: how they may be divided, by sense and by the practice of gazettes."""

from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest

from gen.dictionary import word_starts
from gen.document.blocks import Tag
from gen.standard.gb9704 import MEASURE
from gen.standard.styles import STYLES
from gen.typesetting.lexicon import Lexicon
from gen.typesetting.ruler import Ruler
from gen.typesetting.title import divide

TITLE = STYLES[Tag.TITLE, ""]
BAR = " / "


@cache
def judged() -> dict[str, tuple[set[str], set[str]]]:
    """Each title → its accepted and its rejected divisions."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for line in Path(__file__).with_name("titles.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            division = line.removeprefix("× ").removeprefix("  ")
            accepted, rejected = found.setdefault(division.replace(BAR, ""), (set(), set()))
            (rejected if line.startswith("×") else accepted).add(division)
    return found


def division(title: str) -> str:
    """Divide a title as on a page, without the text of its document."""
    ends = divide(Ruler(title, TITLE, TITLE.size), MEASURE, Lexicon(word_starts))
    return BAR.join(title[start:end] for start, end in zip([0, *ends], ends, strict=False))


def test_every_division_is_judged() -> None:
    """A division that is not in titles.txt is new: read it, and write it there as accepted or, after ×, as not."""
    made = {title: division(title) for title in judged()}
    assert not [made[title] for title, (accepted, rejected) in judged().items() if made[title] not in accepted | rejected]


def test_readers_accept_98_of_100_divisions() -> None:
    good = sum(division(title) in accepted for title, (accepted, _) in judged().items())
    assert len(judged()) >= 600
    assert good * 100 >= 98 * len(judged())


@pytest.mark.parametrize("title", judged())
def test_accepted_lines_fit_the_page(title: str) -> None:
    """No reader accepts what cannot be printed."""
    ruler = Ruler(title, TITLE, TITLE.size)
    for accepted in judged()[title][0]:
        ends = [*accumulate(map(len, accepted.split(BAR)))]
        assert all(ruler.visible_width(start, end) <= MEASURE for start, end in zip([0, *ends], ends, strict=False))
