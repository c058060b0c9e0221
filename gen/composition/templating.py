"""Document → the markup that the template of its kind yields, in Jinja2's sandbox; which templates it asked for, which running text it printed."""

import hashlib
import re
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import MethodType
from typing import Any, Final, cast

import jinja2
import jinja2.sandbox
from jinja2.environment import TemplateModule
from jinja2.filters import do_mark_safe
from jinja2.runtime import LoopContext, Macro
from msgspec import Struct

from gen.composition.markup import Run
from gen.composition.running_text import fields, running
from gen.document import model
from gen.document.model import Document, Table, Unit
from gen.errors import Diagnostic, Place, SourceError, TemplateError
from gen.workspace.platform_folders import cache_folder

SUFFIX: Final = ".xml.j2"
"""What the name of a template ends with, after its kind's."""


_UNDEFINED_NAME: Final = r"has no attribute '([^']+)'|'([^']+)' is undefined"

_Markup: Final = type(do_mark_safe(""))
"""The type of text that is markup already."""

_asked: Final[ContextVar[set[str] | None]] = ContextVar("asked", default=None)
_printed: Final[ContextVar[list[Run] | None]] = ContextVar("printed", default=None)


class _Loader(jinja2.BaseLoader):
    """Loads from folders, as Jinja2's own, and keeps the digest of the very bytes that were loaded."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders
        self.digests: dict[str, str] = {}

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002 — Jinja2's signature
        pieces = jinja2.loaders.split_template_path(template)
        for folder in self.folders:
            path = folder.joinpath(*pieces)
            if path.is_file():
                data = _bytes_of(path, template)
                self.digests[template] = hashlib.sha256(data).hexdigest()
                try:
                    return data.decode("utf-8"), str(path), None
                except UnicodeDecodeError as error:
                    place = Place(template, data.count(b"\n", 0, error.start) + 1)
                    raise TemplateError(Diagnostic("模板", "不是 UTF-8 编码", place, "另存为 UTF-8")) from None
        raise jinja2.TemplateNotFound(template)


def _bytes_of(path: Path, template: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(Diagnostic("模板", f"读不出（{error.strerror}）", Place(template), "检查文件和访问权限")) from None


def _escape(value: object) -> str:
    """What a template prints → element content or an attribute's value: as Jinja2's own, but what holds no markup stays the text it is."""
    kind = type(value)
    if kind is str:
        text = cast("str", value)
        return _Markup.escape(text) if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text else text
    return cast("str", value) if kind is _Markup else str(value) if kind is int else _Markup.escape(value)


class _Template(jinja2.Template):
    """A template whose code escapes what it prints by `_escape`.

    One that is loaded once by `import` still counts as asked for, with all that it asked for, in every document that imports it.
    """

    @classmethod
    def _from_namespace(
        cls, environment: jinja2.Environment, namespace: MutableMapping[str, Any], names: MutableMapping[str, Any]
    ) -> jinja2.Template:
        namespace["escape"] = _escape
        return super()._from_namespace(environment, namespace, names)

    def _get_default_module(self, ctx: jinja2.runtime.Context | None = None) -> Any:  # noqa: ANN401 — Jinja2's signature
        with recorded_names() as names:
            module = super()._get_default_module(ctx)
        self._names: set[str] = getattr(self, "_names", set()) | names
        _ask(*self._names)
        return module


class _Environment(jinja2.sandbox.ImmutableSandboxedEnvironment):
    """The sandbox, without its questions where a template reads a field of the document: fields are text, numbers and what is made of them.

    It notes what each include, import and extends asks for.
    """

    template_class = _Template

    def getattr(self, obj: object, attribute: str) -> Any:  # noqa: ANN401 — Jinja2's signature
        """Give what the model says of a part of the document, and a macro of a template; anything else as the sandbox has it."""
        kind = type(obj)
        public = _PUBLIC.get(kind)
        if public is not None and attribute in public:
            return getattr(obj, attribute)
        if kind is TemplateModule:
            macro = vars(obj).get(attribute)
            if type(macro) is Macro:
                return macro
        return super().getattr(obj, attribute)

    def call(self, context: jinja2.runtime.Context, called: Any, /, *args: Any, **named: Any) -> Any:  # noqa: ANN401 — Jinja2's signature
        """Call a macro, or what the model says when it is asked, neither of which asks for the context; anything else as the sandbox has it."""
        kind = type(called)
        if kind is Macro:
            args = (context.eval_ctx, *args)
        elif kind is not MethodType or type(called.__self__) not in _PUBLIC:
            return super().call(context, called, *args, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return called(*args, **named)

    def join_path(self, template: str, parent: str) -> str:
        name = super().join_path(template, parent)
        _ask(name)
        return name


def _ask(*names: str) -> None:
    """Note that templates of these names are asked for, found or not."""
    asked = _asked.get()
    if asked is not None:
        asked.update(names)


@contextmanager
def recorded_names() -> Iterator[set[str]]:
    """Note the name of every template that is asked for inside the block, found or not."""
    names: set[str] = set()
    token = _asked.set(names)
    try:
        yield names
    finally:
        _asked.reset(token)


def loaded(names: set[str], folders: Sequence[Path]) -> tuple[tuple[str, str], ...]:
    """Names of templates → each with the SHA-256 of what was loaded by it, in hexadecimal; empty for one that was not found."""
    loader = _environment(tuple(folders)).loader
    assert isinstance(loader, _Loader)  # noqa: S101 — as made below
    return tuple((name, loader.digests.get(name, "")) for name in sorted(names))


_PUBLIC: Final[dict[type, frozenset[str]]] = {
    kind: frozenset(name for name in dir(kind) if not name.startswith("_"))
    for kind in (*vars(model).values(), LoopContext)
    if isinstance(kind, type) and (issubclass(kind, Struct) or kind is LoopContext)
}
"""The names that the model gives each part of a document, and Jinja2 a loop: text, numbers, what is made of them, and functions that give such."""


@contextmanager
def printed_runs() -> Iterator[list[Run]]:
    """Note the running text that templates print inside the block, in the order they do: most of what they yield."""
    runs: list[Run] = []
    token = _printed.set(runs)
    try:
        yield runs
    finally:
        _printed.reset(token)


def _running(units: Iterable[Unit | Table]) -> list[str | Table]:
    """Units and tables → the markup of the units between tables, and the tables."""
    found = list(running(units))
    printed = _printed.get()
    if printed is not None:
        printed += [run for run in found if isinstance(run, Run)]
    return [do_mark_safe(run.markup) if isinstance(run, Run) else run for run in found]


def forget_templates() -> None:
    """Load templates anew from now on: a process that stays for several runs sees those that were edited in between."""
    _environment.cache_clear()


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Jinja2's files of compiled templates; one that is damaged is as if it were not there."""

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 — pickle and marshal raise anything on damage
            bucket.reset()

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled() -> jinja2.BytecodeCache | None:
    """Templates compiled by earlier runs, which takes half as long as all the rest of a small document.

    They are in the user's own cache folder: what lies in a workspace may come from elsewhere, and code runs outside the sandbox. Only a saving:
    each is kept with the digest of its text, all of them by Jinja2's version and this module, which decides how they are compiled.
    """
    made_by = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    folder = cache_folder() / f"templates-{jinja2.__version__}-{made_by}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return _Compiled(str(folder))


