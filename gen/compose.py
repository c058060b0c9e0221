"""Document → blocks, through the one template of its kind that all writers share."""

import re
from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path
from typing import Final

import jinja2

from gen.blocks import Block, MarkupError, Tag, parse
from gen.errors import Diagnostic, Place, SourceError, TemplateError
from gen.layout.header import FORMS
from gen.model import Document
from gen.styles import STYLES, StyleTable
from gen.templating import SUFFIX, ask, environment, kinds, printed_runs

_UNDEFINED_NAME: Final = r"has no attribute '([^']+)'|'([^']+)' is undefined"


def markup(document: Document, folders: Sequence[Path], file: str = "", notice_form: str = "") -> str:
    """Document → the block markup its template yields.

    `folders` are searched in order, `file` is the source's name for messages, `notice_form` the format in which a 公布公告 is headed.
    SourceError for a kind without a template,
    TemplateError for a template that does not parse, names what does not exist, or tries what the sandbox forbids.
    """
    ask(document.kind + SUFFIX)
    try:
        template = environment(tuple(folders)).get_template(document.kind + SUFFIX)
    except jinja2.TemplateNotFound as error:
        if error.name != document.kind + SUFFIX:
            raise _missing(error, document.kind) from None
        raise _unknown_kind(document, folders, file) from None
    except jinja2.TemplateSyntaxError as error:
        raise _syntax(error) from None
    try:
        return template.render(document=document, notice_form=notice_form)
    except jinja2.TemplateSyntaxError as error:
        raise _syntax(error) from None
    except jinja2.TemplateNotFound as error:
        raise _missing(error, document.kind) from None
    except jinja2.exceptions.SecurityError as error:
        raise _failed(error, document.kind, "模板试图使用沙箱禁止的操作", "模板只能取用 document 的公开内容") from None
    except jinja2.UndefinedError as error:
        match = re.search(_UNDEFINED_NAME, str(error))
        name = next(filter(None, match.groups()), "") if match else ""
        message = f"模板用了不存在的名称“{name}”" if name else "模板用了不存在的名称"
        raise _failed(error, document.kind, message, "可用的名称见 gen/model.py 的 Document") from None
    except RecursionError as error:
        raise _failed(error, document.kind, "模板互相包含，没有止境", "去掉循环的 include") from None
    except Exception as error:  # noqa: BLE001 — a template may raise anything; the author gets one message with its place
        raise _failed(error, document.kind, f"模板运行出错（{type(error).__name__}）", "用 gen show --stage markup 查看") from None


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


_WAY: Final = itemgetter(*map(Block._fields.index, ("tag", "level", "form")))
"""A block → what decides how it is set."""


def _check_styles(blocks: Sequence[Block], styles: StyleTable) -> None:
    ways = dict.fromkeys(map(_WAY, blocks))
    for tag, level, form in ways:
        if (tag, level) not in styles and (tag, "") not in styles:
            message = f"没有 level 为“{level}”的 <{tag}>"
            raise MarkupError(message)
        if form not in FORMS:
            message = f"没有名为“{form}”的格式，只有 {'、'.join(filter(None, FORMS))}"
            raise MarkupError(message)
    sided = any(tag is Tag.MASTHEAD and FORMS[form].number_right for tag, _, form in ways)
    if sided and any(tag in {Tag.MASTHEAD_WORD, Tag.APPROVER} for tag, _, _ in ways):
        message = f"信函格式没有 <{Tag.MASTHEAD_WORD}> 和 <{Tag.APPROVER}>"
        raise MarkupError(message)


def _unknown_kind(document: Document, folders: Sequence[Path], file: str) -> SourceError:
    import difflib  # noqa: PLC0415 — only on this failure

    known = kinds(folders)
    near = difflib.get_close_matches(document.kind, known, 1)
    hint = f"是否应为 {near[0]}？" if near else ""
    place = Place(file or document.name, document.line_of("kind"))
    return SourceError(Diagnostic("文种", f"没有文种 {document.kind} 的模板", place, f"{hint}现有：{'、'.join(known)}"))


def _missing(error: jinja2.TemplateNotFound, kind: str) -> TemplateError:
    name = str(error.name)
    hint = "模板只能包含 templates 文件夹里的文件，名称里不能有 .." if ".." in name else "检查 include、import、extends 里的文件名"
    return TemplateError(Diagnostic("模板", f"找不到模板 {name}", _raised_at(error, kind), hint))


def _syntax(error: jinja2.TemplateSyntaxError) -> TemplateError:
    place = Place(error.name or error.filename or "模板", error.lineno)
    return TemplateError(Diagnostic("模板", f"模板语法有错：{error.message}", place, "对照 Jinja2 的写法改正"))


def _failed(error: Exception, kind: str, message: str, hint: str) -> TemplateError:
    return TemplateError(Diagnostic("模板", message, _raised_at(error, kind), hint))


def _raised_at(error: Exception, kind: str) -> Place:
    """The innermost line of a template in an error's traceback, which Jinja2 has rewritten to template lines."""
    place = Place(kind + SUFFIX)
    trace = error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(SUFFIX):
            place = Place(Path(name).name, trace.tb_lineno)
        trace = trace.tb_next
    return place
