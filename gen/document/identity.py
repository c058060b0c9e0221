"""A document's text → its canonical form and digest, the same in its source, its editions and every issue with it.

The text is what the document prints, element after element in printed order (`gen.writers.edition.Edition.text`). The
canonical form has the same characters (no normalization, no folding of widths, marks or letters) without white space,
that is, without any character with Unicode's White_Space property, U+3000 among them: line breaks, indents and centring
add and remove white space. Folios, running heads, leaders, rules and the heading of plain text do not belong to the
document's text. The digest is the SHA-256 of the canonical form in UTF-8, as 64 hexadecimal figures.
"""

import hashlib
from collections.abc import Iterable


def canonical(text: str) -> str:
    """A text → its characters without white space."""
    return "".join(text.split())


def digest(text: str) -> str:
    """A text → the digest of its canonical form."""
    return hashlib.sha256(canonical(text).encode()).hexdigest()


def is_within(parts: Iterable[str], text: str) -> bool:
    """Tell whether a text has all of these parts, in this order; white space does not count."""
    whole, place = canonical(text), 0
    for part in map(canonical, parts):
        found = whole.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True
