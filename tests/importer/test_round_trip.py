"""Our own outputs import again to the same structure: source → DOCX → source, and source → text → source."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from editions import EXAMPLE, ROOT, TEMPLATES, settings

from gen.document.model import Document
from gen.importer.intake import take_in
from gen.importer.recognise.recognise import recognise
from gen.importer.repair.source_text import source_text
from gen.pipeline import typeset
from gen.source.reader import read
from gen.wording.structure import export_json
from gen.writers import write

CORPUS = ROOT.parent / "shared" / "corpus"
TEXTS = sorted(CORPUS.glob("d*.txt"))


def squeezed(value: object) -> object:
    """Take white space out of every string: it is no part of the text."""
    if isinstance(value, dict):
        return {key: squeezed(member) for key, member in value.items()}
    if isinstance(value, list):
        return [squeezed(member) for member in value]
    return "".join(value.split()) if isinstance(value, str) else value


def imported(data: bytes, name: str) -> Document:
    """Import bytes the whole way: receive, recognise, print a source, read it."""
    document, _ = recognise(take_in(data, name).items, name)
    return read(source_text(document).encode(), name, name)[0]


def structure(document: Document) -> object:
    return squeezed(json.loads(export_json(document)))


@pytest.mark.parametrize("format_", ["docx", "txt"])
def test_the_example(format_: str) -> None:
    document, _ = read(EXAMPLE.read_bytes(), "example.md", "example")
    again = imported(write(typeset(document, TEMPLATES), format_, settings()), "example")
    assert structure(again) == structure(document)


OLDER = Path(__file__).parent / "older"
"""A DOCX as it was written before its styles had the names that office programs know (Gongwen15 for BodyText), and its source."""


def test_a_docx_of_before_the_styles_had_their_names() -> None:
    document, _ = read((OLDER / "decision.md").read_bytes(), "decision.md", "decision")
    older = (OLDER / "decision.docx").read_bytes()
    assert b"Gongwen15" in zipfile.ZipFile(io.BytesIO(older)).read("word/document.xml")
    assert structure(imported(older, "decision")) == structure(document)
    newer = write(typeset(document, TEMPLATES), "docx", settings())
    assert structure(imported(newer, "decision")) == structure(document)


STAMPED = """---
kind: decision
organ: ××市人民代表大会常务委员会
title: ××市人民代表大会常务委员会关于设立节约用水日的决定
signature:
{signed}
  stamp: reserved
  date: 2022-12-20
---
为了节约水资源，作如下决定：

一、每年三月二十二日为本市节约用水日。

二、本决定自公布之日起施行。
"""


@pytest.mark.parametrize("format_", ["docx", "txt"])
@pytest.mark.parametrize(
    "signed",
    ["  signer: 主任", "  signer: 主　任", "  organ: ××市人民代表大会常务委员会\n  signer: 主任", "  signer: [市水务局局长, 市财政局局长, 代市长]"],
)
def test_a_post_beside_its_stamp_is_no_organ(signed: str, format_: str) -> None:
    """主任 above the date and no name: a 签发人, whose 签名章 is in the file only as a picture (7.3.5.3)."""
    document, _ = read(STAMPED.format(signed=signed).encode(), "stamped.md", "stamped")
    assert document.signature
    written = write(typeset(document, TEMPLATES), format_, settings())
    again = imported(written, "stamped")
    assert structure(again) == structure(document)
    assert again.organ == document.organ
    assert again.signature
    assert again.signature.signers == document.signature.signers
    _, remarks = recognise(take_in(written, "stamped").items, "stamped")
    assert [remark.message for remark in remarks if "没有姓名，认作加盖签名章" in remark.message]


@pytest.mark.parametrize("signed", ["  signer: 市长", "  signer: 市长\n  name: 张某某"])
def test_a_masthead_names_the_organ_where_a_person_signs(signed: str) -> None:
    stamp = "" if "name" in signed else "\n  stamp: reserved"
    source = f"""---
kind: order
organ: ××市人民政府
masthead: ××市人民政府令
number: 第15号
signature:
{signed}{stamp}
  date: 2022-12-20
---
《××市节约用水办法》已经市人民政府常务会议通过，现予公布。
"""
    document, _ = read(source.encode(), "order.md", "order")
    assert imported(write(typeset(document, TEMPLATES), "docx", settings()), "order").organ == document.organ


@pytest.mark.skipif(not TEXTS, reason="the corpus of real texts is not beside the project")
@pytest.mark.parametrize("format_", ["docx", "txt"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_real_texts(path: Path, format_: str) -> None:
    document = imported(path.read_bytes(), path.stem)
    again = imported(write(typeset(document, TEMPLATES), format_, settings()), path.stem)
    assert structure(again) == structure(document)
