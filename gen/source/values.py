"""The values of a front matter: text, lists and named values, each with its place."""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from gen.source.faults import Line, Spot


class Scalar(Struct, frozen=True):
    """A text value: `lines` are its printed lines. `taken_for` is the type that YAML would give it, empty for text."""

    text: str
    spot: Spot
    lines: tuple[Line, ...]
    taken_for: str = ""


class Listing(Struct, frozen=True):
    """A value that is a list; `flow` if it is written in square brackets."""

    spot: Spot
    items: tuple["Node", ...]
    flow: bool = False


class Section(Struct, frozen=True):
    """A value that has named values, each with the place of its name. `flow` if it is written in braces."""

    spot: Spot
    entries: Mapping[str, tuple[Spot, "Node"]] = field(default_factory=dict)
    flow: bool = False

    def printed(self) -> Iterator[Line]:
        """The printed lines of all values, in order."""
        nodes: list[Node] = [self]
        while nodes:
            node = nodes.pop()
            if isinstance(node, Scalar):
                yield from node.lines
            elif isinstance(node, Listing):
                nodes.extend(reversed(node.items))
            elif isinstance(node, Section):
                nodes.extend(value for _, value in reversed(tuple(node.entries.values())))


class Faulty(Struct, frozen=True):
    """A value that has an error already: nothing more is reported for it."""

    spot: Spot


Node = Scalar | Listing | Section | Faulty
