"""Raised and lowered letters 上标、下标: those that Unicode has, and the plain letter of each."""

import unicodedata
from functools import cache
from typing import Final

RAISED: Final = "²³¹⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿªºʰʲʳʷʸˡˢˣᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵃᵇᵈᵉᵍᵏᵐᵒᵖᵗᵘᵛᶜᶠᶻᵝᵞᵟᵠᵡᶿ"
"""All raised letters that Unicode has for Latin letters, figures, signs and common Greek letters 上标."""
LOWERED: Final = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢᵣᵤᵥⱼᵦᵧᵨᵩᵪ"
"""All lowered ones 下标."""


@cache
def plain(character: str) -> str:
    """A raised or lowered letter → the plain one, ⁴ → 4."""
    return chr(int(unicodedata.decomposition(character).split()[1], 16))


@cache
def raised_letters() -> dict[str, str]:
    """Plain letters, figures and signs → their raised forms; a hyphen counts as a minus sign."""
    found = {plain(character): character for character in reversed(RAISED)}
    return found | {"-": found["−"]}


@cache
def lowered_letters() -> dict[str, str]:
    """The same for lowered forms."""
    found = {plain(character): character for character in LOWERED}
    return found | {"-": found["−"]}
