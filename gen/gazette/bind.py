"""An issue and its documents → one volume, set on the issue's page, with running folios.

Page 1 is the cover, page 2 the imprint on its back. Folios begin with the contents on page 3, a right-hand page, so
that odd ones are on the right. Sections follow one another; a document begins a page unless the layout lets it follow
on.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gen.composition.compose import compose
from gen.composition.templating import Templates
from gen.dictionary import word_starts
from gen.document.blocks import Block, turned_blocks
from gen.document.identity import digest, is_within
from gen.document.model import Document, Table
from gen.errors import Diagnostic, GenError, Place, SourceError
from gen.gazette.contents import groups_of, last_together, told_apart
from gen.gazette.issue_file import GROUPS, group_of
from gen.gazette.layouts import LAYOUTS
from gen.gazette.model import Entry, Group, Issue, Joined, Leaf
from gen.gazette.own_pictures import with_own_pictures
from gen.pagination.page import Page, Pages
from gen.pagination.pages import make_up
from gen.pipeline import read_document, typeset
from gen.standard import house
from gen.standard.design import OFFICIAL, Design
from gen.standard.gb9704 import Face
from gen.standard.styles import style_table
from gen.typesetting.advances import advance_table
from gen.typesetting.galley import Galley, SetBlock
from gen.units import ZERO
from gen.writers.edition import Edition
from gen.writers.volume import RunningHead, Section, Start, Volume

_RULE: Final = "公报"


class Member(Struct, frozen=True, dict=True):
    """A document of the issue: its entry, its own edition on the office's page, its blocks there, its text's digest."""

    entry: Entry
    document: Document
    blocks: tuple[Block, ...]
    digest: str
    templates: Templates
    design: Design

    @cached_property
    def own(self) -> Edition:
        """Its own edition, set at the first use. Errors as `pipeline.typeset`."""
        return typeset(self.document, self.templates, str(self.entry.source), design=self.design, settled=True)

    @property
    def text(self) -> str:
        """The text of its own edition."""
        return "\n".join(block.text for block in self.blocks if block.text)

    @property
    def title(self) -> str:
        """Its title in the contents."""
        document = self.document
        title, promulgation = document.heading, document.promulgation
        if not title and promulgation:
            title = promulgation.heading + promulgation.number
        return title or document.name


class Bound(Struct, frozen=True):
    """An issue, its documents in printed order, its contents, and the volume they make."""

    issue: Issue
    members: tuple[Member, ...]
    groups: tuple[Group, ...]
    volume: Volume


def bind(issue: Issue, templates: Templates, design: Design = OFFICIAL) -> tuple[Bound, tuple[Diagnostic, ...]]:
    """An issue → the bound volume, and the warnings of its documents; `design` is the page of the office's own copies.

    SourceError with every fault of every document, and for a text that is in the issue twice. TemplateError.
    """
    members, warnings = _read(issue, templates, design)
    row = LAYOUTS[issue.layout]
    page = replace(design, name=row.name, issue=True) if row.framed else row
    head = RunningHead(issue.title, issue.numbered + issue.counted)
    _refuse_long(issue, page)
    editions = [_on_page(member, number, templates, page) for number, member in enumerate(members)]
    bodies = list(_sections(members, editions, page, head))

    def leaf(kind: str, groups: tuple[Group, ...] = ()) -> Edition:
        document = Leaf(kind=f"gazette/{kind}", name=kind, organ=issue.organ, title=issue.title, issue=issue, groups=groups)
        # A contents page has a row less: what ends its field in the DOCX stands there.
        return typeset(document, templates, issue.place, design=replace(page, lines=page.lines - 1) if groups else page)

    # The contents take as many pages whatever the folios in them are: these have a room of their own.
    titles = told_apart([(member.title, member.document) for member in members])
    names = [member.entry.group for member in members]
    empty = last_together(leaf("contents", groups_of(names, titles, [0] * len(members))))
    first = issue.first_page + len(empty.pages.pages)
    numbered, folios = _numbered(bodies, first)
    groups = groups_of(names, titles, folios)
    contents = _renumbered(last_together(leaf("contents", groups)), issue.first_page)
    outer = [Section(_unnumbered(leaf(kind), place)) for place, kind in enumerate(("cover", "imprint"), 1)]
    volume = Volume(issue.title + issue.numbered, issue.organ, issue.date, (*outer, Section(contents, head=head), *numbered))
    return Bound(issue, members, groups, volume), warnings


def _refuse_long(issue: Issue, page: Design) -> None:
    """SourceError for a name that is longer than a running head has room for."""
    advances = advance_table(Face.KAI, house.RUNNING_HEAD_SIZE, ZERO)
    if sum(map(advances.__getitem__, issue.title)) > page.across:
        message = f"公报名称有{len(issue.title)}字，书眉里排不下（{page.across // house.RUNNING_HEAD_SIZE}字）"
        raise SourceError(Diagnostic(_RULE, message, Place(issue.place), "请把 gazette 缩短"))


def _read(issue: Issue, templates: Templates, design: Design) -> tuple[tuple[Member, ...], tuple[Diagnostic, ...]]:
    """Read every document and set it as its own edition, in the order of the groups.

    SourceError with every fault of all.
    """
    faults: list[GenError] = []
    warnings: list[Diagnostic] = []
    members: list[Member] = []
    seen: dict[str, Entry] = {}
    for entry in issue.entries:
        place = Place(issue.place, entry.line)
        if not entry.source.is_file():
            faults.append(SourceError(Diagnostic(_RULE, f"没有源文件“{entry.name}”", place, "请检查路径，路径从这个文件所在的文件夹算起")))
            continue
        try:
            document, found = read_document(entry.source)
            document, blocks = _settled(document, entry, templates, design)
        except GenError as error:
            faults.append(error)
            continue
        member = Member(replace(entry, group=entry.group or group_of(document)), document, blocks, "", templates, design)
        member = replace(member, digest=digest(member.text))
        if not is_within(_units(document), member.text):
            hint = "对照 gen show --stage markup 检查模板"
            faults.append(SourceError(Diagnostic("文字", "源文件的正文没有全部印出", Place(str(entry.source)), hint)))
        warnings += found
        other = seen.setdefault(member.digest, entry)
        if other is not entry:
            message = f"“{entry.name}”与第{other.line}行“{other.name}”的文字完全相同"
            faults.append(SourceError(Diagnostic(_RULE, message, place, "请删去一处")))
        members.append(member)
    if faults:
        worst = max(faults, key=lambda error: error.exit_code)
        raise type(worst)(*(diagnostic for error in faults for diagnostic in error.diagnostics))
    order = list(dict.fromkeys(entry.group for entry in issue.entries if entry.group)) or list(GROUPS)
    return tuple(sorted(members, key=lambda member: order.index(member.entry.group))), tuple(warnings)


def _settled(document: Document, entry: Entry, templates: Templates, design: Design) -> tuple[Document, tuple[Block, ...]]:
    """A document as its own edition prints it, and its blocks.

    Only a document with 主送机关, which may move (7.3.2), must be set to find out.
    """
    if document.addressee:
        edition = typeset(document, templates, str(entry.source), design=design)
        return edition.document, edition.blocks
    return document, compose(document, templates, str(entry.source), design.notice_form, style_table(design)).blocks


def _units(document: Document) -> Iterator[str]:
    """The paragraphs of a source's text, in order: every edition must have them, whatever its template."""
    for text in (document, *document.parts):
        for unit in text.body:
            if isinstance(unit, Table):
                yield from (cell for row in unit.rows for cell in row)
            else:
                yield unit.text


