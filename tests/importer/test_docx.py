"""A DOCX is read as Word shows it, ours comes back as it was, and one that cannot be read is refused with one clear line."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from editions import edition, example
from editions import settings as writer_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from importer.package import STRICT, W, complaints, docx, level, listed, numbered, p, pack, r, use
from writers.documents import EVERYTHING, all_parted

from gen.document.tables import Span
from gen.errors import SourceError
from gen.importer.intake import take_in
from gen.importer.receive.docx_numbers import write_number
from gen.importer.receive.docx_text import read_docx
from gen.importer.receive.items import RawLine, RawTable
from gen.importer.receive.script import solid
from gen.wording.numerals import to_han
from gen.writers import write

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
BREAK = "<w:r><w:br/></w:r>"


def texts(data: bytes) -> list[str]:
    items, _ = read_docx(data, "x.docx")
    return [item.text if isinstance(item, RawLine) else "|".join("/".join(row) for row in item.rows) for item in items]


def remarks(data: bytes) -> list[str]:
    return [remark.message for remark in read_docx(data, "x.docx")[1]]


def fault(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        take_in(data, "x.docx")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.hint
    return str(diagnostic)


def code(instruction: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{text if text.startswith('<') else p(text)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def test_paragraphs_in_order_with_their_numbers() -> None:
    items, _ = read_docx(docx(p("甲") + p() + p("乙  丙 ") + "<w:sectPr/>"), "x")
    assert items == (RawLine("甲", 1), RawLine("乙  丙 ", 3))


@pytest.mark.parametrize("namespace", [W, STRICT])
def test_both_namespaces(namespace: str) -> None:
    assert texts(docx(p("甲"), namespace)) == ["甲"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r("甲") + r("乙"), "甲乙"),
        (f'<w:hyperlink r:id="rId1">{r("链接")}</w:hyperlink>', "链接"),
        (f"<w:smartTag>{r('甲')}</w:smartTag><w:customXml>{r('乙')}</w:customXml>", "甲乙"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('甲')}</w:sdtContent></w:sdt>", "甲"),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处')}</w:sdtContent></w:sdt>{r('甲')}", "甲"),
        (f"<w:ins>{r('甲')}</w:ins><w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:moveTo>{r('丙')}</w:moveTo>", "甲丙"),
        (f"{r('甲')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>乙</w:t></w:r>", "甲乙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t><w:softHyphen/></w:r>", "甲\t乙-丙"),
        (f"{BEGIN}{code('DATE')}{SEPARATE}{r('2022年')}{END}{r('。')}", "2022年。"),
        (f"{BEGIN}{code('IF')}{BEGIN}{code('X')}{SEPARATE}{r('内')}{END}{code('Y')}{SEPARATE}{r('果')}{END}", "果"),
        (f"{r('总则')}<w:r><w:tab/></w:r>{BEGIN}{code('PAGEREF _Toc1')}{SEPARATE}{r('12')}{END}", "总则\t"),
        (f"<w:fldSimple w:instr=' PAGE '>{r('3')}</w:fldSimple><w:fldSimple w:instr='TITLE'>{r('题')}</w:fldSimple>", "题"),
        (f"<w:ruby><w:rt>{r('pīn')}</w:rt><w:rubyBase>{r('拼')}</w:rubyBase></w:ruby>", "拼"),
        (f"<w:bookmarkStart/><w:proofErr/>{r('甲')}<w:commentReference/>", "甲"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Unknown" w:char="F041"/></w:r>', "\uf041"),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
    ],
)
def test_what_stands_in_a_line(inside: str, text: str) -> None:
    assert texts(docx(f"<w:p>{inside}</w:p>")) == [text]


def test_line_breaks_divide_and_blocks_are_looked_into() -> None:
    body = f"<w:p>{r('甲')}{BREAK}{r('乙')}</w:p><w:sdt><w:sdtContent>{p('丙')}</w:sdtContent></w:sdt><w:customXml>{p('丁')}</w:customXml>"
    assert texts(docx(body)) == ["甲", "乙", "丙", "丁"]


def test_damaged_field_hides_nothing_after_its_paragraph() -> None:
    body = f"<w:p>{r('甲')}{BEGIN}{code('X')}{r('码')}</w:p>{p('乙')}<w:p>{END}{r('丙')}</w:p>"
    assert texts(docx(body)) == ["甲", "乙", "丙"]


def test_field_over_several_paragraphs() -> None:
    body = f"<w:p>{BEGIN}{code('TOC')}{SEPARATE}{r('总则')}</w:p>{p('分则')}<w:p>{END}{r('正文')}</w:p>"
    assert texts(docx(body)) == ["总则", "分则", "正文"]


def test_paragraph_whose_end_was_deleted() -> None:
    body = p("甲", "<w:rPr><w:del/></w:rPr>") + p("乙")
    assert texts(docx(body)) == ["甲乙"]
    assert remarks(docx(body)) == ["有1处修订中删去的文字，没有读入；修订中插入的文字已读入"]


TEXTBOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent>"
    "</wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent>"
    "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_text_box_is_read_once_before_its_paragraph() -> None:
    body = f"<w:p>{r('正文')}{TEXTBOX.format(p('××市人民政府') + p('文件'))}</w:p>"
    assert texts(docx(body)) == ["××市人民政府", "文件", "正文"]
    assert remarks(docx(body)) == ["有1个文本框，文字放在它所在的段落之前"]


def test_word_art() -> None:
    body = "<w:p><w:r><w:pict><v:shape><v:textpath string='××市人大常委会文件'/></v:shape></w:pict></w:r></w:p>" + p("甲")
    assert texts(docx(body)) == ["××市人大常委会文件", "甲"]


def test_tables() -> None:
    span, begins, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        row(cell("省", begins), cell("年度", span)),
        row(cell("没有印出", goes_on), cell("1996"), cell("1997")),
        row("<w:sdt><w:sdtContent>" + cell(p("江") + p("苏")) + "</w:sdtContent></w:sdt>", cell(table(row(cell("内"), cell("表"))) + p()), cell("")),
        "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("空") + "</w:tr>",
        "<w:tr><w:trPr><w:del/></w:trPr>" + cell("删") + "</w:tr>",
    )
    items, _ = read_docx(docx(p("前") + table(*rows) + p("后")), "x")
    before, found, after = items
    assert (before, after) == (RawLine("前", 1), RawLine("后", 7))
    assert isinstance(found, RawTable)
    assert (found.rows, found.line) == ((("省", "年度", ""), ("", "1996", "1997"), ("江\n苏", "内　表", ""), ("", "空", "")), 2)
    assert found.grid
    assert found.grid.spans == (Span(0, 0, 2, 1), Span(0, 1, 1, 2))


def test_frame_is_no_table() -> None:
    assert texts(docx(table(row(cell(p("甲") + p("乙"))), row(cell("丙"))) + p("丁"))) == ["甲", "乙", "丙", "丁"]


def test_table_of_pictures_is_left_out() -> None:
    assert texts(docx(table(row(cell(""), cell(""))) + p("甲"))) == ["甲"]


NUMBERING = (
    numbered(
        0,
        level(0, "chineseCountingThousand", "第%1章"),
        level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'),
        level(2, "chineseCounting", "（%3）"),
        level(3, "decimal", "%4."),
    )
    + numbered(1, level(0, "japaneseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>"), level(2, "decimalEnclosedCircle", "%3"))
    + numbered(2, level(0, "decimal", "%1", "<w:suff w:val='nothing'/>", start=3), level(1, "bullet", "\uf0b7"))
    + use(1, 0)
    + use(2, 1)
    + use(3, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    + use(4, 2)
    + use(5, 1)
)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (
            [("总则", 1, 0), ("甲", 1, 1), ("项", 1, 2), ("项", 1, 2), ("目", 1, 3), ("乙", 1, 1), ("项", 1, 2), ("分则", 1, 0), ("丙", 1, 1)],
            ["第一章　总则", "第一条　甲", "（一）项", "（二）项", "1.目", "第二条　乙", "（一）项", "第二章　分则", "第三条　丙"],
        ),
        ([("A", 2, 0), ("a", 2, 1), ("b", 2, 1), ("B", 2, 0), ("c", 2, 1)], ["一、A", "1.1　a", "1.2　b", "二、B", "2.1　c"]),
        ([("A", 2, 0), ("B", 3, 0), ("C", 3, 0), ("D", 5, 0), ("e", 5, 2)], ["一、A", "五、B", "六、C", "七、D", "①　e"]),
        ([("A", 4, 0), ("B", 4, 0), ("点", 4, 1)], ["3A", "4B", "•　点"]),
        ([("没有", 0, 0), ("不知", 99, 0), ("A", 2, 8)], ["没有", "不知", "A"]),
    ],
)
def test_numbers_of_automatic_lists(body: list[tuple[str, int, int]], shown: list[str]) -> None:
    assert texts(docx("".join(listed(*line) for line in body), numbering=NUMBERING)) == shown


def test_number_of_a_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H3"><w:basedOn w:val="H3"/></w:style>'
    )
    numbering = numbered(0, level(0, "decimal", "第%1章", '<w:pStyle w:val="H1"/>'), level(1, "decimal", "第%2节")) + use(1, 0)
    body = p("甲", '<w:pStyle w:val="H1"/>') + p("乙", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body += p("丙", '<w:pStyle w:val="H1"/>') + p("丁", '<w:pStyle w:val="H3"/>')
    assert texts(docx(body, styles=styles, numbering=numbering)) == ["第1章　甲", "乙", "第2章　丙", "丁"]


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 21: "二十一", 99: "九十九", 101: "一〇一"}),
        ("japaneseCounting", {10: "十", 100: "百", 101: "百一", 110: "百十"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 105: "壹佰零伍"}),
        ("ideographDigital", {10: "一〇", 2022: "二〇二二"}),
        ("ideographTraditional", {1: "甲", 11: "甲"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA"}),
        ("lowerRoman", {4: "iv", 1999: "mcmxcix"}),
        ("none", {5: ""}),
        ("hebrew1", {5: "5"}),
    ],
)
def test_number_formats(form: str, values: dict[int, str]) -> None:
    assert {value: write_number(value, form) for value in values} == values


def test_counting_by_thousands_is_that_of_legal_texts() -> None:
    assert [write_number(value, "chineseCountingThousand") for value in range(1, 10_000)] == list(map(to_han, range(1, 10_000)))


def test_notes_headers_and_footers() -> None:
    notes = f'<w:footnote w:type="separator" w:id="-1">{p("线")}</w:footnote><w:footnote w:id="2">{p("注文")}</w:footnote>'
    body = f"<w:p>{r('甲')}<w:r><w:footnoteReference w:id='2'/></w:r>{r('乙')}</w:p>"
    data = docx(body, footnotes=notes, header1=p("页眉"), footer1=p("页脚"))
    assert texts(data) == ["甲〔注1〕乙", "〔注1〕注文"]
    assert remarks(data) == ["有1条脚注或尾注，已移到文末，标作〔注1〕……"]


def test_symbols_and_hidden_text_are_named() -> None:
    body = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>'
    assert remarks(docx(body)) == ["有1处隐藏文字，没有读入", "有1个符号：Wingdings 的 F0FE 写作 ☑"]


def test_our_own_document_comes_back() -> None:
    data = write(example(), "docx", writer_settings())
    assert list(map(solid, texts(data))) == [solid(member.block.text) for member in example().galley if member.block.text]


def _as_before(data: bytes) -> bytes:
    """Our DOCX with its styles as its first versions named them: numbered ids, Chinese names only."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = parts["word/styles.xml"].decode()
    styles = re.sub(r'<w:name w:val="[^"]*"/><w:aliases w:val="([^"]*)"/>', r'<w:name w:val="\1"/>', styles)
    styles = re.sub(r"<w:(?:next|uiPriority|latentStyles) [^>]*/>", "", styles)
    ids = [name for name in re.findall(r'w:styleId="([^"]*)"', styles) if name not in {"Normal", "DefaultParagraphFont"}]
    parts["word/styles.xml"] = styles.encode()
    for number, name in enumerate(ids, 1):
        for part in [part for part in parts if part.startswith("word/") and part.endswith(".xml")]:
            for attribute in (b"styleId", b"pStyle w:val", b"rStyle w:val"):
                parts[part] = parts[part].replace(b'%s="%s"' % (attribute, name.encode()), b'%s="Gongwen%d"' % (attribute, number))
    return pack(parts)


