"""A paragraph → where its first line and the further ones start."""

import re
from typing import Final

from gen.document.blocks import Block
from gen.standard.styles import Align, Hang, Style
from gen.typesetting.ruler import Ruler

_ENCLOSED: Final = re.compile("(附件[：:])?([0-9]{1,2}[.．、][ \u3000]?)?")
ENCLOSURE_LABEL: Final = 3
"""The characters of 附件：."""
# Until Python 3.12 a member is four times as far from its class as from a module.
_NONE: Final = Hang.NONE
_COLUMNS: Final = Align.COLUMNS


def edges_of(ruler: Ruler, block: Block, style: Style) -> tuple[int, int]:
    """The left edges of the first and the further lines of a paragraph."""
    first = int(style.indent)
    if style.hang is _NONE:
        return first, first + ruler.left(block.label) if style.align is _COLUMNS else 0
    if style.hang is Hang.LABEL:
        label = block.label or block.text.find("：") + 1
        return first, first + ruler.left(label)
    match = _ENCLOSED.match(block.text)
    if match and match[2] and not match[1]:
        # 2. and the further numbers are set under 1., which follows 附件：.
        first += ENCLOSURE_LABEL * (style.size + style.tracking)
    return first, first + ruler.left(match.end() if match else 0)
