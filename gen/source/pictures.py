"""The name of a picture beside the source → its bytes and size, or a fault; and the line of an illustration 插图."""

import re
import warnings
from io import BytesIO
from pathlib import Path
from typing import Final

from gen.document.model import RESERVED, Illustration, Picture
from gen.errors import reason
from gen.source.faults import Faults, Line

MOST_BYTES: Final = 8 << 20
MOST_PIXELS: Final = 40_000_000
_FORMATS: Final = ("PNG", "JPEG")
_RULE: Final = "图片"
MARKS: Final = ("![", "！[")
"""The beginnings of a line that is an illustration; the second is a slip, and gets a message."""
_ILLUSTRATION: Final = re.compile(r"!\[(?P<caption>.*)\]\((?P<file>.*)\)")
_EXAMPLE: Final = "例如“![图1　××市行政区划](区划.png)”；要照印的，在行首加“\\”"


_ORIENTATION: Final = 0x112
_TURNED: Final = range(2, 9)
"""The Exif tag of a photograph that says how it is to be turned, and its values but 1, as it is. Neither PDF nor DOCX heeds it."""


_TOO_FINE: Final = f"像素太多，超过{MOST_PIXELS // 10_000}万个", "请缩小图片；印满一面，每英寸300个像素只要900万个"
_SIDEWAYS: Final = "是照相机、手机横放或者倒放着存的，原样印出来方向不对", "请在看图软件里把它旋转、另存一次"
"""What is wrong with a picture that is complete, and what to do."""


class _UnfitError(ValueError):
    """A complete picture that cannot be printed as it is: `fault` and `hint`."""

    def __init__(self, fault: str, hint: str) -> None:
        super().__init__(fault)
        self.fault, self.hint = fault, hint


def illustration(line: Line, folder: Path | None, faults: Faults) -> Illustration | None:
    """A line that begins with `![` → the illustration that it names, by its caption and file. None, with an error, as `picture`."""
    match = _ILLUSTRATION.fullmatch(line.text)
    if match is None:
        faults.error(_RULE, "插图的写法不对", line.spot(), f"插图写作“![图题](文件)”，一行一幅，括号用半角；{_EXAMPLE}")
        return None
    caption, file = match["caption"].strip(), match["file"].strip()
    if not caption:
        faults.error(_RULE, f"插图“{file[:40]}”没有图题", line.spot(), f"请在方括号里写上图题，它印在图下，也是纯文本里图的名称；{_EXAMPLE}")
        return None
    if not file:
        faults.error(_RULE, f"插图“{caption[:40]}”没有写文件", line.spot(), f"请在圆括号里写上图片文件；{_EXAMPLE}")
        return None
    found = _from_folder(Line(file, line.line, line.column + match.start("file")), folder, faults, "")
    return Illustration(found, caption, line.line) if found else None


def picture(line: Line, folder: Path | None, faults: Faults) -> Picture | None:
    """The name of a picture, or `reserved` → the picture.

    A picture must be inside `folder`, the folder of the source. None, with an error, for a file that does not exist, is
    not in the folder, is too large, is to be turned, or is no complete PNG or JPEG.
    """
    return Picture() if line.text == RESERVED else _from_folder(line, folder, faults, f"写 {RESERVED}，留出位置")


def _from_folder(line: Line, folder: Path | None, faults: Faults, otherwise: str) -> Picture | None:
    """The name of a picture's file → the picture; `otherwise` is what may be written in its place."""
    fault = ""
    if folder is None:
        fault, hint = "这里不能读图片文件", f"请{otherwise}" if otherwise else "请删去，或者从文件夹里的源文件生成"
    else:
        path = folder / line.text
        hint = "请写源文件所在文件夹里的 PNG 或 JPEG 图片" + (f"，或者{otherwise}" if otherwise else "")
        try:
            if not path.resolve().is_relative_to(folder.resolve()):
                fault = "在源文件的文件夹之外"
            elif path.stat().st_size > MOST_BYTES:
                fault = f"超过 {MOST_BYTES >> 20} MiB"
            else:
                return _open(line.text, path.read_bytes())
        except _UnfitError as error:
            fault, hint = error.fault, error.hint
        except FileNotFoundError:
            fault = "没有这个文件"
        except (OSError, ValueError) as error:
            fault = f"读不出来（{reason(error)}）" if isinstance(error, OSError) and error.errno else "不是完好的 PNG 或 JPEG 图片"
    faults.error(_RULE, f"图片“{line.text[:40]}”{fault}", line.spot(), hint)
    return None


def _open(name: str, data: bytes) -> Picture:
    """Bytes → the picture. ValueError or OSError unless they are a complete PNG or JPEG; _UnfitError for one that cannot be printed as it is."""
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                width, height = image.size
                resolution = image.info.get("dpi", (0, 0))[0]
                if width * height > MOST_PIXELS:
                    raise _UnfitError(*_TOO_FINE)
                image.load()
                if image.getexif().get(_ORIENTATION, 1) in _TURNED:
                    raise _UnfitError(*_SIDEWAYS)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise _UnfitError(*_TOO_FINE) from error
        except (SyntaxError, Warning, UnidentifiedImageError) as error:
            raise ValueError(name) from error
    return Picture(name=name, data=data, width=width, height=height, resolution=round(resolution))
