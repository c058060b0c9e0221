"""Which file serves each face, which characters it lacks, and a font's programs cut down to a document's characters.

Doors: the package itself, `inventory`. fontTools and uharfbuzz are loaded by the first call that needs them.
"""

from gen.fonts.chain import Chain, FontFile, Origin, choose
from gen.fonts.coverage import missing, recorded_fonts, resolve, servers
from gen.fonts.inventory import Row, report
from gen.fonts.sfnt import Metrics
from gen.fonts.typeface import Ink, Subset, Typeface, open_typeface

__all__ = [
    "Chain",
    "FontFile",
    "Ink",
    "Metrics",
    "Origin",
    "Row",
    "Subset",
    "Typeface",
    "choose",
    "missing",
    "open_typeface",
    "recorded_fonts",
    "report",
    "resolve",
    "servers",
]