@pytest.mark.parametrize("source", [EVERYTHING, "parted"])
def test_styles_of_an_older_version_give_the_same_structure(source: str) -> None:
    made = next(all_parted()) if source == "parted" else edition(source)
    data = write(made, "docx", writer_settings())
    before = _as_before(data)
    assert b"Gongwen1" in zipfile.ZipFile(io.BytesIO(before)).read("word/document.xml")
    assert texts(before) == texts(data)
    assert take_in(before, "x.docx") == take_in(data, "x.docx")
    words = [member.block.text for member in made.galley if member.block.text and not member.block.rows]
    assert set(map(solid, words)) <= set(map(solid, texts(before)))


def test_paragraph_that_our_layout_cut_in_two() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="正文续段"/></w:style>'
    body = f"<w:p>{r('标题一')}{BREAK}{r('标题二')}</w:p>" + p("前半，") + p("后半。", '<w:pStyle w:val="x"/>')
    assert texts(docx(body, styles=styles)) == ["标题一标题二", "前半，后半。"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (docx(p()), "DOCX 里没有文字"),
        (docx("<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"), "DOCX 里只有图片，没有文字"),
        (docx(p("甲"))[:-30], "DOCX 已损坏，或者没有传完"),
        (docx(p("甲")).replace(b"PK\x01\x02", b"PK\x01\x03"), "DOCX 已损坏，或者没有传完"),
        (docx("<w:p>"), "不是完好的 XML"),
        (pack({"word/document.xml": b"\xff\xfe"}), "不是完好的 XML"),
        (pack({"word/document.xml": b'<?xml version="1.0" encoding="x-none"?><a/>'}), "不是完好的 XML"),
        (pack({"a.txt": b"a"}), "压缩包里没有 Word 文档"),
        (pack({"OFD.xml": b"<a/>"}), "这是 OFD 文件"),
        (pack({"xl/workbook.xml": b"<a/>"}), "这是 Excel 表格"),
        (pack({"mimetype": b"", "content.xml": b"<a/>"}), "这是 ODF 文件"),
        (docx("<w:p>" * 400 + "</w:p>" * 400), "嵌套超过"),
        (docx(p("甲"), extra={"word/media/a.bin": bytes(30 << 20)}), "压缩了"),
    ],
)
def test_one_that_cannot_be_read(data: bytes, what: str) -> None:
    assert what in fault(data)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_is_refused(doctype: str, encoding: str) -> None:
    text = p("&b;" if "b" in doctype else "甲")
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<w:document xmlns:w="{W}"><w:body>{text}</w:body></w:document>'
    assert "文档类型声明（DTD）" in fault(pack({"word/document.xml": xml.encode(encoding)}))


