"""The DOCX: valid by Microsoft's own rules, named and set as an office in China expects, and readable by any library."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from editions import ROOT, TEMPLATES, edition, example, settings
from hypothesis import given
from hypothesis import strategies as st
from ooxml import needs_validator, validated
from writers.documents import EVERYTHING, all_parted, formal, text

from gen.document.blocks import ANNOTATED, ILLUSTRATED, SESSION
from gen.pipeline import typeset
from gen.source.reader import read
from gen.standard.gb9704 import Face
from gen.standard.styles import STYLES
from gen.writers import write
from gen.writers.docx import run as docx_run
from gen.writers.docx.styles import OFFICIAL_FACES
from gen.writers.edition import Edition

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NS = {"w": W[1:-1]}

PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap "
    "overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap "
    "jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern "
    "position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
"""ECMA-376 part 1, CT_PPr and CT_RPr. LibreOffice drops what stands out of order."""

PINNED = "各级人民政府应当加强城市更新和老旧小区改造工作在2022年12月20日前完成已经批准的改造项目。"


FORMAL = formal()


def documents() -> dict[str, Edition]:
    """Every kind of thing a document can hold."""
    return {
        "example": example(),
        "everything": edition(EVERYTHING),
        "official": edition(EVERYTHING.replace("profile: plain\n", "")),
        "parted": next(all_parted()),
        "pinned": text(PINNED),
        **FORMAL,
        "illustrated": of_clause("惯例-illustrations"),
        "annotated": of_clause("惯例-endnotes"),
        "markup": text("甲<乙&丙>“{{ 丁 }}”]]>&amp;"),
        "table": text("| 甲 | 乙 |", "| 1 | |", "", "| 丙 |", "| 2 |"),
    }


def of_clause(name: str) -> Edition:
    """The document of a clause, all of it upright."""
    source = ROOT / "tests" / "clauses" / name / "source.md"
    found, _ = read(source.read_bytes().replace(b"landscape: true\n", b""), "source.md", "source", source.parent)
    return typeset(found, TEMPLATES)


DOCUMENTS = documents()
_OF = dict.fromkeys(SESSION, "report") | dict.fromkeys(ILLUSTRATED, "illustrated") | dict.fromkeys(ANNOTATED, "annotated")
"""An element whose style only some documents have → one of them."""


def parts_of(name: str) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(write(DOCUMENTS[name], "docx", settings()))) as archive:
        return {member: ET.fromstring(archive.read(member)) for member in archive.namelist() if not member.startswith("word/media/")}  # noqa: S314 — what we wrote ourselves


EVERY = {name: parts_of(name) for name in DOCUMENTS}


def body(name: str) -> ET.Element:
    return EVERY[name]["word/document.xml"]


def styles() -> ET.Element:
    return EVERY["example"]["word/styles.xml"]


def values(element: ET.Element, path: str, attribute: str = "val") -> list[str]:
    """The values of an attribute of all elements at a path, in order."""
    return [str(found.get(W + attribute)) for found in element.iterfind(path, NS)]


def words(element: ET.Element, tag: str = "t") -> str:
    """The text of an element's runs."""
    return "".join(found.text or "" for found in element.iter(W + tag))


