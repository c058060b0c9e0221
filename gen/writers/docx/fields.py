r"""Contents, page references, and what they refer to → fields and bookmarks, with their results as cached text.

An office program that updates the contents finds the same entries: each document has a TC field (`\f g`) with what the
contents call it.
"""

from gen.xml_text import escape

_TOC = r"TOC \f g \l 1-2 \n 1-1 \h \z"
"""Groups on level 1, without page numbers, documents on level 2."""


def _mark(kind: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(text)} </w:instrText></w:r>'


def anchor(number: int) -> str:
    """The bookmark of the `number`th document, from 1."""
    return f"_Toc{number:06d}"


def linked(number: int, runs: str) -> str:
    """Runs → a link to the `number`th document."""
    return f'<w:hyperlink w:anchor="{anchor(number)}" w:history="1">{runs}</w:hyperlink>'


def entry(number: int, title: str, group: str = "") -> str:
    """The fields where the `number`th document begins: its bookmark, and its entry for when contents are updated.

    `group` begins with it.
    """
    fields = "".join(_contents_entry(text, level) for text, level in ((group, 1), (title, 2)) if text)
    return f'<w:bookmarkStart w:id="{number}" w:name="{anchor(number)}"/>{fields}<w:bookmarkEnd w:id="{number}"/>'


def _contents_entry(text: str, level: int) -> str:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    quoted = text.replace("\\", r"\\").replace('"', r"\"")
    return _mark("begin", hidden) + _instruction(rf'TC "{quoted}" \f g \l {level}', hidden) + _mark("end", hidden)


def contents_begin() -> str:
    """The runs before the first entry of the contents."""
    return _mark("begin") + _instruction(_TOC) + _mark("separate")


def contents_end() -> str:
    """The runs after the last entry."""
    return _mark("end")
