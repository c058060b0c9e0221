"""A small DOCX of any WordprocessingML, for tests of what other programs write."""

import io
import zipfile
from typing import Final

from gen.errors import Diagnostic, SourceError
from gen.importer.intake import take_in

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES: Final = (
    f'xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_PARTS: Final = ("styles", "numbering", "footnotes", "endnotes", "header1", "footer1")
_TYPES: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
_RELATIONS: Final = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def docx(body: str, namespace: str = W, extra: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """Content of `w:body`, and of the roots of other parts by their names → the bytes of a DOCX."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "header1": "hdr", "footer1": "ftr"}
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    overrides = f'<Override PartName="/word/document.xml" ContentType="{main}document.main+xml"/>'
    overrides += "".join(f'<Override PartName="/word/{name}.xml" ContentType="{main}{name.rstrip("1")}+xml"/>' for name in parts)
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{name.rstrip("1")}" Target="{name}.xml"/>' for number, name in enumerate(parts, 1)
    )
    files = {
        "[Content_Types].xml": _TYPES.format(overrides),
        "_rels/.rels": _RELATIONS.format(f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'),
        "word/_rels/document.xml.rels": _RELATIONS.format(relations),
        "word/document.xml": f'<w:document xmlns:w="{namespace}" {_NAMESPACES}><w:body>{body}</w:body></w:document>',
        **{f"word/{name}.xml": f'<w:{roots[name]} xmlns:w="{namespace}" {_NAMESPACES}>{xml}</w:{roots[name]}>' for name, xml in parts.items()},
    }
    return pack({name: text.encode() for name, text in files.items()} | (extra or {}))


def pack(files: dict[str, bytes]) -> bytes:
    """Names and bytes → a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def p(text: str = "", properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{r(text) if text else ''}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(text: str, number: int, level: int = 0) -> str:
    """A paragraph of an automatic list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(index: int, form: str, text: str, more: str = "", *, start: int = 1) -> str:
    """A level of an automatic list."""
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbered(abstract: int, *levels: str) -> str:
    """An automatic list's definition."""
    return f'<w:abstractNum w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'


def use(number: int, abstract: int, overrides: str = "") -> str:
    """An automatic list that follows a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def complaints(data: bytes) -> tuple[Diagnostic, ...]:
    """The messages about bytes that are refused; none for bytes that are received."""
    try:
        received = take_in(data, "x")
    except SourceError as error:
        return error.diagnostics
    assert received.items
    return ()
