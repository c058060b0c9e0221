"""Blocks → the headings that a line of a 目录 may name."""

from collections.abc import Sequence

from gen.document.blocks import Block, Tag


def headings_of(blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Blocks → the indexes of the headings, titles and labels of annexes among them, by their text without white space."""
    found: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        if block.tag in {Tag.HEADING, Tag.TITLE, Tag.LABEL}:
            found.setdefault("".join(block.text.split()), []).append(index)
    return found