def local(element: ET.Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def style(name: str, within: str = "example") -> ET.Element:
    """The style of a name or alias."""
    found = [row for row in EVERY[within]["word/styles.xml"].iterfind("w:style", NS) if name in values(row, "w:name") + values(row, "w:aliases")]
    (only,) = found
    return only


@needs_validator
@pytest.mark.parametrize("name", DOCUMENTS)
def test_microsofts_validator_finds_no_error(name: str, tmp_path: Path) -> None:
    assert validated(write(DOCUMENTS[name], "docx", settings()), tmp_path) == ([], True)


def test_the_documents_hold_what_they_are_for() -> None:
    assert any(line.pinned for member in DOCUMENTS["pinned"].galley for line in member.lines)
    assert any(forced.line for forced in DOCUMENTS["parted"].pages.breaks)
    assert {member.block.tag for member in DOCUMENTS["everything"].galley} >= {"masthead", "number", "rule", "passage", "table", "label", "note"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_properties_stand_in_schema_order(name: str) -> None:
    seen = 0
    for part in EVERY[name].values():
        for kind, order in (("pPr", PARAGRAPH_ORDER), ("rPr", RUN_ORDER)):
            for properties in part.iter(W + kind):
                names = list(map(local, properties))
                assert names == sorted(names, key=order.split().index)
                seen += len(names)
    assert seen > 50


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_character_is_in_the_package_once(name: str) -> None:
    """In body, header and footer, but for folios and the page numbers of a 目录, which are fields."""
    found: list[str] = []
    for part in ("word/document.xml", *(part for part in EVERY[name] if part.startswith(("word/header", "word/footer")))):
        shown = False
        for element in EVERY[name][part].iter():
            if local(element) == "fldChar":
                shown = element.get(W + "fldCharType") == "separate"
            elif local(element) == "t" and not shown and element.text and not ("footer" in part and not element.text.strip(" —")):
                found += element.text
    squeezed = Counter("".join("".join(found).split()))
    assert squeezed == Counter("".join("".join(block.text for block in DOCUMENTS[name].blocks).split()))


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in FORMAL])
def test_python_docx_reads_what_the_source_says(name: str) -> None:
    document = docx.Document(io.BytesIO(write(DOCUMENTS[name], "docx", settings())))
    read = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells if cell.text]
    written = [member.block for member in DOCUMENTS[name].galley if member.block.text]
    assert "".join(read).replace("\n", "") == "".join(block.text for block in written if not block.rows)
    assert [text.replace("\n", "") for text in tables] == [cell for block in written for row in block.rows for cell in row if cell]
    assert document.core_properties.title == DOCUMENTS[name].document.heading


def test_every_style_has_a_chinese_name_and_a_readable_id() -> None:
    for name, identity in (
        *(("公文标题", "Title"), ("正文段落", "BodyText"), ("条", "Article"), ("一级标题", "Heading1"), ("成文日期", "Date")),
        *(("章标题", "Chapter"), ("发文机关标志", "Masthead"), ("页码", "Footer"), ("黑体文字", "HeiText")),
    ):
        assert style(name).get(W + "styleId") == identity
    for row in styles().iterfind("w:style", NS):
        if row.get(W + "default") != "1":
            assert re.search("[一-鿿]", " ".join(values(row, "w:name") + values(row, "w:aliases")))
            assert re.fullmatch("[A-Z][A-Za-z]+[1-4]?", row.get(W + "styleId", ""))
    used = values(body("everything"), ".//w:p/w:pPr/w:pStyle")
    assert {name: used.count(name) for name in ("Masthead", "Title", "Chapter", "Article", "AnnexLabel", "Date")} == {
        "Masthead": 1,
        "Title": 2,
        "Chapter": 1,
        "Article": 3,
        "AnnexLabel": 1,
        "Date": 2,
    }


_BUILTIN = {"公文标题": "Title", "题注": "Subtitle", "主送机关": "Salutation", "正文段落": "Body Text", "页码": "footer"}
_BUILTIN |= {"三级标题": "heading 3", "四级标题": "heading 4"}


