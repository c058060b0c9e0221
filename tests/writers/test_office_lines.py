"""The signature test: each line of the DOCX through LibreOffice is the line of the PDF, on the same page.

LibreOffice (7.4, 25.2) lets marks hang in the delivered file: so each document is judged as delivered and with hanging inverted (`office`), where it
does not.
Each of the phrases below has something that programs break, or space, in their own ways; it is moved through every column of the line.
Left out are marks such as § and ‰, which are full-width in the official faces and not in the bundled ones that stand in for them here.
"""

import re
from functools import cache

import pytest
from drawn import MM, lines
from editions import EXAMPLE, TEMPLATES, edition, settings
from office import JUDGES, SOFFICE, to_pdf
from writers.documents import EVERYTHING, all_parted, formal, text

from gen.pipeline import typeset
from gen.source.reader import read
from gen.standard.gb9704 import CHARACTERS_PER_LINE
from gen.standard.profiles import design_of
from gen.writers import write
from gen.writers.edition import Edition

PHRASES = {
    "dates": "自2022年12月20日至2025年1月5日9时30分止，共3年、12个月、5天。",
    "units": "面积约3.5万平方米、长120km、重50kg、占30%、升2℃、≥60dB、价￥100元、＜8㎡。",
    "numbers": "编号1234567890123456，合计1,234,567.89元，第110～120号，比例3∶2，电话0358-8221234。",
    "latin": "推广5G、AI、e-mail、PM2.5和VOCs治理技术（Carbon Capture, Utilization and Storage，CCUS）应用。",
    "syllables": "履行《生物多样性公约》（Convention on Biological Diversity）和“International Organization for Standardization”标准，",
    "quotes": "坚持“一网通办”“一窗受理‘一次办好’”改革，落实“双减”政策。",
    "dashes": "三项制度——公示、记录、审核——全面推行……确保严格规范公正文明执法。",
    "brackets": "各县（市、区）［含开发区］按照《条例》〔2022〕15号（第三条【试行】）〈细则〉办理。",
    "addresses": "登录https://www.example.gov.cn/zwgk/2022/12/20/index.html?id=12345查询，或发至fagui@example.gov.cn。",
    "rare": "由𠮷林、𬭎山、㐀里和〇一村共建，祎、旸、喆、䶮等四人负责。",
    "names": "艾山江·买买提、阿卜杜拉·A·图尔荪代表说：“好！”“对？”",
    "signs": "按a×b、±0.5、1+1=2、A/B、①②③、Ⅰ类和Ⅳ类、C＞D、100%的标准执行！？",
    "items": "（一）总则；（二）附则：1.依法；2．合规；（3）其他、“等”。",
}


SQUEEZED = "squeezed-"
"""What the name of a text begins with that is set once more with `marks = "squeezed"`."""
PAIRS = (
    "要实现“双碳”目标，打造“‘一带一路’国际合作示范区”，落实《国务院关于印发〈“十四五”节能减排综合工作方案〉的通知》（国发〔2021〕33号）（以下简称《通知》）。",
    "由省人民政府指定的行政机关负责（以下简称“省核管理机关”）。其主要职责是：（一）参与《核事故预防》（草案）的起草；（二）其他（见附件）。",
    "原则同意《河北雄安新区总体规划（2018—2035年）》（以下简称《总体规划》）。《总体规划》以习近平新时代中国特色社会主义思想为指导。",
)
"""Texts with adjacent marks."""
FORMAL = formal()
PAIRED = [f"{way}pairs-{number}" for way in ("", SQUEEZED) for number in range(len(PAIRS))]
NAMES = [*PHRASES, *PAIRED, "parted-0", "parted-1", "parted-2", "everything", "official", "rows", "tables", "openings", *FORMAL]


