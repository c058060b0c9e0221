"""A PDF of single pages → the sheets that a printer prints, folds, cuts and binds, with marks, boxes and inks.

Door: the package itself. pikepdf is loaded when the first plan is imposed.
"""

from gen.imposition.condition import PrintingCondition, read_condition
from gen.imposition.plan import Colour, Flip, Layout, Plan
from gen.imposition.sheets import Imposed, impose
from gen.imposition.singles import press_pages
from gen.imposition.slug import Draw, Glyph

__all__ = ["Colour", "Draw", "Flip", "Glyph", "Imposed", "Layout", "Plan", "PrintingCondition", "impose", "press_pages", "read_condition"]