def _on_page(member: Member, number: int, templates: Templates, page: Design) -> Edition:
    """A document on the issue's page: its pictures get names of their own, its back pages are the issue's.

    A gazette's own page has one ink, and on it a text follows the 公告 that promulgates it.
    """
    document = replace(with_own_pictures(member.document, f"{number + 1}/"), duplex=False)
    if page.framed:
        return typeset(document, templates, str(member.entry.source), design=page, settled=True)
    edition = typeset(replace(document, profile="plain"), templates, str(member.entry.source), design=page, settled=True)
    starts = next((index for index, block in enumerate(edition.blocks) if index and block.new_page), 0)
    if document.opening[:1] != ("promulgation",) or not starts:
        return edition
    galley = tuple(_going_on(one) if index == starts else one for index, one in enumerate(edition.galley))
    return replace(edition, blocks=tuple(one.block for one in galley), galley=galley, pages=make_up(galley, page))


def _going_on(member: SetBlock) -> SetBlock:
    """A block that starts a page → the same, which goes on where the one before ends."""
    return replace(member, block=replace(member.block, new_page=False))


def _on_new_page(member: SetBlock) -> SetBlock:
    """A block → the same at the head of a page: what follows a text whose last pages are on their side is on none of these."""
    return replace(member, block=replace(member.block, new_page=True))


