"""The bytes of a DOCX → its parts as XML, without entities or document types, and only up to a size.

Sources: ECMA-376-2 (packaging), ECMA-376-1, 17 (both the transitional and the strict namespaces).
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from gen.errors import SourceError
from gen.importer.receive.formats import refusal

MOST_UNPACKED: Final = 200 << 20
MOST_OF_A_PART: Final = 64 << 20
_MOST_PARTS: Final = 10_000
_GREATEST_RATIO: Final = 200
_SMALL: Final = 16 << 20
"""A part that unpacks to less than this is never a bomb."""
_DEEPEST: Final = 150
_CHUNK: Final = 1 << 16
_LAST: Final = True

_PREFIXES: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r:",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a:",
    "http://purl.oclc.org/ooxml/drawingml/main": "a:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "urn:schemas-microsoft-com:vml": "v:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
}
_OTHER: Final = "other:"
_NOT_WORD: Final = (
    ("OFD.xml", "这是 OFD 文件，不能导入", "请在 OFD 阅读器里复制文字，存为 .txt 再导入"),
    ("xl/workbook.xml", "这是 Excel 表格，不能导入", "请把表格复制到 WPS 或 Word 文档里，存为 .docx 再导入"),
    ("ppt/presentation.xml", "这是演示文稿，不能导入", "请把文字复制到 WPS 或 Word 文档里，存为 .docx 再导入"),
    ("content.xml", "这是 ODF 文件，不能导入", "请用 WPS 或 Word 打开，另存为 .docx 再导入"),
)
_SAVE_AGAIN: Final = "请用 WPS 或 Word 打开，另存为新的 .docx 再导入"


@dataclass(frozen=True)
class Package:
    """An open DOCX and the names of the parts that the importer reads."""

    archive: zipfile.ZipFile
    file: str
    main: str
    related: dict[str, str]
    """The end of a relationship's type ("styles", "footnotes") → the part's name."""

    def blocks(self, name: str, depth: int) -> Iterator[Element]:
        """Yield the elements at a depth of a part, the root's being 1, one at a time, so that no more is in memory.

        SourceError if the part is damaged, too large, too deep, or has a document type.
        """
        if self.archive.getinfo(name).file_size > MOST_OF_A_PART:
            raise refusal(self.file, f"DOCX 太大：{name} 超过 {MOST_OF_A_PART >> 20} MB", "请把文档分成几份再导入")
        try:
            with self.archive.open(name) as stream:
                yield from _Parser(name, depth, self.file).parse(stream)
        except SourceError:
            raise
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError) as error:
            raise refusal(self.file, f"DOCX 已损坏：{name} 读不出来（{type(error).__name__}）", _SAVE_AGAIN) from None

    def root(self, kind: str) -> Element | None:
        """Read a related part as a whole; None if there is none."""
        name = self.related.get(kind)
        return next(self.blocks(name, 1), None) if name else None


def open_package(data: bytes, file: str) -> Package:
    """The bytes of a zip → the DOCX in it.

    SourceError, saying what to do, if it is damaged, a bomb, protected by a password, or no DOCX.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError, RuntimeError, OverflowError) as error:
        raise refusal(file, f"DOCX 已损坏，或者没有传完（{type(error).__name__}）", "请重新取得原件，或者" + _SAVE_AGAIN.removeprefix("请")) from None
    names = {member.filename for member in members}
    _check(members, file)
    package = Package(archive, file, "word/document.xml", {})
    start = _relations(package, "", names)
    main = start.get("officeDocument", package.main)
    if main not in names or not main.startswith(("word/", "document")):
        for name, message, hint in _NOT_WORD:
            if name in names:
                raise refusal(file, message, hint)
        if main not in names:
            raise refusal(file, "压缩包里没有 Word 文档", "如果是压缩的文件，请先解压；如果是 DOCX，" + _SAVE_AGAIN.removeprefix("请"))
    return Package(archive, file, main, _relations(package, main, names))