@cache
def _environment(folders: tuple[Path, ...]) -> jinja2.Environment:
    """Folders with templates, searched in order → what loads them, runs them in the sandbox and has what they may call."""
    made = _Environment(
        loader=_Loader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        bytecode_cache=_compiled(),
        cache_size=-1,
        keep_trailing_newline=False,
    )
    made.filters |= {"running": _running, "fields": fields}
    return made


def kinds(folders: Sequence[Path]) -> list[str]:
    """The kinds of document there are templates for, sorted."""
    found = {path.name.removesuffix(SUFFIX) for folder in folders for path in folder.glob(f"*{SUFFIX}")}
    return sorted(name for name in found if not name.startswith("_"))


def markup(document: Document, folders: Sequence[Path], file: str = "", notice_form: str = "") -> str:
    """Document → the block markup its template yields.

    `folders` are searched in order, `file` is the source's name for messages, `notice_form` the format in which a 公布公告 is headed.
    SourceError for a kind without a template,
    TemplateError for a template that does not parse, names what does not exist, or tries what the sandbox forbids.
    """
    template = _template(document, folders, file)
    try:
        return template.render(document=document, notice_form=notice_form)
    except TemplateError:
        raise
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
        raise _failed(error, document.kind, message, "可用的名称见 gen/document/model.py 的 Document") from None
    except RecursionError as error:
        raise _failed(error, document.kind, "模板互相包含，没有止境", "去掉循环的 include") from None
    except Exception as error:  # noqa: BLE001 — a template may raise anything; the author gets one message with its place
        raise _failed(error, document.kind, f"模板运行出错（{type(error).__name__}）", "用 gen show --stage markup 查看") from None


def _template(document: Document, folders: Sequence[Path], file: str) -> jinja2.Template:
    _ask(document.kind + SUFFIX)
    try:
        return _environment(tuple(folders)).get_template(document.kind + SUFFIX)
    except jinja2.TemplateNotFound as error:
        if error.name != document.kind + SUFFIX:
            raise _missing(error, document.kind) from None
        raise _unknown_kind(document, folders, file) from None
    except jinja2.TemplateSyntaxError as error:
        raise _syntax(error) from None


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
