"""The name of a picture beside the source → its bytes and size, or a fault."""

import warnings
from io import BytesIO
from pathlib import Path
from typing import Final

from gen.document.model import RESERVED, Picture
from gen.errors import reason
from gen.source.faults import Faults, Line

MOST_BYTES: Final = 8 << 20
MOST_PIXELS: Final = 40_000_000
_FORMATS: Final = ("PNG", "JPEG")
_RULE: Final = "图片"


def picture(line: Line, folder: Path | None, faults: Faults) -> Picture | None:
    """The name of a picture, or `reserved` → the picture.

    A picture must be inside `folder`, the folder of the source. None, with an error, for a file that does not exist, is
    not in the folder, is too large, or is no complete PNG or JPEG.
    """
    if line.text == RESERVED:
        return Picture()
    fault = ""
    if folder is None:
        fault, hint = "这里不能读图片文件", f"请写 {RESERVED}"
    else:
        path = folder / line.text
        hint = f"请写源文件所在文件夹里的 PNG 或 JPEG 图片，或者写 {RESERVED}，留出位置"
        try:
            if not path.resolve().is_relative_to(folder.resolve()):
                fault = "在源文件的文件夹之外"
            elif path.stat().st_size > MOST_BYTES:
                fault = f"超过 {MOST_BYTES >> 20} MiB"
            else:
                return _open(line.text, path.read_bytes())
        except FileNotFoundError:
            fault = "没有这个文件"
        except (OSError, ValueError) as error:
            fault = f"读不出来（{reason(error)}）" if isinstance(error, OSError) and error.errno else "不是完好的 PNG 或 JPEG 图片"
    faults.error(_RULE, f"图片“{line.text[:40]}”{fault}", line.spot(), hint)
    return None


def _open(name: str, data: bytes) -> Picture:
    """Bytes → the picture. ValueError or OSError unless they are a complete PNG or JPEG of a sensible size."""
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    raise ValueError(name)
                image.load()
        except (SyntaxError, Warning, Image.DecompressionBombError, UnidentifiedImageError) as error:
            raise ValueError(name) from error
    return Picture(name=name, data=data, width=width, height=height)
