"""Blocks → which of them are on pages that are set across the sheet (clause 8)."""

from collections.abc import Iterable, Iterator

from gen.document.blocks import COLOPHON, Block


def turned_blocks(blocks: Iterable[Block]) -> Iterator[bool]:
    """Whether each block is on a turned page: from a landscape block to the next that starts a page."""
    turned = False
    for block in blocks:
        turned = block.landscape or (turned and not block.new_page and block.tag not in COLOPHON)
        yield turned
