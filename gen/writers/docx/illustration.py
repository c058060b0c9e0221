"""An illustration 插图 → its paragraph, which takes whole rows of the grid in every office program."""

from gen.standard.design import Design
from gen.typesetting.galley import SetBlock
from gen.writers.docx.paragraph import at_least, paragraph
from gen.writers.docx.picture import Pictures


def illustration_xml(  # noqa: PLR0913, PLR0917 — what a paragraph is made of
    member: SetBlock, style: str, pictures: Pictures, design: Design, caption: str, new_page: str
) -> str:
    """An illustration → a paragraph with its picture, whose `caption` describes it to those who cannot see it.

    Its line is as high as its rows, which the picture does not fill: a line of exactly that height would cut off the
    picture in Word, which keeps a fifth of it free under the picture.
    """
    drawn = pictures.inline(member.seal, caption) if member.seal else ""
    return paragraph(style, drawn, before=new_page, after=at_least(member.rows * design.pitch))
