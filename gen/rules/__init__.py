"""Document → where it breaks a rule that its text and structure can show, one small function a rule.

Doors: `examine`, `registry`.
"""

from gen.rules.examine import errors, examine
from gen.rules.registry import RULES, Rule, rule_of

__all__ = ["RULES", "Rule", "errors", "examine", "rule_of"]