def _check(members: list[zipfile.ZipInfo], file: str) -> None:
    if len(members) > _MOST_PARTS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise refusal(file, f"DOCX 解开后超过 {MOST_UNPACKED >> 20} MB，不能导入", "请删去图片，另存后再导入")
    for member in members:
        if member.flag_bits & 1:
            raise refusal(file, "DOCX 有密码，不能导入", "请用 WPS 或 Word 打开，去掉密码后再导入")
        if member.file_size > MOST_OF_A_PART and member.filename.endswith(".xml"):
            continue  # reading it refuses it for its size
        if member.file_size > _SMALL and member.file_size > _GREATEST_RATIO * max(member.compress_size, 1):
            raise refusal(file, f"DOCX 不正常：{member.filename} 压缩了 {member.file_size // max(member.compress_size, 1)} 倍，没有解开", _SAVE_AGAIN)


def _relations(package: Package, part: str, names: set[str]) -> dict[str, str]:
    """A part, or the package (empty), → the parts that it refers to, by the last word of each relationship's type."""
    folder, base = posixpath.split(part)
    file = posixpath.join(folder, "_rels", base + ".rels")
    if file not in names:
        return {}
    related: dict[str, str] = {}
    for relation in package.blocks(file, 2):
        target = relation.get("Target", "")
        name = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
        if relation.get("TargetMode") != "External" and name in names:
            related.setdefault(relation.get("Type", "").rpartition("/")[2], name)
    return related


class _Parser:
    """XML → its elements at a depth, the root's being 1, with short names: `w:p`."""

    def __init__(self, part: str, depth: int, file: str) -> None:
        self.part, self.depth, self.file = part, depth, file
        self.level = 0
        self.done: list[Element] = []
        self.builder: TreeBuilder | None = None
        self.names: dict[str, str] = {}
        self.expat = expat.ParserCreate(namespace_separator=" ")
        self.expat.buffer_text = True
        self.expat.StartElementHandler, self.expat.EndElementHandler = self.start, self.end
        self.expat.CharacterDataHandler = self.text
        self.expat.StartDoctypeDeclHandler = self.expat.EntityDeclHandler = self.refuse

    def parse(self, stream: IO[bytes]) -> Iterator[Element]:
        """Yield the elements as they end. SourceError if the XML is ill-formed, too deep, or has a document type."""
        try:
            while chunk := stream.read(_CHUNK):
                self.expat.Parse(chunk)
                yield from self.done
                self.done.clear()
            self.expat.Parse(b"", _LAST)
        except (expat.ExpatError, LookupError) as error:
            raise refusal(self.file, f"DOCX 已损坏：{self.part} 不是完好的 XML（{error}）", _SAVE_AGAIN) from None
        yield from self.done

    def short(self, name: str) -> str:
        """Shorten a name: expat's namespace and local part → prefix and local part."""
        if name not in self.names:
            namespace, _, local = name.rpartition(" ")
            self.names[name] = (_PREFIXES.get(namespace, _OTHER) if namespace else "") + local
        return self.names[name]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self.level += 1
        if self.level > _DEEPEST:
            raise refusal(self.file, f"DOCX 不正常：{self.part} 嵌套超过 {_DEEPEST} 层", _SAVE_AGAIN)
        if self.level == self.depth:
            self.builder = TreeBuilder()
        if self.builder:
            self.builder.start(self.short(name), {self.short(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        """Close an element."""
        if self.builder:
            self.builder.end(self.short(name))
            if self.level == self.depth:
                self.done.append(self.builder.close())
                self.builder = None
        self.level -= 1

    def text(self, data: str) -> None:
        """Add text to the open element."""
        if self.builder:
            self.builder.data(data)

    def refuse(self, *_: object) -> None:
        """Refuse a document type: through its entities a small file may read other files or grow without end."""
        raise refusal(self.file, f"DOCX 不正常：{self.part} 里有文档类型声明（DTD），没有读", _SAVE_AGAIN)


def descend(element: Element, *tags: str) -> Element | None:
    """Follow tags downwards, each time to the first such child; None if one is missing."""
    found: Element | None = element
    for tag in tags:
        found = found.find(tag) if found is not None else None
    return found
