"""An issue: every document's own text, right folios, even columns, and nothing written where something is wrong."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from editions import ROOT, edition, settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from issues import FRONT, bound, document, example, written
from msgspec.structs import replace
from PIL import Image
from pypdf import PdfReader

from gen.cli.main import commands
from gen.document.identity import canonical, digest
from gen.errors import GenError, OutputError
from gen.gazette.bind import Bound
from gen.gazette.layouts import LAYOUTS
from gen.gazette.produce import produce
from gen.pagination.pages import make_up
from gen.standard.design import OFFICIAL
from gen.writers import FORMATS, write
from gen.writers.readback import docx_headers, docx_text, pdf_text
from gen.writers.text.volume import documents_of

LONG = [f"第{number}段，" + "全市各级国家机关应当依法履行职责，维护生态安全。" * 3 for number in range(1, 60)]


def _documents(made: Bound) -> str:
    return canonical("".join(member.text for member in made.members))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_every_document_has_its_own_text_in_every_layout(layout: str, format_: str) -> None:
    made = example(layout)
    data = produce(made, format_, settings())
    read = docx_text(data) if format_ == "docx" else "".join(pdf_text(data))
    assert canonical(read).endswith(_documents(made))


def test_the_text_holds_each_documents_own_text_byte_for_byte() -> None:
    made = example()
    data = produce(made, "txt", settings())
    for member in made.members:
        assert write(member.own, "txt", settings()) in data
    assert [digest(text) for text in documents_of(data, "utf-8", len(made.members))] == [member.digest for member in made.members]
    assert produce(made, "txt", settings(), feeds=True).count(b"\f") == len(made.members)


def test_single_editions_have_the_same_digests() -> None:
    for member in example().members:
        assert digest("".join(pdf_text(write(member.own, "pdf", settings())))) == member.digest
        assert digest(docx_text(write(member.own, "docx", settings()))) == member.digest


def test_a_changed_character_is_an_error_and_nothing_is_given_out() -> None:
    made = example()
    victim = made.members[2]
    other = replace(victim, blocks=edition(document("关于别的事的决议", "别的文字。")).blocks)
    tampered = replace(made, members=(*made.members[:2], other, *made.members[3:]))
    for format_ in ("docx", "pdf"):
        with pytest.raises(OutputError, match="文字与源文件不同"):
            produce(tampered, format_, settings())


@pytest.mark.parametrize("layout", ["gb9704", "16k", "16k-2", "a4-run-on"])
def test_folios_in_the_contents_are_those_of_the_pages(layout: str) -> None:
    made = example(layout)
    reader = PdfReader(BytesIO(produce(made, "pdf", settings())))
    listed = [entry for group in made.groups for entry in group.entries]
    marks = [mark for mark in reader.outline if not isinstance(mark, list)]
    assert [mark.title for mark in marks if mark.title in {entry.text for entry in listed}] == [entry.text for entry in listed]
    for entry in listed:
        page = reader.pages[entry.folio + 1].extract_text()
        assert canonical(entry.text) in canonical(page)
        assert f"—{entry.folio}—" in canonical(page)


def test_folios_run_through_and_begin_on_the_right() -> None:
    numbers = [page.number for section in example().volume.sections[2:] for page in section.edition.pages.pages]
    assert numbers == list(range(1, len(numbers) + 1))
    assert not any(page.numbered for section in example().volume.sections[:2] for page in section.edition.pages.pages)


def test_a_year_may_be_paged_through(tmp_path: Path) -> None:
    made = bound(written(tmp_path, {"a.md": document("关于甲的决定", "文字。")}, FRONT + "first_page: 101\n"))
    assert made.groups[0].entries[0].folio == 102


def test_a_documents_own_contents_bear_the_issues_folios() -> None:
    made = example()
    statute = next(section for section in made.volume.sections if section.starts and section.starts[0].title.endswith("条例"))
    pages = statute.edition.pages.pages
    folios = [int(leader.folio) for page in pages for leader in page.leaders]
    assert folios
    assert set(folios) <= {page.number for page in pages}


@pytest.mark.parametrize("layout", ["a4-2", "16k-2"])
def test_columns_are_even_where_a_document_ends(layout: str) -> None:
    design = LAYOUTS[layout]
    made = example(layout)
    for section in made.volume.sections[3:]:
        page = section.edition.pages.pages[-1]
        bodies = [placed for placed in page.lines if not section.edition.galley[placed.line.block].across]
        lowest = {left: max(placed.row for placed in bodies if placed.left == left) for left in {placed.left for placed in bodies}}
        assert all(placed.row < design.lines for placed in bodies)
        tops = {left: min(placed.row for placed in bodies if placed.left == left) for left in lowest}
        heights = [lowest[left] - tops[left] + 1 for left in sorted(lowest)]
        assert heights == sorted(heights, reverse=True)
        if heights[0] > 8:
            assert len(heights) == 2
            assert heights[0] - heights[1] <= 4  # blank rows left out at the head of a column, and the rules of pages


@hypothesis_settings(max_examples=25)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=25), st.sampled_from(sorted(LAYOUTS)))
def test_no_line_is_lost_or_moved_in_columns(lengths: list[int], layout: str) -> None:
    """Every line stands on a page once, in reading order, inside the type area."""
    from gen.typesetting.galley import set_blocks

    design = LAYOUTS[layout]
    blocks = edition(document("关于甲的决定", *("字" * length for length in lengths))).blocks
    galley = set_blocks(blocks, design=design)
    pages = make_up(galley, design).pages
    assert [placed.line for page in pages for placed in page.lines] == [line for member in galley for line in member.lines]
    for page in pages:
        places = [(placed.left, placed.row) for placed in page.lines if not galley[placed.line.block].across]
        assert len(set(places)) == len(places)
        for placed in page.lines:
            assert 0 <= placed.row < design.lines
            assert placed.left + placed.line.x[-1] <= design.across


def test_an_emblem_stands_on_the_cover(tmp_path: Path) -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 40), "red").save(picture, "PNG")
    (tmp_path / "emblem.png").write_bytes(picture.getvalue())
    made = bound(written(tmp_path, {"a.md": document("关于甲的决定", "文字。")}, FRONT + "emblem: emblem.png\n"))
    pages = PdfReader(BytesIO(produce(made, "pdf", settings()))).pages
    assert [len(page.images) for page in pages[:2]] == [1, 0]
    assert b"media/picture1.png" in produce(made, "docx", settings())


def test_a_run_on_layout_takes_fewer_pages(tmp_path: Path) -> None:
    path = written(tmp_path, {f"{number}.md": document(f"关于{number}的决定", f"第{number}件的文字。") for number in range(6)})
    assert bound(path, "a4-run-on").volume.pages < bound(path, "a4").volume.pages


def test_an_office_copy_is_set_as_by_itself() -> None:
    for member, section in zip(example("gb9704").members, example("gb9704").volume.sections[3:], strict=True):
        own = [[placed.line.text for placed in page.lines] for page in member.own.pages.pages]
        assert [[placed.line.text for placed in page.lines] for page in section.edition.pages.pages] == own
    assert LAYOUTS["gb9704"].pitch == OFFICIAL.pitch


@pytest.mark.parametrize("clause", ["10.1-letter", "8-landscape", "7.2.4-joint-masthead-of-ten", "7.2.6-approvers", "10.2-order"])
@pytest.mark.parametrize("layout", ["gb9704", "a4", "16k-2"])
def test_every_form_of_document_stands_in_an_issue(tmp_path: Path, clause: str, layout: str) -> None:
    """No character is lost, whatever stands beside what in a masthead: `produce` reads every file back."""
    source = (ROOT / "tests" / "clauses" / clause / "source.md").read_text(encoding="utf-8")
    made = bound(written(tmp_path, {"a.md": document("关于甲的决定", "文字。"), "b.md": source}), layout)
    for format_ in FORMATS:
        data = produce(made, format_, settings())
        if format_ == "docx":
            assert set(_documents(made)) <= set(docx_text(data) + docx_headers(data))
    place = next(number for number, member in enumerate(made.members) if member.entry.name == "b.md")
    blocks = tuple(replace(block, text=block.text.replace("×", "某")) for block in made.members[place].blocks)
    other = replace(made.members[place], blocks=blocks)
    with pytest.raises(OutputError, match="文字与源文件不同"):
        produce(replace(made, members=(*made.members[:place], other, *made.members[place + 1 :])), "docx", settings())


def test_a_title_stands_across_the_columns_of_a_document_with_a_page_on_its_side(tmp_path: Path) -> None:
    source = (ROOT / "tests" / "clauses" / "8-landscape" / "source.md").read_text(encoding="utf-8")
    edition_ = bound(written(tmp_path, {"b.md": source}), "16k-2").volume.sections[-1].edition
    for page in edition_.pages.pages:
        across = [placed.row for placed in page.lines if edition_.galley[placed.line.block].across]
        columns = [placed.row for placed in page.lines if not edition_.galley[placed.line.block].across]
        assert page.turned or not set(across) & set(columns)
        assert bool(across) is not page.turned


def test_the_same_issue_the_same_bytes(tmp_path: Path) -> None:
    files: list[dict[str, bytes]] = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made = bound(written(tmp_path / name, {"a.md": document("关于甲的决定", *LONG)}))
        files.append({format_: produce(made, format_, settings()) for format_ in FORMATS})
    assert files[0] == files[1]


def _run(*arguments: object) -> None:
    commands.main([str(argument) for argument in arguments], standalone_mode=False)


def test_the_command_writes_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path, {"a.md": document("关于甲的决定", *LONG)})
    _run("gazette", path, "--fonts", "bundled", "-o", "made")
    assert capsys.readouterr().out.split() == [f"made/issue.{format_}" for format_ in FORMATS]
    good = {file.name: file.read_bytes() for file in (tmp_path / "made").glob("issue.*")}
    (tmp_path / "a.md").write_text("坏了\n", encoding="utf-8")
    with pytest.raises(GenError):
        _run("gazette", path, "--fonts", "bundled", "-o", "made")
    assert {file.name: file.read_bytes() for file in (tmp_path / "made").glob("issue.*")} == good


def test_what_is_up_to_date_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path, {"a.md": document("关于甲的决定", "文字。"), "b.md": document("关于乙的决定", "文字。")})

    def made(*more: object) -> list[str]:
        _run("gazette", path, "--fonts", "bundled", "-f", "pdf,txt", *more)
        return capsys.readouterr().out.split()

    every = ["out/issue.pdf", "out/issue.txt"]
    assert made() == every
    assert made() == []
    assert made("--layout", "a4") == every
    assert made("--layout", "a4") == []
    (tmp_path / "b.md").write_text(document("关于乙的决定", "别的文字。"), encoding="utf-8")
    assert made("--layout", "a4") == every
    (tmp_path / "templates" / "gazette").mkdir(parents=True)
    (tmp_path / "templates" / "gazette" / "imprint.xml.j2").write_text("<blocks><imprint>只有这一行</imprint></blocks>", encoding="utf-8")
    assert made("--layout", "a4") == every
    assert made("--layout", "a4", "--force") == every
    _run("gazette", path, "--fonts", "bundled", "-f", "pdf")
    capsys.readouterr()
    assert made() == every  # the text is still that of the other layout
    assert made() == []


def test_an_edited_issue_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path, {"a.md": document("关于甲的决定", "文字。")})
    _run("gazette", path, "-f", "txt")
    edited = tmp_path / "out" / "issue.txt"
    edited.write_text("手工改过", encoding="utf-8")
    with pytest.raises(OutputError, match="手工改过，没有覆盖"):
        _run("gazette", path, "-f", "txt")
    assert edited.read_text(encoding="utf-8") == "手工改过"
    _run("gazette", path, "-f", "txt", "--force", "--width", "40", "--encoding", "gb18030")
    assert "关于甲的决定" in edited.read_text(encoding="gb18030")


def test_sums_and_reasons_know_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "z.md").write_text(document("关于丙的决定", "文字。"), encoding="utf-8")
    path = written(tmp_path, {"a.md": document("关于甲的决定", "文字。")}).name

    def why(*options: str) -> list[str]:
        capsys.readouterr()
        _run("why", "out/issue.txt", "--fonts", "bundled", *options)
        return capsys.readouterr().out.splitlines()

    _run("gazette", path, "--fonts", "bundled", "-f", "txt", "--layout", "a4")
    _run("build", "-f", "txt", "--sums")
    sums = (tmp_path / "out" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert sums == [f"{sha256((tmp_path / 'out' / name).read_bytes()).hexdigest()}  {name}" for name in ("issue.txt", "z.txt")]
    by = "由 gen gazette issue.yaml 生成"
    assert why() == [by, "没有变化，不用重新生成"]
    assert why("--width", "40") == [by, "选项换了"]
    (tmp_path / "a.md").write_text(document("关于甲的决定", "别的文字。"), encoding="utf-8")
    assert why() == [by, "a.md 改了"]
    _run("gazette", path, "--fonts", "bundled", "-f", "txt", "--layout", "a4")
    assert why() == [by, "没有变化，不用重新生成"]
    (tmp_path / "out" / "issue.txt").write_text("手工改过", encoding="utf-8")
    assert why() == [by, "issue.txt 手工改过"]
    (tmp_path / path).unlink()
    assert why() == [f"{by}；期刊文件已经不在"]
