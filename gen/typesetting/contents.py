"""Blocks → the headings that the lines of a 目录 name."""

from collections.abc import Sequence

from gen.document.blocks import Block, Tag


def targets_of(blocks: Sequence[Block]) -> dict[int, int]:
    """The block that each line of a 目录 names, of blocks with one text the first after that of the line before."""
    headings: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        if block.tag in {Tag.HEADING, Tag.TITLE, Tag.LABEL}:
            headings.setdefault("".join(block.text.split()), []).append(index)
    found: dict[int, int] = {}
    last = 0
    for index, block in enumerate(blocks):
        if block.tag is Tag.CONTENTS:
            last = found.get(index - 1, last)
            places = [place for place in headings.get("".join(block.text.split()), []) if place > index]
            target = next((place for place in places if place > last), next(iter(places), None))
            if target is not None:
                found[index] = target
        else:
            last = index
    return found
