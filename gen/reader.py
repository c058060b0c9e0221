"""Source → Document: the front matter and the text of a file, with every fault of it and its place, all at once."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gen.characters import check_punctuation, decode, screen
from gen.errors import Diagnostic
from gen.faults import Faults, Line, Spot
from gen.fields import assemble
from gen.front_matter import parse
from gen.model import Document
from gen.numbering import number

MOST_BYTES: Final = 64 << 20
_FENCE: Final = "---"


def load(path: Path, shown: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Turn a source file into its document and the warnings; `shown` is its path as the user gave it.

    SourceError when it cannot be read, is larger than 64 MiB, or has a fault (see `read`).
    """
    faults = Faults(shown)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        faults.error("文件", "没有这个文件", Spot(), "请检查路径")
    except IsADirectoryError:
        faults.error("文件", "这是文件夹，不是文件", Spot(), "请指明其中的 .md 文件")
    except PermissionError:
        faults.error("文件", "没有读这个文件的权限", Spot(), "请检查文件的权限")
    # A path with a NUL in it is a ValueError.
    except (OSError, ValueError) as error:
        faults.error("文件", f"文件读不出来（{error.strerror if isinstance(error, OSError) else error}）", Spot(), "请检查路径和磁盘")
    else:
        if len(data) <= MOST_BYTES:
            return read(data, shown, path.stem)
        faults.error("文件", "文件超过 64 MiB", Spot(), "请确认这是源文件")
    raise faults.failure()


def read(data: bytes, file: str, name: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Turn the bytes of a source into its document, called `name`, and the warnings; `file` is what messages call the source.

    SourceError with all errors, then all warnings, each in line order, when there is any error.
    """
    faults = Faults(file)
    lines = decode(data, file).split("\n")
    end = _end_of_front_matter(lines, faults)
    if not end:
        screen(lines, 1, faults)
        raise faults.failure()
    section = parse(screen(lines[:end], 1, faults), faults)
    paragraphs = _paragraphs(screen(lines[end + 1 :], end + 2, faults), end + 2)
    if not paragraphs:
        faults.error("正文", "没有正文", Spot(end + 1), "请在第二个“---”之后写正文")
    for paragraph in paragraphs:
        if paragraph.text == _FENCE:
            faults.warn("正文", "正文里有单独一行“---”，会照原样印出", paragraph.spot(), "文首信息到第二个“---”为止；如果不是文字，请删去")
    check_punctuation(paragraphs, faults)
    body = number(paragraphs, faults)
    if section is None:
        raise faults.failure()
    check_punctuation(section.printed(), faults)
    document = assemble(section, name, body, faults)
    return document, faults.settle()


def _end_of_front_matter(lines: Sequence[str], faults: Faults) -> int:
    """Find the index of the second `---`; 0, with the error noted, when the file has no front matter."""
    if lines[0].rstrip() != _FENCE:
        faults.error("文首信息", "文件不以文首信息开头", Spot(1), "第一行请写“---”，接着写 kind、organ、title，再写一行“---”，然后写正文")
        return 0
    end = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), 0)
    if not end:
        faults.error("文首信息", "文首信息没有结束", Spot(1), "请在文首信息之后、正文之前写一行“---”")
    return end


def _paragraphs(lines: Sequence[str], first: int) -> list[Line]:
    return [Line(text, index, len(line) - len(line.lstrip()) + 1) for index, line in enumerate(lines, first) if (text := line.strip())]
