"""The gazette text at any width, and back: not a character is lost, added or moved."""

import pytest
from editions import TEMPLATES, example
from generated import documents
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.document.model import Colophon, Document, Signature, Unit
from gen.pipeline import typeset
from gen.standard.gb9704 import CHARACTERS_PER_LINE
from gen.writers.edition import Edition
from gen.writers.text.pages import SPACE, cells, unwrap, write

WIDTHS = st.one_of(st.just(0), st.just(CHARACTERS_PER_LINE), st.integers(8, 60))


def texts(edition: Edition) -> list[str]:
    return [block.text for block in edition.blocks if block.text]


@given(documents(), WIDTHS)
@settings(max_examples=150)
def test_any_document_comes_back(document: Document, width: int) -> None:
    edition = typeset(document, TEMPLATES)
    assert unwrap(write(edition, width).decode()) == texts(edition)


@pytest.mark.parametrize("width", [0, *range(8, 61)])
def test_the_example_comes_back_at_every_width(width: int) -> None:
    assert unwrap(write(example(), width).decode()) == texts(example())


@given(documents(), st.integers(8, 60))
@settings(max_examples=60)
def test_running_text_keeps_the_width(document: Document, width: int) -> None:
    """No row of Han is longer than the width, space at its end aside, which takes no room; only a Latin run that a fixed pitch makes wider may."""
    for row in write(typeset(document, TEMPLATES), width).decode().split("\n")[5:]:
        if all(ord(character) > 0x2E00 for character in row):
            assert cells(row.rstrip()) <= width


@pytest.mark.parametrize("organ", ["市", "××市人民政府", "××市人民代表大会常务委员会", "为" * 26, "为" * 27, "为" * 30, "为" * 90])
@pytest.mark.parametrize("width", [0, 8, 9, 10, 11, 12, 20, 28, 60])
def test_signatures_come_back_at_every_width(organ: str, width: int) -> None:
    signature = Signature(organ, "2022年12月20日")
    document = Document(name="signed", kind="decision", organ=organ, title="决定", body=(Unit("本决定自公布之日起施行。", 1),), signature=signature)
    edition = typeset(document, TEMPLATES)
    assert unwrap(write(edition, width).decode())[-2:] == [organ, "2022年12月20日"]


@pytest.mark.parametrize("width", [0, 8, 12, 28, 60])
def test_a_colophon_comes_back_at_every_width(width: int) -> None:
    foot = Colophon(
        addressee="主送：各县人民政府。", copies="抄送：市委办公室，市监察委员会。", issuer="××市人民政府办公室", issued="2022年12月20日印发"
    )
    document = Document(name="a", kind="notice", organ="机关", title="通知", body=(Unit("正文。", 1),), note=("（联系人：某某）",), colophon=foot)
    edition = typeset(document, TEMPLATES)
    assert unwrap(write(edition, width).decode()) == texts(edition)


def test_the_pages_lines_are_the_texts_lines() -> None:
    rows = [row.lstrip(SPACE) for row in write(example()).decode().split("\n")[5:] if row]
    assert rows == [placed.line.text for page in example().pages.pages for placed in page.lines]


def test_a_frames_character_in_running_text_comes_back() -> None:
    document = Document(name="framed", kind="decision", organ="机关", title="决定", body=(Unit("为" * 26 + "│为了", 1),))
    edition = typeset(document, TEMPLATES)
    assert unwrap(write(edition).decode()) == texts(edition)
