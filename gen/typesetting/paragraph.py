"""A paragraph → its lines: broken greedily, and divided once more where that opens up a line beyond the ceiling."""

from gen.typesetting.justify import Edges, justify
from gen.typesetting.line_breaks import break_text
from gen.typesetting.ruler import Line, Ruler


def set_text(ruler: Ruler, index: int, edges: Edges) -> tuple[Line, ...]:
    """Break the text of block `index` into lines between their edges, and justify them."""
    first, measure = edges.right - edges.first, edges.right - edges.others
    ends = break_text(ruler, first, measure, syllables=True)
    lines, loose = justify(ruler, index, ends, edges)
    if not loose:
        return lines
    from gen.typesetting.ceiling import divide_again

    again, given = divide_again(ruler, (first, measure), ends, loose)
    return justify(ruler, index, again, edges, given)[0]