def test_password() -> None:
    data = bytearray(docx(p("甲")))
    for place in [index for index in range(len(data) - 4) if data[index : index + 4] == b"PK\x01\x02"]:
        data[place + 8] |= 1
    assert "DOCX 有密码" in fault(bytes(data))


def test_bomb_is_not_unpacked() -> None:
    assert "解开后超过 200 MB" in fault(docx(p("甲"), extra={f"word/media/{number}": bytes(50 << 20) for number in range(5)}))


def test_line_of_ten_megabytes() -> None:
    text = "为了加强生活垃圾管理，" * 300_000
    (item,) = take_in(docx(p(text)), "x.docx").items
    assert item == RawLine(text, 1)
    assert "超过 64 MB" in fault(docx(p("甲" * (23 << 20))))


SAMPLE = docx(
    p("甲", "<w:rPr><w:del/></w:rPr>")
    + f"<w:p>{r('乙')}{TEXTBOX.format(p('框'))}{BEGIN}{code('X')}{SEPARATE}{r('果')}{END}</w:p>"
    + listed("丙", 1)
    + table(row(cell("一"), cell("二", '<w:gridSpan w:val="2"/>')), row(cell("三", "<w:vMerge/>")))
    + "<w:p><w:r><w:footnoteReference w:id='2'/><w:sym w:font='Wingdings' w:char='F0FE'/></w:r></w:p>",
    numbering=NUMBERING,
    footnotes=f'<w:footnote w:id="2">{p("注")}</w:footnote>',
    styles='<w:style w:type="paragraph" w:styleId="x"><w:name w:val="y"/></w:style>',
)


