"""Which font file draws each character of each face, and programs of a font's glyphs for a PDF.

Doors: the package itself, `inventory`. fontTools and uharfbuzz are loaded by the first call that needs them.
"""

from gen.fonts.chain import Chain, FontFile, Origin, choose
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
    "Row",
    "Subset",
    "Typeface",
    "choose",
    "report",
]
