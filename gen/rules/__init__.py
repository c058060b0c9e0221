"""Document → where its text and structure break a rule; each rule is one small function.

Doors: `examine`, `registry`.
"""

from gen.rules.examine import errors, examine
from gen.rules.registry import RULES, Rule, rule_of

__all__ = ["RULES", "Rule", "errors", "examine", "rule_of"]
