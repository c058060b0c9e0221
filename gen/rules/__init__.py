"""Document → where its text does not keep the rules of the standards, one small function a rule.

Doors: `examine`, `RULES`.
"""

from gen.rules.examine import examine
from gen.rules.registry import RULES, Rule

__all__ = ["RULES", "Rule", "examine"]
