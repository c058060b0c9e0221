"""The options of a PDF for the press → its printing condition, and the pages of an issue as PDF/X-4."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from gen.errors import Diagnostic, Place, SourceError, UsageError, reason

if TYPE_CHECKING:
    from gen.imposition import PrintingCondition


class Press(Struct, frozen=True):
    """The press of `gen gazette --pdfx`: its printing condition and the spot ink that prints red, empty for magenta and yellow."""

    condition: "PrintingCondition"
    spot: str

    @property
    def facts(self) -> dict[str, str]:
        """What decides the bytes of a file, beside its pages."""
        from gen.archive.stamps import digest

        return {"pdfx": digest(self.condition.data).hex(), "spot": self.spot}

    def print_pages(self, data: bytes, file: str) -> tuple[bytes, tuple[Diagnostic, ...]]:
        """A PDF → its pages as PDF/X-4, and the warnings. SourceError for what PDF/X-4 forbids; OutputError without pikepdf."""
        from gen.imposition import press_pages

        return press_pages(data, self.condition, self.spot, file)


def press_of(profile: Path | None, spot: str, formats: Iterable[str], file: str) -> Press | None:
    """The options `--pdfx`, `--spot` and the formats → the press, None without one.

    UsageError for options that exclude each other, SourceError for a file that is no profile.
    """
    if profile is None:
        if spot:
            raise UsageError(Diagnostic("用法", "--spot 只与 --pdfx 同用", Place(file), "加 --pdfx PROFILE.icc，或者去掉 --spot"))
        return None
    if "pdf" not in formats:
        raise UsageError(Diagnostic("用法", "--pdfx 只用于 PDF，所写的格式里没有", Place(file), "加 -f pdf，或者去掉 --pdfx"))
    condition = printing_condition(profile)
    return Press(condition, spot) if condition else None


def printing_condition(path: Path | None) -> "PrintingCondition | None":
    """The file of `--pdfx` → the printing condition. SourceError if it is no profile of a press."""
    if path is None:
        return None
    from gen.imposition import read_condition

    return read_condition(read_input(path, "特性文件", "向印刷厂要它的 CMYK 输出特性文件（.icc）"), str(path))


def read_input(path: Path, what: str, hint: str) -> bytes:
    """A file of the command line → its bytes; `what` it is, and where to get it. SourceError if it cannot be read."""
    if not path.exists():
        raise SourceError(Diagnostic(what, "没有这个文件", Place(str(path)), hint))
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise SourceError(Diagnostic(what, "是文件夹，不是文件", Place(str(path)), "写其中一个文件")) from None
    except OSError as error:
        raise SourceError(Diagnostic(what, f"读不出（{reason(error)}）", Place(str(path)), "检查文件和访问权限")) from None