@pytest.mark.parametrize(
    ("document", "headings"),
    [
        ("example", {"一级标题": "heading 1", "二级标题": "heading 2", "章标题": "章标题", "节标题": "节标题"}),
        ("everything", {"章标题": "heading 1", "节标题": "heading 2", "一级标题": "一级标题", "二级标题": "二级标题"}),
    ],
)
def test_programs_find_their_own_styles(document: str, headings: dict[str, str]) -> None:
    """The headings of a text with chapters are 章 and 节, else 一、 and （一）: one `heading 1` in a file."""
    for alias, name in (_BUILTIN | headings).items():
        assert values(style(alias, document), "w:name") == [name]
        assert style(alias, document).get(W + "customStyle") == (None if name != alias else "1")
    every = [name for row in EVERY[document]["word/styles.xml"].iterfind("w:style", NS) for name in values(row, "w:name")]
    assert len(every) == len({name.lower() for name in every})
    identities = values(EVERY[document]["word/styles.xml"], "w:style", "styleId")
    assert len(identities) == len(set(identities))
    assert set(values(body(document), ".//w:pStyle")) <= set(identities)
    assert set(values(EVERY[document]["word/styles.xml"], "w:style/w:next")) <= set(identities)


@pytest.mark.parametrize("document", ["example", "everything"])
def test_outline_levels_are_those_of_the_headings(document: str) -> None:
    """A heading has the level of its number; 条 is below all headings, and below what contents gather by default."""
    for row in EVERY[document]["word/styles.xml"].iterfind("w:style", NS):
        (name,) = values(row, "w:name")
        if name.startswith("heading "):
            assert values(row, "w:pPr/w:outlineLvl") == [str(int(name[-1]) - 1)]
    levels = {name: values(style(name, document), "w:pPr/w:outlineLvl") for name in ("公文标题", "章标题", "节标题", "条", "一级条款", "正文段落")}
    assert levels == {"公文标题": ["0"], "章标题": ["0"], "节标题": ["1"], "条": ["3"], "一级条款": ["3"], "正文段落": []}


def test_text_follows_titles_and_headings() -> None:
    for name in ("公文标题", "题注", "主送机关", "编标题", "章标题", "节标题", "一级标题", "二级标题", "三级标题", "四级标题"):
        assert values(style(name), "w:next") == ["BodyText"]
    assert values(style("附件标记"), "w:next") == ["Title"]
    assert not values(style("条"), "w:next")


