"""Text → a run of WordprocessingML."""

import re

_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTE = str.maketrans({'"': "&quot;"})
_AMBIGUOUS = re.compile(r"[“”‘’—…‰′″※·‧×÷°±§℃№←-⇿∀-⋿①-⓿■-◿★☆Ⅰ-ⅿα-ωΑ-Ωа-яА-Я]")
"""Characters that Word gives to the Latin face unless the run says eastAsia."""


def escape(text: str) -> str:
    """Text → element content; the standard library's own loads its network modules."""
    return text.translate(_MARKUP) if "&" in text or "<" in text or ">" in text else text


def quoted(text: str) -> str:
    """Text → an attribute's value in double quotes."""
    return f'"{escape(text).translate(_QUOTE)}"'


def run(text: str, named: str = "", properties: str = "") -> str:
    """A text → one run, its Chinese marks in the Chinese face."""
    formatted = f'{named}<w:rFonts w:hint="eastAsia"/>{properties}' if _AMBIGUOUS.search(text) else named + properties
    content = escape(text)
    if not formatted:
        return f'<w:r><w:t xml:space="preserve">{content}</w:t></w:r>'
    return f'<w:r><w:rPr>{formatted}</w:rPr><w:t xml:space="preserve">{content}</w:t></w:r>'


def bookmark(name: str, number: int, runs: str) -> str:
    """Runs → the same in a bookmark; `number` is unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def page_reference(name: str, shown: str) -> str:
    """A bookmark's name → a field that shows the number of its page, `shown` until it is updated."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {name} \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
