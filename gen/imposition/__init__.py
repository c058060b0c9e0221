"""A PDF of single pages → the sheets a printer prints, folds, cuts and binds, with marks, boxes and inks for print.

Door: the package itself. pikepdf is loaded by the first call that needs it.
"""

from gen.imposition.plan import Colour, Flip, Layout, Plan
from gen.imposition.sheets import Imposed, impose

__all__ = ["Colour", "Flip", "Imposed", "Layout", "Plan", "impose"]
