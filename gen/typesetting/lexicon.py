"""What a document and its language say of words and names."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

_CONTEXT: Final = 4
"""Characters on one side of a place that are looked up in the document's text."""
_SEEN: Final = 3
"""How often the text must have them to tell a name."""

Words = Callable[[str], frozenset[int]]
"""A text → the places where its words start."""


class Lexicon(Struct, frozen=True):
    """Words and names that a title does not part.

    `words` finds the words of a language. `names` are names of the document; a string of its `text` that always
    continues in the same way is a name too.
    """

    words: Words
    names: tuple[str, ...] = ()
    text: str = ""

    def inside_name(self, title: str, place: int) -> bool:
        """Whether a place is inside a name: the document's text never parts the characters around it."""
        forward, backward = title[max(0, place - _CONTEXT) : place + 1], title[place - 1 : place + _CONTEXT]
        return (forward in self.text and self._always(forward[:-1], title[place], forward=True)) or (
            backward in self.text and self._always(backward[1:], title[place - 1], forward=False)
        )

    def _always(self, string: str, neighbour: str, *, forward: bool) -> bool:
        if len(string) < _CONTEXT:
            return False
        seen, at = 0, self.text.find(string)
        while at >= 0:
            place = at + len(string) if forward else at - 1
            found = self.text[place] if 0 <= place < len(self.text) else ""
            if found != neighbour:
                return False
            seen += 1
            at = self.text.find(string, at + 1)
        return seen >= _SEEN