def _sections(members: Sequence[Member], editions: Sequence[Edition], page: Design, head: RunningHead) -> Iterator[Section]:
    """One section for each document; where documents follow on, one for all of them.

    After pages on their side a document does not follow on: it would be set across the sheet, too.
    """
    starts = [Start(0, member.title, str(member.entry.source), group) for member, group in zip(members, _begun(members), strict=True)]
    if not page.run_on:
        for number, (edition, start) in enumerate(zip(editions, starts, strict=True)):
            yield Section(edition, (start,), head, number)
        return
    galley: list[SetBlock] = []
    placed: list[Start] = []
    turned = False
    for edition, start in zip(editions, starts, strict=True):
        placed.append(replace(start, block=len(galley)))
        first, *others = _moved(_following(edition.galley), len(galley))
        galley += [_on_new_page(first) if turned else first, *others]
        turned = list(turned_blocks(edition.blocks, framed=page.framed))[-1]
    joined = Joined(kind="", name="", organ="", members=tuple(edition.document for edition in editions))
    blocks = tuple(member.block for member in galley)
    yield Section(Edition(joined, blocks, tuple(galley), make_up(tuple(galley), page), word_starts, "", page), tuple(placed), head)


def _begun(members: Sequence[Member]) -> Iterator[str]:
    """The group that begins with each document, empty if none does."""
    groups = ["", *(member.entry.group for member in members)]
    several = len(set(groups)) > 2  # noqa: PLR2004 — more than one beside none
    yield from (after if several and after != before else "" for before, after in pairwise(groups))


def _following(galley: Galley) -> Galley:
    """A galley whose texts follow one another on their pages, except one with landscape pages."""
    if any(member.block.landscape for member in galley):
        return galley
    return tuple(_going_on(member) if member.block.new_page else member for member in galley)


def _moved(galley: Galley, by: int) -> Iterator[SetBlock]:
    """A galley, renumbered as a part of a longer one: its first block becomes number `by`."""
    for member in galley:
        table = member.table
        if table:
            table = table.moved(by)
        target = None if member.target is None else member.target + by
        yield replace(member, lines=tuple(replace(line, block=line.block + by) for line in member.lines), table=table, target=target)


def _numbered(sections: Sequence[Section], first: int) -> tuple[tuple[Section, ...], list[int]]:
    """Sections with folios from `first` on, and the folio that each document begins on."""
    made: list[Section] = []
    folios: list[int] = []
    for section in sections:
        edition = _renumbered(section.edition, first)
        first += len(edition.pages.pages)
        begins: dict[int, int] = {}
        for page in edition.pages.pages:
            for placed in page.lines:
                begins.setdefault(placed.line.block, page.number)
        folios += [begins[next(block for block in sorted(begins) if block >= start.block)] for start in section.starts]
        made.append(replace(section, edition=edition))
    return tuple(made), folios


def _renumbered(edition: Edition, first: int) -> Edition:
    """An edition with folios from `first` on; one with a 目录 of its own is made up again, since that prints folios."""
    if any(member.target is not None for member in edition.galley):
        return replace(edition, pages=make_up(edition.galley, edition.design, first))
    return _with_pages(edition, lambda pages: tuple(replace(page, number=number) for number, page in enumerate(pages.pages, first)))


def _unnumbered(edition: Edition, first: int) -> Edition:
    """An edition whose pages print no folio; the first is at a place in the issue, which decides on which side it is bound."""
    return _with_pages(edition, lambda pages: tuple(replace(page, number=place, numbered=False) for place, page in enumerate(pages.pages, first)))


def _with_pages(edition: Edition, change: Callable[[Pages], tuple[Page, ...]]) -> Edition:
    return replace(edition, pages=replace(edition.pages, pages=change(edition.pages)))
