"""A 题注 → its lines: each event on lines of its own, or, if they are many, one block set in from both sides.

So the gazettes of congresses set it. A line that the source has inside an event is joined with the one before.
"""

import re
from collections.abc import Sequence
from typing import Final

from gen.document.blocks import Block
from gen.standard.styles import Style
from gen.typesetting import kinsoku
from gen.typesetting.justify import Edges, centre
from gen.typesetting.lexicon import Lexicon
from gen.typesetting.paragraph import set_text
from gen.typesetting.ruler import Inside, Line, Ruler
from gen.typesetting.title import divide

_MOST_LINES: Final = 4
"""A 题注 of more lines is one block."""
_SIDE: Final = 1.5
"""Cells from each edge of the measure to the block: clearly set in, without a line more than needed."""
_NARROW: Final = 20
"""A measure of fewer cells gives the block one cell at each side."""
_ENDS: Final = "[过准正订布行》]"
"""The last character of an event: 通过, 批准, 修正, 修订, 公布, 施行, 《…的决定》."""
_STARTS: Final = "(?=根据|[0-9]{4}年)"
_EVENT: Final = re.compile(f"(?<={_ENDS}[\u3000 ]){_STARTS}|(?<=[过准正订布行]){_STARTS}")
"""Where one event ends and the next begins."""
_WHOLE: Final = re.compile("审判委员会|检察委员会|[0-9]{1,2}月[0-9]{1,2}日")
"""What the lines of a block do not part."""
_FIRST: Final = re.compile("(?:（|——)?(?:根据|[0-9]{4}年)")


def set_passage(block: Block, index: int, style: Style, measure: int, lexicon: Lexicon) -> tuple[tuple[Line, ...], int]:
    """Set the 题注 of block `index` in `measure` (EMU): its lines, and how far they are set in, 0 if they are centred.

    OversetError for a word that is wider than the measure.
    """
    events = [Ruler(event, style, style.size) for event in _events(block)]
    ends = _ends(events, measure, lexicon)
    if ends:
        return centre(block, index, events[0] if len(events) == 1 else Ruler(block.text, style, style.size), ends, measure), 0
    cell = style.size + style.tracking
    side = int(_SIDE * cell) if measure > _NARROW * cell else int(cell)
    whole = [match.span() for match in _WHOLE.finditer(block.text)]
    return set_text(Ruler(block.text, style, style.size, inside=Inside(whole)), index, Edges(side, side, measure - side)), side


def _ends(events: Sequence[Ruler], measure: int, lexicon: Lexicon) -> list[int]:
    """The ends of the lines that start with the events, none if they are too many.

    Events without a space between them are never too many: only their lines part them.
    """
    ends: list[int] = []
    many = all(event.text[-1] in kinsoku.SPACES for event in events[:-1])
    for event in events:
        base = ends[-1] if ends else 0
        if many and len(ends) - -event.visible_width(0, len(event.text)) // measure > _MOST_LINES:
            return []
        ends += [base + end for end in divide(event, measure, lexicon)]
    return [] if many and len(ends) > _MOST_LINES else ends


def _events(block: Block) -> list[str]:
    """The events of a 题注; a line of the source starts one only if it begins like one."""
    joined: list[str] = []
    for line in block.lines or (block.text,):
        if joined and not _FIRST.match(line):
            joined[-1] += line
        else:
            joined.append(line)
    return [event for line in joined for event in _EVENT.split(line)]