@cache
def documents() -> dict[str, Edition]:
    """Every text that is compared, by a name."""
    shifted = {name: text(*("人" * shift + phrase * 2 for shift in range(CHARACTERS_PER_LINE))) for name, phrase in PHRASES.items()}
    parted = {f"parted-{number}": made for number, made in enumerate(all_parted())}
    source = EVERYTHING.replace("α射线、§3、", "")
    pairs = {f"pairs-{number}": text(*("人" * shift + phrase * 2 for shift in range(CHARACTERS_PER_LINE))) for number, phrase in enumerate(PAIRS)}
    design = design_of({"marks": "squeezed"})
    pairs |= {SQUEEZED + name: typeset(made.document, TEMPLATES, name, design=design) for name, made in pairs.items()}
    whole = {"everything": edition(source), "official": edition(source.replace("profile: plain\n", ""))}
    rows = [f"| 指标{row} | {row}.5% | 由有关部门{'会同其他部门' * (row % 4)}负责 |" for row in range(40)]
    few = ["前面的段落。"] * 7 + [f"| 指标{row} | {row}.5 |" for row in range(4)] + ["后面的段落。"] * 5
    tables = {"rows": text("前面的段落。", *rows, "后面的段落。"), "tables": text(*few, "", "| 甲 |", "", "| 乙 |", "", "完。")}
    openings = {"openings": text(*(f"{mark}{'人' * shift}{PHRASES['dates'] * 2}" for mark in "①Ⅳ⑴❶㈠●" for shift in range(12)))}
    return shifted | pairs | parted | whole | tables | openings | FORMAL


@cache
def through_office(judge: str) -> dict[str, bytes]:
    """All of them through LibreOffice, which is started once for each judge."""
    return JUDGES[judge]({name: write(made, "docx", settings()) for name, made in documents().items()})


def pages(pdf: bytes) -> list[tuple[int, str]]:
    """Page and text of every line, folios included, without white space, the dots of a 目录, and the hyphen after a part of a word.

    LibreOffice draws that hyphen as a character, our PDF as an area.
    """
    return [(line.page, re.sub("·{3,}|(?<=[a-z])-$", "", line.text)) for line in lines(pdf)]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("name", NAMES)
def test_lines_and_pages_are_the_same(name: str, judge: str) -> None:
    ours = pages(write(documents()[name], "pdf", settings()))
    theirs = pages(through_office(judge)[name])
    assert ours
    assert theirs == ours


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", [*FORMAL, "everything"])
def test_lines_are_set_in_the_same_faces(name: str) -> None:
    """Every line but those in 小标宋, for which LibreOffice takes another weight here.

    The PDF takes figures and letters of a face from a font of their own, `…Latin`.
    """
    folios = "—0123456789" if name.startswith("across") else ""  # a folio that runs down the page is read in other pieces
    ours, theirs = (lines(pdf, without=folios) for pdf in (write(documents()[name], "pdf", settings()), through_office("delivered")[name]))
    drawn = zip(ours, theirs, strict=True)
    compared = [(one.text, one.fonts, other.fonts) for one, other in drawn if not any("Serif" in font for font in one.fonts)]
    assert compared
    for line, our_fonts, their_fonts in compared:
        families = {font.partition("-")[0].removesuffix("Latin") for font in our_fonts}
        assert {font.partition("-")[0].removesuffix("Latin") for font in their_fonts} == families, line


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("name", ["dates", "quotes", "units", "parted-0", "everything", "official", "rows", "tables"])
def test_lines_stand_in_the_same_places(name: str, judge: str) -> None:
    made = documents()[name]
    tables = {page.number for page in made.pages.pages if page.table_rows}
    for ours, theirs in zip(lines(write(made, "pdf", settings())), lines(through_office(judge)[name]), strict=True):
        near = 1.5 if ours.page in tables else 1
        assert abs(theirs.baseline - ours.baseline) < near * MM, (ours, theirs)
        assert abs(theirs.left - ours.left) < 1 * MM, (ours, theirs)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_lines_are_the_same_where_a_house_lets_marks_hang() -> None:
    """As delivered: the file says nothing of hanging, which every program takes as leave to hang."""
    document, _ = read(EXAMPLE.read_bytes(), "test.md", "test")
    made = typeset(document, TEMPLATES, design=design_of({"hanging": "yes"}))
    ours = pages(write(made, "pdf", settings()))
    hanging = [line for member in made.galley for line in member.lines if line.x[-1] > made.design.measure + made.design.size // 2]
    assert len(hanging) > 5
    assert pages(to_pdf({"a": write(made, "docx", settings())})["a"]) == ours
