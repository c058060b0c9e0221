"""Seals and stamps on the page: where the layout has them, on a page on its side too, in PDF and DOCX alike."""

from pathlib import Path

import pytest
from drawn import pictures
from editions import TEMPLATES, settings
from office import SOFFICE, to_pdf
from PIL import Image, ImageDraw

from gen.pipeline import typeset
from gen.source.reader import read
from gen.typesetting.signature import Pressed
from gen.units import Length
from gen.writers import write
from gen.writers.edition import Edition

SOURCE = """---
kind: notice
organ: ××市人民政府
title: 关于甲的通知
---
甲。
---
part: 附件
{landscape}title: 名单
signature:
  organ: ××市人民政府
  date: 2024-05-06
  seal: ring.png
---
甲、乙、丙。
"""


def sealed(folder: Path, *, landscape: bool) -> Edition:
    """A document whose annex bears a plain red ring."""
    ring = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    ImageDraw.Draw(ring).ellipse((4, 4, 195, 195), outline=(230, 0, 0, 255), width=6)
    ring.save(folder / "ring.png")
    document, _ = read(SOURCE.format(landscape="landscape: true\n" * landscape).encode(), "a.md", "a", folder)
    return typeset(document, TEMPLATES)


def centre(pdf: bytes) -> tuple[float, float]:
    """The middle of the one picture of the second page as it is read, in millimetres from its upper left corner."""
    (found,) = pictures(pdf)
    assert found.page == 2
    return found.centre


@pytest.mark.parametrize("landscape", [False, True])
def test_the_seal_presses_the_date(tmp_path: Path, *, landscape: bool) -> None:
    made = sealed(tmp_path, landscape=landscape)
    (page,) = [page for page in made.pages.pages if page.pictures]
    design = made.design.turned if landscape else made.design
    (placed,) = page.pictures
    box = placed.pressed
    wanted = (design.binding_margin + placed.left + box.left + box.width / 2, design.head_margin + placed.top + box.top + box.height / 2)
    x, y = centre(write(made, "pdf", settings()))
    assert abs(x - wanted[0] / 36000) < 0.5
    assert abs(y - wanted[1] / 36000) < 0.5


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_docx_has_it_there_too(tmp_path: Path) -> None:
    made = {name: sealed(tmp_path, landscape=name == "across") for name in ("upright", "across")}
    office = to_pdf({name: write(one, "docx", settings()) for name, one in made.items()})
    for name, one in made.items():
        ours, theirs = centre(write(one, "pdf", settings())), centre(office[name])
        assert all(abs(a - b) < 1 for a, b in zip(ours, theirs, strict=True)), name


def test_a_picture_as_thin_as_a_thread_still_has_a_size() -> None:
    box = Pressed(Length(0), Length(0), Length(1512000), Length(1512000), "thread.png")
    *_, width, height = box.fitted(40_000_000, 1)
    assert (width, height) == (1512000, 1)
