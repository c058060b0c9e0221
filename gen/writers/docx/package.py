"""The parts of a DOCX that every document of a variant shares; a document's own parts with them → the package."""

import hashlib
import json
from pathlib import Path
from typing import Final

from gen.workspace.cache import Cache
from gen.workspace.libraries import versions
from gen.writers.docx.variant import FIRST_PAGE, NAMESPACES, Variant
from gen.writers.docx.zip_archive import Head, Member, archive

DOCUMENT_PART: Final = "word/document.xml"
CORE_PART: Final = "docProps/core.xml"
MADE_BY: Final = (
    *(
        "document/blocks",
        "document/model",
        "document/raised",
        "document/tables",
        "standard/design",
        "standard/gb9704",
        "standard/house",
        "standard/styles",
        "standard/western",
        "units",
        "xml_text",
    ),
    *(f"writers/docx/{name}" for name in ("paragraph", "run", "shared", "style_names", "styles", "variant")),
)
"""The modules that the shared parts depend on, beside python-docx and lxml."""


class SharedParts:
    """Part name → bytes, in package order; the document itself and its core properties are there as placeholders."""

    def __init__(self, variant: Variant) -> None:
        self.variant = variant
        self.parts = _parts(variant)
        main = self.parts[DOCUMENT_PART].decode()
        start = main.index("<w:sectPr")
        self.section_xml = main[start : main.index("</w:sectPr>") + len("</w:sectPr>")]
        """The section properties, footer references included, as python-docx numbered them."""
        self._heads: dict[tuple[str, ...], Head] = {}

    def with_relations(self, relationships: str, defaults: str, overrides: str) -> dict[str, bytes]:
        """Add the relationships and content types of a document's own parts to the two parts that list all parts."""
        own: dict[str, bytes] = {}
        if relationships:
            own[_RELATIONSHIPS] = self.parts[_RELATIONSHIPS].replace(b"</Relationships>", f"{relationships}</Relationships>".encode())
        if defaults or overrides:
            types = self.parts[_CONTENT_TYPES].decode()
            first = types.index("<Default")
            types = types[:first] + defaults + types[first:]
            own[_CONTENT_TYPES] = types.replace("</Types>", f"{overrides}</Types>").encode()
        return own

    def first_page(self, header: str, footer: str) -> dict[str, bytes]:
        """The paragraphs of a letter's first header and footer → their parts."""
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        found: dict[str, bytes] = {}
        for name, data in self.parts.items():
            for tag, xml in (("hdr", header), ("ftr", footer)):
                if FIRST_PAGE.encode() in data and f"<w:{tag}".encode() in data:
                    found[name] = f"{head}<w:{tag} {NAMESPACES}>{xml}</w:{tag}>".encode()
        return found

    def pack(self, own: dict[str, bytes]) -> bytes:
        """A document's own parts → the package, the same bytes whenever and wherever it is made.

        The shared parts are compressed once.
        """
        shared_names = tuple(name for name in self.parts if name not in own)
        head = self._heads.get(shared_names)
        if head is None:
            head = self._heads[shared_names] = Head().then(Member.of(name, self.parts[name]) for name in shared_names)
        return archive((Member.of(name, data) for name, data in own.items()), head)


class VariantParts(dict[Variant, SharedParts]):
    """Variant → the parts that its documents share, found when they are first asked for."""

    def __missing__(self, variant: Variant) -> SharedParts:
        self[variant] = SharedParts(variant)
        return self[variant]


_RELATIONSHIPS: Final = "word/_rels/document.xml.rels"
_CONTENT_TYPES: Final = "[Content_Types].xml"


def document_xml(body: str, section: str) -> bytes:
    """Paragraphs and section properties → the main part."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>".encode()


def part_xml(tag: str, paragraphs: str) -> bytes:
    """Paragraphs → a header (`hdr`) or footer (`ftr`) part."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{tag} {NAMESPACES}>{paragraphs}</w:{tag}>'.encode()


def _parts(variant: Variant) -> dict[str, bytes]:
    """The shared parts of a variant: from the cache, or else made and cached, since loading python-docx takes 60 ms."""
    cache, key = Cache("docx"), _digest(variant)
    found = json.loads(cache.get(key) or "{}")
    if DOCUMENT_PART in found:
        return {name: text.encode() for name, text in found.items()}
    from gen.writers.docx.shared import make

    made = make(variant)
    cache.put(key, json.dumps({name: data.decode() for name, data in made.items()}, ensure_ascii=False))
    return made


def _digest(variant: Variant) -> str:
    """All that decides a byte of a variant's shared parts → their key."""
    total = hashlib.sha256(f"{variant!r}\n{versions('python_docx', 'lxml')!r}\n".encode())
    folder = Path(__file__).parent.parent.parent
    for name in MADE_BY:
        total.update((folder / f"{name}.py").read_bytes())
    return total.hexdigest()
