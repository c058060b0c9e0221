"""A set paragraph → its lines that are opened up beyond the ceiling, each with its reason."""

from collections.abc import Iterator

from gen.standard import house
from gen.standard.styles import Align
from gen.typesetting.galley import SetBlock
from gen.typesetting.justify import solid_places
from gen.typesetting.kinsoku import FREE, SPACES, is_shunned
from gen.typesetting.names import inside
from gen.typesetting.ruler import Line, Ruler


def loose_lines(member: SetBlock) -> Iterator[tuple[Line, str]]:
    """The lines of running text over the ceiling, and what each lacks: “字距12.3%：“第1636次”拆不开”."""
    if member.style.align is not Align.JUSTIFY or member.table or member.names:
        return
    block = member.block
    ruler = Ruler(block.text, member.style, member.size, block.label, inside(block))
    for line in member.lines[:-1]:
        seen = line.text.rstrip("".join(SPACES))
        openings = len(seen) - 1 - len(solid_places(block.text, line.start, line.start + len(seen)))
        if line.slack > max(1, openings) * int(member.size * house.STRETCH_CEILING):
            yield line, f"字距{100 * line.slack / (member.size * max(1, openings)):.1f}%：{_reason(ruler, line)}"


def _reason(ruler: Ruler, line: Line) -> str:
    """What follows a line and may not be parted, so that it did not find room; or what comes after that."""
    text = ruler.text
    stop = next((place for place in range(line.end + 1, len(text)) if ruler.penalty(place) == FREE), len(text))
    run = text[line.end : stop].rstrip("".join(SPACES))
    if stop < len(text) and is_shunned(text, stop):
        return f"“{text[stop - 1 : stop + 1]}”之间有的办公软件不断行"
    if ruler.visible_width(line.start, stop) > line.x[-1] - line.x[0]:
        return f"“{run}”拆不开"
    return f"“{run}”排上来，以后的行更松"
