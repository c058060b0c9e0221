"""Document → blocks, through the one template of its kind that all writers share."""

from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import Final

from gen.composition.markup import MarkupError, parse
from gen.composition.templating import SUFFIX, markup, printed_runs
from gen.document.blocks import Block, Tag
from gen.document.model import Document
from gen.errors import Diagnostic, Place, TemplateError
from gen.standard.forms import FORMS
from gen.standard.styles import STYLES, StyleTable


def compose(document: Document, folders: Sequence[Path], file: str = "", notice_form: str = "", styles: StyleTable = STYLES) -> tuple[Block, ...]:
    """Document → its blocks. Errors as `markup`; TemplateError too when the markup is not a block stream, or a block has no row in `styles`."""
    with printed_runs() as runs:
        yielded = markup(document, folders, file, notice_form)
    try:
        blocks = parse(yielded, runs)
        _check_styles(blocks, styles)
    except MarkupError as error:
        place = Place(f"{document.kind}{SUFFIX}（输出）", error.line, error.column)
        raise TemplateError(Diagnostic("模板", str(error), place, "用 gen show --stage markup 查看模板的输出")) from None
    return blocks


_WAY: Final = attrgetter("tag", "level", "form")
"""A block → what decides how it is set."""


def _check_styles(blocks: Sequence[Block], styles: StyleTable) -> None:
    ways = dict.fromkeys(map(_WAY, blocks))
    for tag, level, form in ways:
        if (tag, level) not in styles and (tag, "") not in styles:
            message = f"没有 level 为“{level}”的 <{tag}>"
            raise MarkupError(message)
        if form and form not in FORMS:
            message = f"没有名为“{form}”的格式，只有 {'、'.join(filter(None, FORMS))}"
            raise MarkupError(message)
    sided = any(form and tag is Tag.MASTHEAD and FORMS[form].number_right for tag, _, form in ways)
    if sided and any(tag in {Tag.MASTHEAD_WORD, Tag.APPROVER} for tag, _, _ in ways):
        message = f"信函格式没有 <{Tag.MASTHEAD_WORD}> 和 <{Tag.APPROVER}>"
        raise MarkupError(message)
