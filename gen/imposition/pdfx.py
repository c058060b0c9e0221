"""A PDF in the inks of a press → the same declared as PDF/X-4, and all that PDF/X-4 forbids in it.

Source: ISO 15930-7; the output intent as in ISO 32000-1, 14.11.5, the metadata as in its 14.3.2.
"""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from gen.errors import Diagnostic, Place, SourceError
from gen.imposition.condition import PrintingCondition

VERSION: Final = "1.6"
"""PDF/X-4 is a subset of PDF 1.6."""
_STANDARD: Final = "PDF/X-4"
_NAMESPACE: Final = "http://www.npes.org/pdfx/ns/id/"
_NO_DATE: Final = "D:20000101000000Z"
"""The date of a document without one, as in the PDF of `gen build`."""
_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_CARRIED: Final = frozenset({"/Type0", "/Type3"})
"""Fonts without a descriptor of their own."""
_BLENDED: Final = frozenset({"/DeviceCMYK", "/DeviceGray"})
_HINT: Final = "PDF/X-4 不许这样；去掉它，或者不写 --pdfx"


def declare(document: pikepdf.Pdf, condition: PrintingCondition, seed: bytes, file: str) -> None:
    """Make a PDF whose colours are converted a PDF/X-4 in place: boxes, output intent, metadata.

    Its ID is made from `seed`, all that decides its content. SourceError with all that PDF/X-4 forbids. It must be saved
    as `VERSION`, unencrypted, with an ID.
    """
    if found := list(dict.fromkeys(_forbidden(document))):
        raise SourceError(*(Diagnostic("PDF/X", what, Place(file), _HINT) for what in found))
    for page in document.pages:
        # The one or the other, and a trim is what a knife needs.
        if "/TrimBox" not in page:
            page.TrimBox = page.mediabox
        if "/ArtBox" in page:
            del page.ArtBox
    embedded = document.make_stream(condition.data, N=4, Alternate=Name.DeviceCMYK)
    intent = {"/Type": Name.OutputIntent, "/S": Name.GTS_PDFX, "/OutputConditionIdentifier": "Custom", "/Info": condition.name}
    document.Root.OutputIntents = Array([document.make_indirect(Dictionary(intent | {"/DestOutputProfile": embedded}))])
    _describe(document, PurePath(file).stem, seed)


def _forbidden(document: pikepdf.Pdf) -> Iterator[str]:
    """What PDF/X-4 forbids, as far as the conversion of colours has not found it."""
    if "/OCProperties" in document.Root:
        yield "有可以开关的图层"
    for found in document.objects:
        for inner in _within(found):
            yield from _forbidden_object(inner)


def _within(found: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The dictionaries and streams in an object, but for those that are objects of their own."""
    if isinstance(found, Dictionary | Stream):
        yield found
    if isinstance(found, Dictionary | Stream | Array):
        for value in found.values() if not isinstance(found, Array) else found:
            if isinstance(value, Dictionary | Array) and not value.is_indirect:
                yield from _within(value)


def _forbidden_object(found: pikepdf.Object) -> Iterator[str]:
    kind, subtype = str(found.get("/Type", "")), str(found.get("/Subtype", ""))
    name = str(found.get("/BaseFont", found.get("/FontName", ""))).removeprefix("/")
    if kind == "/FontDescriptor" and not any(key in found for key in _PROGRAMS):
        yield f"字体 {name} 没有嵌入"
    if kind == "/Font" and subtype not in _CARRIED and "/FontDescriptor" not in found:
        yield f"字体 {name} 没有嵌入"
    if kind == "/Font" and subtype == "/Type3":
        yield "有 Type 3 字体，里面的颜色没有转换"
    if subtype == "/PS" or "/OPI" in found or "/Alternates" in found:
        yield "有 PostScript、OPI 或者替换用的图片"
    if any(str(found.get(key, "/Default")) != "/Default" for key in ("/TR", "/TR2", "/HTP")):
        yield "有改变油墨的传递函数"
    group = found.get("/Group")
    if isinstance(group, Dictionary) and "/CS" in group and str(group.CS) not in _BLENDED:
        yield "透明的部分不在 CMYK 里混合"


def _describe(document: pikepdf.Pdf, title: str, seed: bytes) -> None:
    """Write the metadata, the same in both places where a PDF has them."""
    information = document.docinfo
    if "/Trapped" in information:
        # `load_from_docinfo` does not know it.
        del information["/Trapped"]
    defaults = {"/Title": title, "/CreationDate": _NO_DATE, "/ModDate": str(information.get("/CreationDate", _NO_DATE))}
    for key, value in defaults.items():
        if not str(information.get(key, "")).strip():
            information[key] = value
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.register_xml_namespace(_NAMESPACE, "pdfxid")
        metadata.load_from_docinfo(information)
        for name, value in _identity(seed, metadata["xmp:ModifyDate"]).items():
            metadata[name] = value
    information["/Trapped"] = Name("/False")
    # Only X-1a and X-3 have it here; some preflights look nowhere else.
    information["/GTS_PDFXVersion"] = _STANDARD


def _identity(seed: bytes, date: str) -> Mapping[str, str]:
    """The fields that a PDF/X-4 has beside those of its information dictionary."""
    return {
        "pdfxid:GTS_PDFXVersion": _STANDARD,
        "pdf:Trapped": "False",
        "xmp:MetadataDate": date,
        "xmpMM:DocumentID": f"uuid:{uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(seed).hexdigest())}",
        "xmpMM:VersionID": "1",
        "xmpMM:RenditionClass": "default",
    }
