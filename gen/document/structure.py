"""The structure of a document, as `gen export` prints it: one definition of the values, their JSON and their JSON Schema.

Sources: docs/structure.md. `gen/schema/document.schema.json` is generated from these definitions; the descriptions in it
are those below, in Chinese for its readers. Values that this program makes are not checked against the limits (an ISO
date, at least one character): decoding checks them, so tests decode what is exported.
"""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from gen.document.model import Level
from gen.document.tables import Alignment

Filled = Annotated[str, Meta(min_length=1)]
"""A string that is not empty."""

Day = Annotated[date, Meta(extra_json_schema={"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})]
"""A day; ISO 8601 in JSON, which the schema says for validators that do not look at `format` too."""


class Article(Struct, frozen=True, forbid_unknown_fields=True):
    """A labelled unit with the paragraphs under it."""

    label: Annotated[str, Meta(description="编号，照印", min_length=1)]
    level: Annotated[Level, Meta(description="层次")]
    text: Annotated[str, Meta(description="编号之后的文字，连同其下没有编号的段落（款），以换行相连；章、节的是名称")]
    path: Annotated[tuple[Filled, ...], Meta(description="从最外层到本单位的编号", min_length=1)]


class Signed(Struct, frozen=True, forbid_unknown_fields=True):
    """落款."""

    body: Annotated[str, Meta(description="署名，几个机关以换行相连")]
    date: Annotated[Day | None, Meta(description="成文日期")]


class NameList(Struct, frozen=True, forbid_unknown_fields=True):
    """名单: a paragraph of names."""

    label: Annotated[str, Meta(description="姓名之前的文字，如“出席：”；没有的为空")]
    names: Annotated[tuple[Filled, ...], Meta(description="姓名，依次，一人一个字符串，连同括号里的附注，里面没有空格", min_length=1)]


class Captioned(Struct, frozen=True, forbid_unknown_fields=True):
    """插图."""

    caption: Annotated[str, Meta(description="图题，照印", min_length=1)]
    file: Annotated[str, Meta(description="图片文件，照源文件写的", min_length=1)]


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """注释."""

    mark: Annotated[str, Meta(description="圈码，正文里的标记与它相同", min_length=1)]
    text: Annotated[str, Meta(description="注文", min_length=1)]


class MergedCell(Struct, frozen=True, forbid_unknown_fields=True):
    """A merged cell of a table."""

    row: Annotated[int, Meta(description="左上角的格在第几行，从0起", ge=0)]
    column: Annotated[int, Meta(description="左上角的格在第几列，从0起", ge=0)]
    rows: Annotated[int, Meta(description="占几行", ge=1)]
    columns: Annotated[int, Meta(description="占几列", ge=1)]


class TableShape(Struct, frozen=True, forbid_unknown_fields=True):
    """What a table has beside the texts of its cells."""

    header: Annotated[int | None, Meta(description="表头的行数；源文件没有写明的为 null")]
    merged: Annotated[tuple[MergedCell, ...], Meta(description="合并的格")]
    alignments: Annotated[tuple[Alignment | None, ...], Meta(description="各列的对齐，没有写明的列为 null；都没有写明的是空列表")]


Rows = tuple[tuple[str, ...], ...]


class Attachment(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """附件, or a text that the document approves, issues or forwards; the last four only where there are some."""

    label: Annotated[str, Meta(description="附件标记，不带冒号；批准、印发、转发的文本为空")]
    title: Annotated[str, Meta(description="标题；没有的为空")]
    kind: Annotated[Literal["附件", "文本", "表"], Meta(description="附件、文本，或者只有一张表")]
    articles: tuple[Article, ...]
    paragraphs: Annotated[tuple[Filled, ...], Meta(description="标题之下、第一个有编号的单位之前的文字")]
    tables: Annotated[tuple[Rows, ...], Meta(description="表格，一行一个列表，一格一个字符串")]
    name_lists: Annotated[tuple[NameList, ...], Meta(description="正文里的名单，依次；文字也在各段里")] = ()
    illustrations: Annotated[tuple[Captioned, ...], Meta(description="插图，依次")] = ()
    endnotes: Annotated[tuple[Note, ...], Meta(description="注释，依次；标记也在各段的文字里")] = ()
    table_shapes: Annotated[tuple[TableShape, ...], Meta(description="各表格的表头、合并格、对齐，依次；都没有的省略")] = ()


class Structure(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What docs/structure.md lists, in its order; the last ten only where they are there."""

    title: Annotated[str, Meta(description="标题，各行连起来")]
    doc_number: Annotated[str | None, Meta(description="发文字号、公告号、令号，整行")]
    adoption_note: Annotated[str | None, Meta(description="题注，连同括号，各行以换行相连")]
    promulgation: Annotated[str | None, Meta(description="公布公告、令或者印发的话：标题、号、段落、署名、日期，以换行相连")]
    issuing_body: Annotated[str | None, Meta(description="制发机关")]
    date: Annotated[Day | None, Meta(description="成文日期")]
    adoption_dates: Annotated[tuple[Day, ...], Meta(description="题注里的日期，依次")]
    addressee: Annotated[str | None, Meta(description="主送机关，连同冒号")]
    preamble_paragraphs: Annotated[tuple[Filled, ...], Meta(description="第一个有编号的单位之前的段落；全文没有编号的为空")]
    articles: Annotated[tuple[Article, ...], Meta(description="有编号的单位，依次平列")]
    body_paragraphs: Annotated[tuple[Filled, ...], Meta(description="全文没有编号时的各段")]
    closing: Annotated[str | None, Meta(description="最后一个有编号的单位之后结束全文的段落，以换行相连")]
    signature: Annotated[Signed | None, Meta(description="落款")]
    effective_date: Annotated[Day | None, Meta(description="施行日期")]
    effective_rule: Annotated[str | None, Meta(description="施行条款里的话：自公布之日起施行")]
    attachments: Annotated[tuple[Attachment, ...], Meta(description="附件，以及批准、印发、转发的文本")]
    subtitle: Annotated[str | None, Meta(description="副题，连同破折号")] = None
    speaker: Annotated[str | None, Meta(description="报告人，各行以换行相连")] = None
    movers: Annotated[tuple[Filled, ...], Meta(description="领衔代表、附议代表，一行一项，连同标注")] = ()
    category: Annotated[str | None, Meta(description="代表建议答复的类别标记，照印")] = None
    disclosure: Annotated[str | None, Meta(description="公开属性，照印")] = None
    name_lists: Annotated[tuple[NameList, ...], Meta(description="正文里的名单和出席、请假、列席人员，依次；正文的文字也在各段里")] = ()
    illustrations: Annotated[tuple[Captioned, ...], Meta(description="正文里的插图，依次；附件里的写在附件")] = ()
    endnotes: Annotated[tuple[Note, ...], Meta(description="正文里的注释，依次；附件里的写在附件；标记也在各段的文字里")] = ()
    tables: Annotated[tuple[Rows, ...], Meta(description="正文里的表格，一行一个列表，一格一个字符串；附件里的写在附件")] = ()
    table_shapes: Annotated[tuple[TableShape, ...], Meta(description="正文里各表格的表头、合并格、对齐，依次；都没有的省略")] = ()


def to_json(structure: Structure) -> str:
    """A structure → JSON text, indented by one space, with a line end after it."""
    return msgspec.json.format(msgspec.json.encode(structure), indent=1).decode() + "\n"
