"""公报版面: the pages that a gazette may have, a row each; a new layout is a new row."""

from typing import Final

from msgspec.structs import replace

from gen.standard import gb9704
from gen.standard.design import OFFICIAL, Design
from gen.units import Length, mm, pt, twip

_SMALL_4, _5, _SMALL_5 = pt(12), pt(10.5), pt(9)
_ROUNDING: Final = twip(10)
"""What a measure has more than its characters, so that no rounding of an office program loses the last of them."""

_SPARE: Final = twip(20)
"""What a type area has more than its rows, for the same reason."""
_SPARE_IN_COLUMNS: Final = twip(100)
"""The same in several columns: what ends a section there is a point high, and each table leaves what follows it a fraction lower."""


def _page(  # noqa: PLR0913 — a row of the table, each cell by name
    name: str, paper: tuple[float, float], margins: tuple[float, float], *, size: Length, characters: int, lines: int, pitch: int, columns: int = 1
) -> Design:
    """A row: paper and the margins at head and binding in mm, the pitch in twips; the gutter is two characters."""
    measure = Length(characters * size + _ROUNDING)
    gutter = Length(2 * size - _ROUNDING) if columns > 1 else Length(0)
    width = Length(columns * measure + (columns - 1) * gutter)
    return Design(
        name=name,
        paper_width=mm(paper[0]),
        paper_height=mm(paper[1]),
        head_margin=mm(margins[0]),
        binding_margin=mm(margins[1]),
        area_width=width,
        area_height=Length(lines * twip(pitch) + (_SPARE if columns == 1 else _SPARE_IN_COLUMNS)),
        measure=measure,
        pitch=twip(pitch),
        lines=lines,
        characters=characters,
        size=size,
        title_size=pt(18),
        small_size=min(size, _5) if columns == 1 else _SMALL_5,
        tracking=Length(0),
        squeezed=True,
        folio_size=_5,
        columns=columns,
        gutter=gutter,
        framed=False,
        mirrored=True,
        issue=True,
    )


_A4: Final = (210.0, 297.0)
_16K: Final = (185.0, 260.0)
"""16开, 大度: what most printed gazettes of local congresses are cut to."""

LAYOUTS: Final[dict[str, Design]] = {
    row.name: row
    for row in (
        # Documents as their own official copies have them.
        replace(OFFICIAL, name="gb9704", issue=True, folio_size=gb9704.FOLIO_SIZE),
        _page("a4", _A4, (30, 26), size=_SMALL_4, characters=38, lines=32, pitch=420),
        _page("a4-2", _A4, (30, 25), size=_5, characters=21, lines=38, pitch=350, columns=2),
        _page("16k", _16K, (26, 23), size=_SMALL_4, characters=33, lines=30, pitch=400),
        _page("16k-2", _16K, (26, 22), size=_5, characters=18, lines=34, pitch=350, columns=2),
    )
}
"""By name, as an issue's `layout` gives it."""
LAYOUTS |= {f"{name}-run-on": replace(row, name=f"{name}-run-on", run_on=True) for name, row in LAYOUTS.items() if not row.framed}  # type: ignore[misc]
DEFAULT: Final = "16k"