def test_the_list_of_styles_has_ours_only() -> None:
    (latent,) = styles().iterfind("w:latentStyles", NS)
    assert (latent.get(W + "defSemiHidden"), latent.get(W + "defQFormat")) == ("1", "0")
    for row in styles().iterfind("w:style", NS):
        if row.get(W + "default") != "1":
            assert len(values(row, "w:uiPriority")) == 1
    gallery = [
        name for name in ("正文段落", "公文标题", "一级标题", "条", "空行", "页码", "发文机关标志") if style(name).find("w:qFormat", NS) is not None
    ]
    assert gallery == ["正文段落", "公文标题", "一级标题", "条"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_styles_are_in_schema_order(name: str) -> None:
    order = ["name", "aliases", "basedOn", "next", "link", "uiPriority", "semiHidden", "unhideWhenUsed", "qFormat", "pPr", "rPr"]
    for row in EVERY[name]["word/styles.xml"].iterfind("w:style", NS):
        tags = list(map(local, row))
        assert tags == sorted(tags, key=order.index)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_left_of_the_template(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(write(DOCUMENTS[name], "docx", settings()))) as archive:
        parts = {member: archive.read(member).decode() for member in archive.namelist() if member.startswith("word/") and member.endswith(".xml")}
    for member, data in parts.items():
        assert "rsid" not in data, member
        assert "themeFontLang" not in data, member
        for prefix in set(re.findall(r"xmlns:(\w+)=", data)) - {"w", "r"}:
            assert f"<{prefix}:" in data, (member, prefix)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_hanzi_are_not_spaced_twice(name: str) -> None:
    """`balanceSingleByteDoubleByteWidth` doubles `w:spacing` on hanzi in some programs."""
    assert not [part for part, root in EVERY[name].items() for element in root.iter() if local(element).startswith("balanceSingleByte")]


def test_a_table_says_what_it_is() -> None:
    """`w:tblCaption` and `w:tblDescription`, which a screen reader reads out."""
    read = [(values(table, "w:tblPr/w:tblCaption"), values(table, "w:tblPr/w:tblDescription")) for table in body("table").iter(W + "tbl")]
    assert read == [(["甲、乙"], ["表格，共2行2列"]), (["丙"], ["表格，共2行1列"])]
    for name in DOCUMENTS:
        for part, root in EVERY[name].items():
            for table in root.iter(W + "tbl"):
                assert values(table, "w:tblPr/w:tblCaption"), (name, part)


def test_labels_are_set_by_a_style_of_their_own() -> None:
    (identity,) = set(values(body("everything"), ".//w:rStyle")) - {"PinnedLine"}
    labelled = [run for run in body("everything").iter(W + "r") if values(run, "w:rPr/w:rStyle") == [identity]]
    assert list(map(words, labelled)) == ["第一条", "第二条", "第三条"]
    assert not any(values(run, "w:rPr/w:spacing") for run in labelled)
    assert values(styles(), f"w:style[@w:styleId='{identity}']/w:rPr/w:rFonts", "eastAsia") == ["黑体"]


def test_every_face_is_named_for_every_script() -> None:
    for (tag, _), row in STYLES.items():
        (fonts,) = style(row.name, _OF.get(tag, "example")).iterfind("w:rPr/w:rFonts", NS)
        assert {str(fonts.get(W + script)) for script in ("ascii", "eastAsia", "hAnsi", "cs")} == {OFFICIAL_FACES[row.face]}
        assert fonts.get(W + "hint") == "eastAsia"
    assert values(styles(), "w:docDefaults/w:rPrDefault/w:rPr/w:rFonts", "eastAsia") == ["仿宋_GB2312"]


def test_only_papers_of_a_meeting_have_the_styles_of_their_elements() -> None:
    own = {row.name for (tag, _), row in STYLES.items() if tag in SESSION}
    for name, wanted in (("example", set()), ("up", set()), ("report", own), ("reply", own), ("agenda", own)):
        named = {value for row in EVERY[name]["word/styles.xml"].iterfind("w:style", NS) for value in values(row, "w:name")}
        assert named & own == wanted, name


def test_each_face_has_the_names_other_systems_know_it_by() -> None:
    table = EVERY["example"]["word/fontTable.xml"]
    fonts = {str(font.get(W + "name")): values(font, "w:altName")[0].split(",") for font in table}
    assert set(fonts) == set(OFFICIAL_FACES.values())
    assert "FangSong" in fonts[OFFICIAL_FACES[Face.FANGSONG]]
    assert "SimHei" in fonts[OFFICIAL_FACES[Face.HEI]]


AMBIGUOUS = "“”‘’—…·①Ⅲ§±×÷℃‰№※∶≤≥≠≈√●○□■△★"


@pytest.mark.parametrize("mark", AMBIGUOUS)
def test_a_mark_of_both_scripts_is_in_the_chinese_face(mark: str) -> None:
    assert '<w:rFonts w:hint="eastAsia"/>' in docx_run.run(f"温度{mark}以下")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_run_with_marks_of_both_scripts_is_said_to_be_chinese(name: str) -> None:
    runs = 0
    for part in ("word/document.xml", "word/footer1.xml", "word/footer2.xml"):
        for run in EVERY[name][part].iter(W + "r"):
            if any(mark in words(run) for mark in AMBIGUOUS):
                runs += 1
                assert values(run, "w:rPr/w:rFonts", "hint") == ["eastAsia"], words(run)
    assert runs >= 4


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_theme_anywhere(name: str) -> None:
    assert not [part for part in EVERY[name] if "theme" in part]
    for part, root in EVERY[name].items():
        attributes = [attribute for element in root.iter() for attribute in element.attrib]
        assert not [attribute for attribute in attributes if attribute.lower().endswith("theme")], part


def test_the_language_is_chinese() -> None:
    for script in ("eastAsia", "val"):
        assert values(styles(), "w:docDefaults/w:rPrDefault/w:rPr/w:lang", script) == ["zh-CN"]


def test_core_properties_are_the_documents() -> None:
    properties = docx.Document(io.BytesIO(write(example(), "docx", settings()))).core_properties
    assert properties.title == example().document.title
    assert properties.author == properties.last_modified_by == "吕梁市人民代表大会常务委员会"
    assert properties.language == "zh-CN"
    for when in (properties.created, properties.modified):
        assert when is not None
        assert when.isoformat()[:19] == "2022-12-20T00:00:00"


def test_a_document_without_a_date_bears_none() -> None:
    assert {local(element) for element in EVERY["pinned"]["docProps/core.xml"]}.isdisjoint({"created", "modified"})


@pytest.mark.parametrize(("kind", "side", "first"), [("default", "right", "1"), ("even", "left", "2")])
def test_folios(kind: str, side: str, first: str) -> None:
    parts = EVERY["example"]
    relations = {str(row.get("Id")): str(row.get("Target")) for row in parts["word/_rels/document.xml.rels"]}
    (reference,) = body("example").iterfind(f".//w:sectPr/w:footerReference[@w:type='{kind}']", NS)
    footer = parts["word/" + relations[reference.attrib[R + "id"]]]
    assert values(footer, "w:p/w:pPr/w:jc") == [side]
    assert values(footer, "w:p/w:pPr/w:ind", side) == ["280"]
    assert values(footer, ".//w:fldChar", "fldCharType") == ["begin", "separate", "end"]
    assert words(footer, "instrText") == " PAGE "
    assert words(footer) == f"— {first} —"
    assert values(parts["word/settings.xml"], "w:evenAndOddHeaders") == ["1"]


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in FORMAL])
def test_the_page_is_28_by_22(name: str) -> None:
    (section,) = body(name).iterfind("w:body/w:sectPr", NS)
    (grid,) = section.iterfind("w:docGrid", NS)
    assert (grid.get(W + "type"), grid.get(W + "linePitch"), grid.get(W + "charSpace")) == ("lines", "579", None)
    (size,) = section.iterfind("w:pgSz", NS)
    (margins,) = section.iterfind("w:pgMar", NS)
    twips = {edge: int(margins.get(W + edge, "")) for edge in ("top", "bottom", "left", "right")}
    assert (size.get(W + "w"), size.get(W + "h")) == ("11906", "16838")
    assert abs(twips["top"] - 37 * 1440 / 25.4) < 1
    assert abs(twips["left"] - 28 * 1440 / 25.4) < 1
    assert 11906 - twips["left"] - twips["right"] == 8844
    assert 22 * 579 <= 16838 - twips["top"] - twips["bottom"] < 23 * 579