def received_or_refused(data: bytes) -> None:
    assert all(diagnostic.message and diagnostic.hint for diagnostic in complaints(data))


@given(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=8), st.integers(0, 40))
def test_damaged_package_is_received_or_refused(place: int, new: bytes, cut: int) -> None:
    received_or_refused(SAMPLE[:place] + new + SAMPLE[place + cut :])


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(SAMPLE)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@given(st.data())
@settings(max_examples=300)
def test_damaged_xml_is_received_or_refused(data: st.DataObject) -> None:
    parts = _parts()
    name = data.draw(st.sampled_from(sorted(parts)))
    text = parts[name].decode()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        pieces = [
            "",
            "<w:p>",
            "</w:p>",
            "<w:tbl/>",
            "w:val=",
            "-1",
            "99999999999",
            "&#0;",
            "\x00",
            "<w:tc/>",
            "w:r",
            "mc:",
            "<w:tr><w:tc/></w:tr>",
            "é",
            '"',
        ]
        text = text[:start] + data.draw(st.sampled_from(pieces)) + text[start + data.draw(st.integers(0, 6)) :]
    received_or_refused(pack(parts | {name: text.encode()}))


@given(
    st.lists(
        st.sampled_from(
            [
                "p",
                "tbl",
                "tr",
                "tc",
                "r",
                "t",
                "sdt",
                "sdtContent",
                "ins",
                "del",
                "hyperlink",
                "pict",
                "txbxContent",
                "fldChar",
                "fldSimple",
                "sym",
                "numPr",
            ]
        ),
        max_size=40,
    ),
    st.data(),
)
def test_any_nesting_of_elements(tags: list[str], data: st.DataObject) -> None:
    body = ""
    opened: list[str] = []
    for tag in tags:
        if data.draw(st.booleans()) and opened:
            body += f"</w:{opened.pop()}>"
        body += f'<w:{tag} w:val="1" w:fldCharType="begin" w:char="41" w:instr="">{"字" if tag == "t" else ""}'
        opened.append(tag)
    received_or_refused(docx(body + "".join(f"</w:{tag}>" for tag in reversed(opened)), numbering=NUMBERING))


def test_files_on_disk_of_other_programs(tmp_path: Path) -> None:
    """What LibreOffice writes of our own document reads as our own."""
    import shutil
    import subprocess

    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("no LibreOffice")

    data = write(example(), "docx", writer_settings())
    (tmp_path / "x.docx").write_bytes(data)
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx:Office Open XML Text"]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), str(tmp_path / "x.docx")], capture_output=True, check=True, timeout=120)
    assert texts((tmp_path / "out" / "x.docx").read_bytes()) == texts(data)
