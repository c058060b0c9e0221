"""The bytes of any document → its items, repaired: plain text in any encoding, or a DOCX."""

from typing import Final

from msgspec.structs import replace

from gen.importer.receive.decode import decode
from gen.importer.receive.docx_text import read_docx
from gen.importer.receive.formats import fault, is_zip, refuse_formats
from gen.importer.receive.items import Received
from gen.importer.receive.plain import gazette, plain
from gen.importer.repair.repair import repair
from gen.writers.text.pages import is_gazette

MOST_BYTES: Final = 256 << 20
MOST_CHARACTERS: Final = 20_000_000
"""Twenty times the longest statute book; more is no document."""
DOCX: Final = "DOCX"


def receive(data: bytes, file: str) -> Received:
    """Bytes → what was received; `file` is what messages call the input.

    SourceError, saying what to do instead, for an input that is empty, damaged, too large, or in a format that cannot be imported.
    """
    if len(data) > MOST_BYTES:
        raise fault(file, f"文件超过 {MOST_BYTES >> 20} MB，不能导入", "请确认这是一份文档；如果是，请分成几份")
    if is_zip(data):
        items, remarks = read_docx(data, file)
        received = repair(items, DOCX, file)
        received = replace(received, remarks=(*remarks, *received.remarks))
    else:
        refuse_formats(data, file)
        text, encoding = decode(data, file)
        if len(text) > MOST_CHARACTERS:
            raise fault(file, f"文件超过 {MOST_CHARACTERS // 10_000} 万字，不能导入", "请确认这是一份文档；如果是，请分成几份")
        received = repair(gazette(text) if is_gazette(text) else plain(text), encoding, file)
    if not received.items:
        raise fault(file, "文件里没有文字，只有看不见的字符", "请检查文件")
    return received