def test_body_text_is_set_as_every_office_program_breaks_alike() -> None:
    (normal,) = styles().iterfind("w:style[@w:default='1'][@w:type='paragraph']", NS)
    assert values(normal, "w:pPr/w:widowControl") == ["0"]
    assert values(normal, "w:pPr/w:kinsoku") == ["1"]
    assert values(normal, "w:pPr/w:overflowPunct") == ["0"]
    assert (values(normal, "w:pPr/w:spacing", "line"), values(normal, "w:pPr/w:spacing", "lineRule")) == (["579"], ["exact"])
    paragraph = style("正文段落")
    assert values(paragraph, "w:rPr/w:spacing") == ["-5"]
    assert values(paragraph, "w:rPr/w:sz") == ["32"]
    assert (values(paragraph, "w:pPr/w:ind", "firstLineChars"), values(paragraph, "w:pPr/w:ind", "firstLine")) == (["200"], ["640"])
    settings_part = EVERY["example"]["word/settings.xml"]
    assert values(settings_part, "w:characterSpacingControl") == ["doNotCompress"]
    assert values(settings_part, "w:compat/w:compatSetting[@w:name='compatibilityMode']") == ["15"]
    for part in EVERY["example"].values():
        assert {local(element) for element in part.iter()}.isdisjoint({"autoSpaceDE", "autoSpaceDN"})


