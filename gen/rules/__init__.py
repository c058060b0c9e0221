"""Document → where it does not keep the rules of the standards that its text and structure can show, one small function a rule.

Doors: the package itself, `examine`.
"""

from gen.rules.examine import examine
from gen.rules.registry import RULES, Rule

__all__ = ["RULES", "Rule", "examine"]
