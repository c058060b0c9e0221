"""Which font file draws each character of each face, and the font programs that a PDF embeds.

Doors: the package itself, `inventory`, `addition`. The first call that needs fontTools or uharfbuzz loads it.
"""

from gen.fonts.chain import Chain, FontFile, Origin, Part, choose
from gen.fonts.fallback import FallbackDepths, FontFallback, Fonts
from gen.fonts.inventory import Row, report
from gen.fonts.sfnt import Metrics
from gen.fonts.typeface import Ink, Subset, Typeface

__all__ = [
    "Chain",
    "FallbackDepths",
    "FontFallback",
    "FontFile",
    "Fonts",
    "Ink",
    "Metrics",
    "Origin",
    "Part",
    "Row",
    "Subset",
    "Typeface",
    "choose",
    "report",
]
