"""The bytes of a PDF → its pages, opened, in the inks of a press; the pages of an output → its bytes."""

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from gen.errors import Diagnostic, OutputError, Place, SourceError
from gen.imposition.plan import PROCESS_INKS, Colour, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf


@contextmanager
def opened(data: bytes, file: str) -> "Iterator[pikepdf.Pdf]":
    """Open a PDF. SourceError if it is not complete, or encrypted, also while it is read; OutputError without pikepdf."""
    try:
        import pikepdf
    except ImportError:
        hint = "运行 pip install 'gongwen-gen[print]'"
        raise OutputError(Diagnostic("安装", "拼版和 PDF/X 要用 pikepdf，这台机器上没有安装", Place(file), hint)) from None
    try:
        with pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True) as source:
            if source.is_encrypted:
                raise SourceError(fault("加了密，不能拼版", file, "用没有密码的原文件"))
            yield source
    except pikepdf.PasswordError:
        raise SourceError(fault("加了密，不能拼版", file, "用没有密码的原文件")) from None
    except pikepdf.PdfError:
        raise SourceError(fault("不是完整的 PDF", file, "用 gen build -f pdf 重新生成")) from None


def ink(source: "pikepdf.Pdf", plan: Plan, file: str) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Convert the colours of all pages → the inks that they are printed with, and a warning for each colour that stays as it is.

    Colours that are kept may take any process ink. SourceError for colours that make no sense, and in a PDF/X for those
    that stay.
    """
    if plan.colour is Colour.KEEP:
        return PROCESS_INKS, ()
    from gen.imposition.colours import Inks, Unreadable

    inks = Inks(plan.colour, plan.spot)
    for index, page in enumerate(source.pages, 1):
        try:
            inks.convert(page, index, source)
        except Unreadable:
            raise SourceError(fault(f"第{index}面的颜色写得不对，读不懂", file, "用 gen build -f pdf 重新生成，或者用 --colour keep")) from None
    strict = plan.condition is not None
    hint = "PDF/X 里只能有黑、红和灰度、CMYK 图片：换掉它，或者不写 --pdfx" if strict else "交印刷厂转换，或者换成黑、红两色"
    warnings = tuple(
        Diagnostic("颜色", f"第{'、'.join(map(str, pages))}面有{what}，没有转换", Place(file), hint, warning=not strict)
        for what, pages in inks.unconverted.items()
    )
    if warnings and strict:
        raise SourceError(*warnings)
    return inks.plates, warnings


def saved(document: "pikepdf.Pdf", plan: Plan, source: bytes, file: str) -> bytes:
    """A finished PDF → its bytes, as PDF/X-4 if the plan has a printing condition; `source` are the bytes that it was made from.

    SourceError with all that PDF/X-4 forbids in it.
    """
    import pikepdf

    forced = ""
    if plan.condition:
        from gen.imposition.pdfx import VERSION, declare

        declare(document, plan.condition, b"%b%r" % (source, plan), file)
        forced = VERSION
    stream = BytesIO()
    objects = pikepdf.ObjectStreamMode.generate
    document.save(
        stream, deterministic_id=True, object_stream_mode=objects, fix_metadata_version=False, min_version=forced or "1.7", force_version=forced
    )
    return stream.getvalue()


def fault(message: str, file: str, hint: str) -> Diagnostic:
    """A fault of a file that is no PDF as it should be."""
    return Diagnostic("PDF", message, Place(file), hint)
