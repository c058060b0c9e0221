"""An exception of Jinja2 in a template → one message for its author, with the line of the template."""

import re
from pathlib import Path
from typing import Final

import jinja2

from gen.composition.sandbox import SUFFIX
from gen.errors import Diagnostic, Place, TemplateError

_RULE: Final = "模板"
_UNDEFINED_NAME: Final = re.compile(r"has no attribute '([^']+)'|'([^']+)' is undefined")


def fault(error: Exception, template: str) -> TemplateError:
    """An error that Jinja2 or a template raised → the TemplateError to raise instead.

    `template` is the name of the one that was rendered.
    """
    if isinstance(error, jinja2.TemplateSyntaxError):
        place = Place(error.name or error.filename or "模板", error.lineno)
        return TemplateError(Diagnostic(_RULE, f"模板语法有错：{error.message}", place, "对照 Jinja2 的写法改正"))
    message, hint = _explained(error)
    return TemplateError(Diagnostic(_RULE, message, _raised_at(error, template), hint))


def _explained(error: Exception) -> tuple[str, str]:
    """Explain the fault and its remedy."""
    match error:
        case jinja2.TemplateNotFound():
            name = str(error.name)
            hint = "模板只能包含 templates 文件夹里的文件，名称里不能有 .." if ".." in name else "检查 include、import、extends 里的文件名"
            return f"找不到模板 {name}", hint
        case jinja2.exceptions.SecurityError():
            return "模板试图使用沙箱禁止的操作", "模板只能取用 document 的公开内容"
        case jinja2.UndefinedError():
            found = _UNDEFINED_NAME.search(str(error))
            unknown = f"“{found[1] or found[2]}”" if found else ""
            return f"模板用了不存在的名称{unknown}", "可用的名称见 gen/document/model.py 的 Document"
        case RecursionError():
            return "模板互相包含，没有止境", "去掉循环的 include"
        case _:
            return f"模板运行出错（{type(error).__name__}）", "用 gen show --stage markup 查看"


def _raised_at(error: Exception, template: str) -> Place:
    """Find the innermost line of a template in a traceback; Jinja2 gives templates' lines there."""
    place = Place(template)
    trace = error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(SUFFIX):
            place = Place(Path(name).name, trace.tb_lineno)
        trace = trace.tb_next
    return place
