"""The first bytes of a file → its format, and what to do instead if that format cannot be imported."""

import re
from typing import Final

from gen.errors import Diagnostic, Place, SourceError

_RULE: Final = "格式"
_OLE2: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_HEAD: Final = 1 << 16
_SAVE_AS_DOCX: Final = "请用 WPS 或 Word 打开，另存为 .docx 再导入"
_SCANNED: Final = "请先做文字识别（OCR），把文字存为 .txt 或 .docx 再导入"

_ZIP: Final = b"PK\x03\x04"
_REFUSED: Final = (
    (b"PK\x05\x06", "压缩包是空的", "请检查文件是否完整"),
    (b"%PDF", "这是 PDF，不能导入", "请在 WPS 或 Word 里打开，另存为 .docx，或者复制文字存为 .txt；扫描件先做文字识别（OCR）"),
    (b"{\\rtf", "这是 RTF 文件，不能导入", _SAVE_AS_DOCX),
    (b"\x89PNG", "这是图片，没有文字", _SCANNED),
    (b"\xff\xd8\xff", "这是图片，没有文字", _SCANNED),
    (b"GIF8", "这是图片，没有文字", _SCANNED),
    (b"II*\x00", "这是图片，没有文字", _SCANNED),
    (b"MM\x00*", "这是图片，没有文字", _SCANNED),
    (b"Rar!", "这是 RAR 压缩包，不能导入", "请先解压，再导入里面的文件"),
    (b"7z\xbc\xaf\x27\x1c", "这是 7z 压缩包，不能导入", "请先解压，再导入里面的文件"),
    (b"\x1f\x8b", "这是 gzip 压缩包，不能导入", "请先解压，再导入里面的文件"),
    (b"\x7fELF", "这是程序，不是文档", "请检查路径"),
    (b"MZ\x90\x00", "这是程序，不是文档", "请检查路径"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|div|table|p)[\s>]", re.IGNORECASE | re.DOTALL
)
_WORD_XML = re.compile(rb"\s*<\?xml[^>]{0,200}>\s*(?:<\?mso-application[^>]{0,200}>\s*)?<(?:pkg:package|w:wordDocument|w:document)\b")
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def is_zip(data: bytes) -> bool:
    """Whether bytes are a zip package, as every DOCX is."""
    return data.startswith(_ZIP)


def refuse_formats(data: bytes, file: str) -> None:
    """Raise SourceError, saying what to do instead, for bytes in a known format other than text and zip."""
    if data.startswith(_OLE2):
        if _ENCRYPTED in data:
            raise refusal(file, "DOCX 有密码，不能导入", "请用 WPS 或 Word 打开，去掉密码后再导入")
        raise refusal(file, "这是旧格式的 .doc 或 .wps 文件，不能导入", _SAVE_AS_DOCX)
    for magic, message, hint in _REFUSED:
        if data.startswith(magic):
            raise refusal(file, message, hint)
    head = data[:_HEAD]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    if b"\0" in head[:256]:
        head = head.replace(b"\0", b"")  # UTF-16 of ASCII tags
    if _WORD_XML.match(head):
        raise refusal(file, "这是 Word 的 XML 文件，不能导入", _SAVE_AS_DOCX)
    if _HTML.match(head):
        raise refusal(file, "这是网页（HTML），不能导入", "请在浏览器里打开，复制正文存为 .txt，或者用 WPS、Word 打开另存为 .docx")


def refusal(file: str, message: str, hint: str) -> SourceError:
    """The error for an input that cannot be imported."""
    return SourceError(Diagnostic(_RULE, message, Place(file), hint))