def spacings(name: str) -> Iterator[tuple[str, int]]:
    """Runs of a document with the character spacing they have beside their style's."""
    for run in body(name).iter(W + "r"):
        found = values(run, "w:rPr/w:spacing")
        if found:
            yield words(run), int(found[0])


def test_a_pinned_line_is_one_run_with_its_own_spacing() -> None:
    """From the second character of a paragraph on: programs reckon an indent in characters by the spacing of the first."""
    pinned = [line for member in DOCUMENTS["pinned"].galley for line in member.lines if line.pinned]
    assert [text for text, _ in spacings("pinned")] == [line.text[not line.start :] for line in pinned]
    for (found, twips), line in zip(spacings("pinned"), pinned, strict=True):
        assert twips > -5
        assert (twips + 5) * len(found) <= line.slack // 635
    (paragraph,) = (paragraph for paragraph in body("pinned").iter(W + "p") if words(paragraph) == PINNED)
    first, second, *_ = paragraph.iterfind("w:r", NS)
    assert (words(first), values(first, "w:rPr/w:rStyle"), values(first, "w:rPr/w:spacing")) == (PINNED[0], [], [])
    assert values(second, "w:rPr/w:rStyle") == ["PinnedLine"]


def test_a_paragraph_parted_at_a_page_goes_on_as_one() -> None:
    made = DOCUMENTS["parted"]
    (forced,) = (forced for forced in made.pages.breaks if forced.line)
    paragraphs = list(body("parted").iterfind("w:body/w:p", NS))
    texts = list(map(words, paragraphs))
    member = made.galley[forced.block]
    before = "".join(line.text for line in member.lines[: forced.line])
    place = texts.index(before)
    assert texts[place + 1] == member.block.text[len(before) :]
    going_on = paragraphs[place + 1]
    assert values(going_on, "w:pPr/w:pageBreakBefore") == ["1"]
    assert (values(going_on, "w:pPr/w:ind", "firstLine"), values(going_on, "w:pPr/w:ind", "firstLineChars")) == (["0"], ["0"])
    # The line at which the page ends is pinned, whatever else is.
    assert member.lines[forced.line - 1].text in "".join(text for text, _ in spacings("parted"))
    assert sum(len(values(paragraph, "w:pPr/w:pageBreakBefore")) for paragraph in paragraphs) == 1


def test_colour_is_of_the_official_profile_only() -> None:
    def colours(name: str) -> set[str]:
        return {str(element.get(W + "val" if local(element) == "color" else W + "color", "auto")) for element in body(name).iter()} - {"auto"}

    assert colours("official") == {"FF0000"}
    assert colours("everything") == {"000000"}


def test_blank_lines_are_paragraphs() -> None:
    """No room above or below a paragraph, which programs drop at the head of a page."""
    for name in DOCUMENTS:
        for spacing in body(name).iter(W + "spacing"):
            assert spacing.get(W + "before") in {None, "0"}
            assert spacing.get(W + "after") in {None, "0"}


def test_tables_are_parted_by_a_paragraph() -> None:
    """Two neighbouring tables become one in Word, and a table may not end a document."""
    children = list(map(local, body("table")[0]))
    assert children.count("tbl") == 2
    assert ("tbl", "tbl") not in list(pairwise(children))
    assert ("tbl", "sectPr") not in list(pairwise(children))


def test_no_clock_in_the_package() -> None:
    with zipfile.ZipFile(io.BytesIO(write(example(), "docx", settings()))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert len(archive.namelist()) == len(set(archive.namelist()))


@given(st.text(st.sampled_from("为了加强，。“”‘’（）《》、；\u3000"), min_size=1))
def test_quotation_marks_are_in_the_chinese_face(text: str) -> None:
    """Word gives them to the Latin face else."""
    assert ("eastAsia" in docx_run.run(text)) == any(mark in text for mark in "“”‘’")
