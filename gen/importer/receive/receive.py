"""The bytes of a document, plain text in any encoding or a DOCX → its items."""

from typing import Final

from gen.importer.receive.decode import decode
from gen.importer.receive.docx_text import read_docx
from gen.importer.receive.formats import is_zip, refusal, refuse_formats
from gen.importer.receive.items import Received
from gen.importer.receive.plain import gazette, plain
from gen.writers.text.pages import is_gazette

MOST_BYTES: Final = 256 << 20
MOST_CHARACTERS: Final = 20_000_000
"""Twenty times the longest statute book: no document is longer."""
DOCX: Final = "DOCX"


def receive(data: bytes, file: str) -> Received:
    """Bytes → their items; messages call the input `file`.

    SourceError, saying what to do instead, for an input that is empty, damaged, too large or in another format.
    """
    if len(data) > MOST_BYTES:
        raise refusal(file, f"文件超过 {MOST_BYTES >> 20} MB，不能导入", "请确认这是一份文档；如果是，请分成几份")
    if is_zip(data):
        items, remarks = read_docx(data, file)
        return Received(items, DOCX, remarks)
    refuse_formats(data, file)
    text, encoding = decode(data, file)
    if len(text) > MOST_CHARACTERS:
        raise refusal(file, f"文件超过 {MOST_CHARACTERS // 10_000} 万字，不能导入", "请确认这是一份文档；如果是，请分成几份")
    return Received(gazette(text) if is_gazette(text) else plain(text), encoding)
