"""Document → blocks, through the one template of its kind that all writers share."""

from collections.abc import Sequence

from msgspec import Struct

from gen.composition.markup import MarkupError, parse
from gen.composition.sandbox import SUFFIX
from gen.composition.tables import with_tables
from gen.composition.templating import Digests, Templates
from gen.document.blocks import Block, Tag
from gen.document.model import Document
from gen.errors import Diagnostic, Place, TemplateError
from gen.standard.forms import FORMS
from gen.standard.styles import STYLES, StyleTable


class Composition(Struct, frozen=True):
    """The blocks of a document, and the templates that yielded them."""

    blocks: tuple[Block, ...]
    templates: Digests


def compose(document: Document, templates: Templates, file: str = "", notice_form: str = "", styles: StyleTable = STYLES) -> Composition:
    """Document → its blocks. Arguments and errors as for `Templates.render`.

    TemplateError also if the template yields no block stream, or if `styles` has no row for one of the blocks.
    """
    rendered = templates.render(document, file, notice_form)
    try:
        blocks = with_tables(parse(rendered.markup))
        _check_styles(blocks, styles)
    except MarkupError as error:
        place = Place(f"{document.kind}{SUFFIX}（输出）", error.line, error.column)
        raise TemplateError(Diagnostic("模板", str(error), place, "用 gen show --stage markup 查看模板的输出")) from None
    return Composition(blocks, rendered.templates)


def _check_styles(blocks: Sequence[Block], styles: StyleTable) -> None:
    """MarkupError for a block without a style, an unknown form, and an element that a letter does not have."""
    ways = dict.fromkeys((block.tag, block.level, block.form) for block in blocks)
    if any(tag is Tag.SIGNATURE for tag, *_ in ways):
        _check_dates(blocks)
    for tag, level, form in ways:
        if (tag, level) not in styles and (tag, "") not in styles:
            message = f"没有 level 为“{level}”的 <{tag}>"
            raise MarkupError(message)
        if form and form not in FORMS:
            message = f"没有名为“{form}”的格式，只有 {'、'.join(filter(None, FORMS))}"
            raise MarkupError(message)
    letter = any(form and tag is Tag.MASTHEAD and FORMS[form].number_right for tag, _, form in ways)
    if letter and any(tag in {Tag.MASTHEAD_WORD, Tag.APPROVER} for tag, _, _ in ways):
        message = f"信函格式没有 <{Tag.MASTHEAD_WORD}> 和 <{Tag.APPROVER}>"
        raise MarkupError(message)


def _check_dates(blocks: Sequence[Block]) -> None:
    """MarkupError for a sealed 署名 without a date: the seal has its place over the date (7.3.5.1)."""
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if block.tag is Tag.SIGNATURE and block.picture and (following is None or following.tag not in {Tag.SIGNATURE, Tag.DATE}):
            message = f"加盖印章的 <{Tag.SIGNATURE}> 之后没有 <{Tag.DATE}>"
            raise MarkupError(message)
