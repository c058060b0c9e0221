"""A document's text → its canonical form and digest: what source, every edition of it, and every issue that carries it have in common.

The text is what the document prints, element after element in printed order (`gen.writers.edition.Edition.text`). The canonical form is its
characters, each as it stands — no normalization, no folding of widths, marks or letters — without white space: every character that has
Unicode's White_Space property, U+3000 among them. White space is left out because breaking lines, indenting and centring put it in and take
it out. Folios, running heads, leaders, rules, and the heading block of plain text are not of the document and not in it. The digest is
SHA-256 of the canonical form in UTF-8, as 64 hexadecimal figures.
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
    """Tell whether all of these stand in a text, in this order, white space apart."""
    whole, place = canonical(text), 0
    for part in map(canonical, parts):
        found = whole.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True
