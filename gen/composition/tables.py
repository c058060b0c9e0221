"""The blocks of a document → the same, with the paragraphs that belong to a table under tags of their own."""

from typing import Final

from msgspec.structs import replace

from gen.document.blocks import Block, Tag
from gen.wording.patterns import late

_NUMBER: Final = r"[0-9０-９一二三四五六七八九十]{1,3}(?:[-—.－][0-9０-９]{1,3})?"
_TITLE: Final = late(rf"(?:附表|续表|表)[ \u3000]?(?:{_NUMBER})?(?:[ \u3000:：][^。；！？]{{1,60}})?")
_UNIT: Final = late(r"[（(]?(?:计量|货币|金额)?单位[:：][^。；，！？]{0,19}[^。；，！？局委会厅院办府处司校所站心队]")
"""An organ after 单位： is who fills the table in."""
_NOTE: Final = late(r"[（(]?(?:注|说明|附注|资料来源|数据来源)[0-9]{0,2}[:：].+")
_MOST_BEFORE: Final = 2


def with_tables(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Name the title 表1 … and the unit 单位：… directly before a table, and its notes 注：… directly after it."""
    table_tag = Tag.TABLE
    tables = [index for index, block in enumerate(blocks) if block.tag is table_tag]
    if not tables:
        return blocks
    found: dict[int, Tag] = {}
    for table in tables:
        for index in range(table - 1, max(-1, table - 1 - _MOST_BEFORE), -1):
            tag = _before(blocks[index])
            if tag is None:
                break
            found[index] = tag
        index = table + 1
        while index < len(blocks) and _is_plain(blocks[index]) and _NOTE.fullmatch(blocks[index].text):
            found[index] = Tag.TABLE_NOTE
            index += 1
    return tuple(replace(block, tag=found[index]) if index in found else block for index, block in enumerate(blocks))


def _before(block: Block) -> Tag | None:
    if not _is_plain(block):
        return None
    if _UNIT.fullmatch(block.text):
        return Tag.TABLE_UNIT
    return Tag.TABLE_TITLE if _TITLE.fullmatch(block.text) else None


def _is_plain(block: Block) -> bool:
    return block.tag is Tag.PARAGRAPH and not block.level and not block.new_page
