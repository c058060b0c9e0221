"""Document → where it does not keep the rules of the standards that its text and structure can show, one small function a rule."""

from gen.check.examine import errors, examine
from gen.check.rules import RULES, Rule

__all__ = ["RULES", "Rule", "errors", "examine"]
