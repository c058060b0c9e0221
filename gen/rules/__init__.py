"""Document → where its text and structure break a rule; each rule is one small function.

Doors: `examine`, `registry`.
"""

from gen.rules.examine import examine, told_at_build
from gen.rules.registry import RULES, Rule, rule_of

__all__ = ["RULES", "Rule", "examine", "rule_of", "told_at_build"]
