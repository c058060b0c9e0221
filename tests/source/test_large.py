"""A code of 1,260 articles is read as surely as a decision."""

from itertools import count

from gen.document.model import Level, Unit
from gen.source.reader import read
from gen.wording.numerals import to_han

ARTICLES = 1260
BOOKS = 7
CHAPTERS_OF_A_BOOK = 9
ARTICLES_OF_A_CHAPTER = ARTICLES // (BOOKS * CHAPTERS_OF_A_BOOK)


def _code() -> str:
    """A code with a 目录, items, a table and an amendment in a part, all rightly numbered."""
    contents: list[str] = []
    text: list[str] = []
    articles = count(1)
    for book in range(1, BOOKS + 1):
        headings = [f"第{to_han(book)}编　某某"]
        text.append(headings[0])
        for chapter in range(1, CHAPTERS_OF_A_BOOK + 1):
            headings.append(f"第{to_han(chapter)}章　某某")
            text.append(headings[-1])
            for _ in range(ARTICLES_OF_A_CHAPTER):
                text.append(f"第{to_han(next(articles))}条　民事主体从事民事活动，应当遵循自愿原则，不得违背公序良俗。有下列情形之一的，适用本法：")
                text += ["（一）法律规定的；", "（二）“当事人”约定的。", "前款规定，另有规定的除外。"]
        contents += headings
    head = "kind: statute\ntitle: 某法典\npassage: 2020年5月28日通过\ncontents:\n  - 目　录\n" + "".join(f"  - {line}\n" for line in contents)
    table = "\n".join(f"| {to_han(row)}、 | 甲 | {row}.5 |" for row in range(1, 41))
    return f"---\n{head}---\n" + "\n".join(text) + f"\n---\npart: 附件\n---\n第一条　甲：\n{table}\n第二条　乙。\n"


def test_a_code_is_rightly_numbered_and_every_slip_in_it_found() -> None:
    source = _code()
    document, warnings = read(source.encode(), "code.md", "code")
    assert warnings == ()
    levels = [unit.level for unit in document.body if isinstance(unit, Unit)]
    assert levels.count(Level.ARTICLE) == ARTICLES
    assert levels.count(Level.CHAPTER) == BOOKS * CHAPTERS_OF_A_BOOK
    assert [len(part.body) for part in document.parts] == [3]
    slipped = source.replace("\n第一千条　", "\n第一千零一条　").replace("\n第二条　乙", "\n第三条　乙")
    _, warnings = read(slipped.encode(), "code.md", "code")
    assert [warning.message for warning in warnings] == [
        "“第九百九十九条”后应为“第一千条”，写的是“第一千零一条”",
        "“第一条”后应为“第二条”，写的是“第三条”",
    ]
    assert [slipped.split("\n")[warning.place.line - 1][:2] for warning in warnings] == ["第一", "第三"]
