"""Text → runs of WordprocessingML: characters that the Chinese faces lack in a face that has them."""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final

from gen.standard.western import FACED, WESTERN_FACE, office_face
from gen.xml_text import escape

_AMBIGUOUS = re.compile(r"[“”‘’—…‰′″※·‧×÷°±§℃№←-⇿∀-⋿①-⓿■-◿★☆Ⅰ-ⅿα-ωΑ-Ωа-яА-Я]")
"""Characters that Word gives to the Latin face unless the run says eastAsia."""


_COMBINING: Final = "\u0300-\u036f"
_FACED = re.compile(f"[{FACED}{_COMBINING}]")
SOFT_HYPHEN: Final = "\u00ad"
"""In a text, where a program draws a hyphen if a line ends there. No source has the character, and no DOCX of ours: it has an element."""
_OPTIONAL: Final = '</w:t><w:softHyphen/><w:t xml:space="preserve">'
_HINT: Final = '<w:rFonts w:hint="eastAsia"/>'


def run(text: str, named: str = "", properties: str = "", *, faced: bool = True) -> str:
    """A text → its run, Chinese marks in the Chinese face; several runs where characters need a face that has them.

    `faced` says whether there may be such characters.
    """
    if faced and _FACED.search(text):
        return _runs(text, named, properties)
    formatted = f"{named}{_HINT}{properties}" if _AMBIGUOUS.search(text) else named + properties
    content = escape(text)
    if SOFT_HYPHEN in text:
        content = content.replace(SOFT_HYPHEN, _OPTIONAL)
    if not formatted:
        return f'<w:r><w:t xml:space="preserve">{content}</w:t></w:r>'
    return f'<w:r><w:rPr>{formatted}</w:rPr><w:t xml:space="preserve">{content}</w:t></w:r>'


def _runs(text: str, named: str, properties: str) -> str:
    """A text with characters that need another face → a run for each stretch of one face."""
    made = ""
    for face, members in groupby(_faces(text), key=itemgetter(0)):
        piece = "".join([character for _, character in members])
        if face:
            fonts = f'<w:rFonts w:ascii="{face}" w:eastAsia="{face}" w:hAnsi="{face}" w:cs="{face}"/>'
            made += f'<w:r><w:rPr>{named}{fonts}{properties}</w:rPr><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
        else:
            made += run(piece, named, properties, faced=False)
    return made


def _faces(text: str) -> Iterator[tuple[str, str]]:
    """The face that each character needs, empty for that of its text; a combining mark is in the face of its letter."""
    for letter, marks in _LETTERS.findall(text):
        face = WESTERN_FACE if marks else office_face(letter)
        yield from ((face, character) for character in letter + marks)


_LETTERS: Final = re.compile(f"(.)([{_COMBINING}]*)", re.DOTALL)


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
