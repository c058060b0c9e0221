"""版记 → the places of its lines and rules, from the foot of the type area up (7.4)."""

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from gen.document.blocks import Tag
from gen.standard import gb9704, house
from gen.standard.design import Design
from gen.typesetting.header import PlacedRule
from gen.units import Length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gen.typesetting.galley import SetBlock


class ColophonPlaces(Struct, frozen=True):
    """The places of a 版记, in EMU below the head of the type area.

    `top` is its upper edge, `baselines` are those of every line, block by block. `rows` is how many rows of the page it
    takes.
    """

    top: Length
    baselines: tuple[tuple[Length, ...], ...]
    rules: tuple[PlacedRule, ...]
    rows: int


def place_colophon(members: "Sequence[SetBlock]", design: Design, *, ruled: bool = True) -> ColophonPlaces | None:
    """Place a 版记 at the foot of the type area, its last rule on the lower edge (7.4.1); None without one.

    Rules are above the first element, above 印发机关 and below the last; a letter has none (10.1).
    """
    if not members:
        return None
    issuing = next((index for index, member in enumerate(members) if member.block.tag in {Tag.ISSUER, Tag.ISSUED}), 0)
    thick, thin = (gb9704.COLOPHON_THICK, gb9704.COLOPHON_THIN) if ruled else (Length(0), Length(0))
    gap = house.COLOPHON_RULE_GAP if ruled else Length(0)
    rules = [PlacedRule(Length(thick // 2), Length(0), design.area_width, thick)]
    baselines: list[tuple[Length, ...]] = []
    depth = int(thick)
    pitch = house.COLOPHON_PITCH
    base = pitch * 4 // 5 - house.COLOPHON_RISE
    for index, member in enumerate(members):
        if index and index == issuing:
            depth += gap
            rules.append(PlacedRule(Length(depth + thin // 2), Length(0), design.area_width, thin))
            depth += thin
        depth -= member.beside * pitch
        baselines.append(tuple(Length(depth + line * pitch + base) for line in range(len(member.lines))))
        depth += len(member.lines) * pitch
    depth += gap
    rules.append(PlacedRule(Length(depth + thick // 2), Length(0), design.area_width, thick))
    top = Length(design.area_height - design.inset - depth - thick // 2)
    return ColophonPlaces(
        top,
        tuple(tuple(Length(top + baseline) for baseline in lines) for lines in baselines),
        tuple(replace(rule, depth=Length(top + rule.depth)) for rule in rules) if ruled else (),
        -(-(design.lines * design.pitch - top) // design.pitch),
    )
