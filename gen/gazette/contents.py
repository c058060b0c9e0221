"""The documents of an issue → its contents 目录: their titles told apart, in groups, with folios."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from gen.document.blocks import Tag
from gen.document.model import Document
from gen.gazette.model import Group, Listed
from gen.pagination.pages import make_up
from gen.standard import house
from gen.writers.edition import Edition

_SESSION: Final = re.compile("第[一二三四五六七八九十百]+届.{0,24}?第[一二三四五六七八九十百]+次会议")
"""The 届次 of a session in a 题注."""


def told_apart(documents: Sequence[tuple[str, Document]]) -> list[str]:
    """Titles with their documents → the entries of the contents: equal titles with what tells them apart.

    That is the number, else the date, else the session 届次, else all of them together.
    """
    count = Counter(title for title, _ in documents)
    made = [title for title, _ in documents]
    for title in (title for title, times in count.items() if times > 1):
        places = [place for place, (other, _) in enumerate(documents) if other == title]
        for place, mark in zip(places, _marks([documents[place][1] for place in places]), strict=True):
            made[place] = f"{title}（{mark}）" if mark else title
    return made


def _marks(documents: Sequence[Document]) -> list[str]:
    """Documents of one title → what tells each from the others."""
    found = [[of(document) for document in documents] for of in _TELLING]
    different = (marks for marks in found if all(marks) and len(set(marks)) == len(marks))
    return next(different, ["，".join(filter(None, marks)) for marks in zip(*found, strict=True)])


def _number(document: Document) -> str:
    return document.number or (document.promulgation.number if document.promulgation else "")


def _session(document: Document) -> str:
    match = _SESSION.search("".join(document.passage))
    return match[0] if match else ""


_TELLING: Final[tuple[Callable[[Document], str], ...]] = (_number, lambda document: document.date, _session)


def groups_of(names: Sequence[str], titles: Sequence[str], folios: Sequence[int]) -> tuple[Group, ...]:
    """The contents by groups, from the group, entry and folio of each document; an issue with a single group has no group names."""
    lines = [(name, Listed(title, folio)) for name, title, folio in zip(names, titles, folios, strict=True)]
    order = list(dict.fromkeys(names))
    return tuple(Group(name if order[1:] else "", tuple(line for group, line in lines if group == name)) for name in order)


def last_together(contents: Edition) -> Edition:
    """The contents, whose last entries are on one page: none is left alone on the last."""
    entries = [index for index, block in enumerate(contents.blocks) if block.tag is Tag.ENTRY]
    kept = set(entries[-house.ENTRIES_TOGETHER : -1])
    galley = tuple(
        replace(member, style=replace(member.style, keep_with_next=True)) if index in kept else member for index, member in enumerate(contents.galley)
    )
    return replace(contents, galley=galley, pages=make_up(galley, contents.design))
