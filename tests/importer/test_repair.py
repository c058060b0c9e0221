"""The repair mends damage only where no other reading is possible, and lists every change."""

from collections import Counter

import pytest
from editions import ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gen.errors import SourceError
from gen.importer.intake import take_in
from gen.importer.receive.items import RawLine, RawTable, Received
from gen.importer.receive.plain import plain
from gen.importer.receive.script import solid
from gen.importer.repair.ledger import unrepaired
from gen.importer.repair.repair import MOST_REPAIRS, repair
from gen.importer.repair.repaired import Repaired

SHARED = ROOT.parent / "shared"


def received(text: str) -> Repaired:
    return repair(Received(plain(text), "UTF-8"), "x")


def repaired(text: str) -> str:
    return "\n".join(item.text if isinstance(item, RawLine) else "\n".join("\t".join(row) for row in item.rows) for item in received(text).items)


def characters(result: Repaired) -> str:
    return "".join(
        solid(item.text) if isinstance(item, RawLine) else "".join(solid(cell) for row in item.rows for cell in row) for item in result.items
    )


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("为深入贯彻部署,落实安排;作如下决定:", "为深入贯彻部署，落实安排；作如下决定："),
        ("完成了吗?太好了!", "完成了吗?太好了！"),
        ("完成了吗?", "完成了吗？"),
        ("各县(市、区)人大常委会", "各县（市、区）人大常委会"),
        ("(2022年12月20日通过)", "（2022年12月20日通过）"),
        ("(一)垃圾;", "（一）垃圾；"),
        ("(2022年×月×日××市人大常委会通过)", "（2022年×月×日××市人大常委会通过）"),
        ("(1)垃圾", "（1）垃圾"),
        ("(第33号）", "（第33号）"),
        ("加入世界贸易组织(WTO)后", "加入世界贸易组织（WTO）后"),
        ("共计100,其中", "共计100，其中"),
        ("批准,2022年施行", "批准，2022年施行"),
        ('坚持"一带一路"和"放管服"。', "坚持“一带一路”和“放管服”。"),
        ("使用&quot;垃圾桶&quot;的", "使用“垃圾桶”的"),
        ("《关于修改<××市条例>的决定》", "《关于修改〈××市条例〉的决定》"),
        ("《关于修改＜本市条例＞等三件法规的决定》", "《关于修改〈本市条例〉等三件法规的决定》"),
        ("二○○四年七月六日", "二〇〇四年七月六日"),
        ("二OO四年", "二〇〇四年"),
        ("一九九0年", "一九九〇年"),
        ("国发〔二○一八〕1号", "国发〔二〇一八〕1号"),
        ("第⼀条", "第一条"),
        ("国务院办公厅    &sp;", "国务院办公厅     "),
        ("全国&nbsp;人大", "全国 人大"),
        ("甲&lt;乙&middot;丙", "甲<乙·丙"),
        ("全国\u200b人\ufeff大", "全国人大"),
        ("全国\x08人大", "全国人大"),
        ("加强管理 ，落实 ；", "加强管理，落实；"),
        ("加强管理， 落实", "加强管理，落实"),
        ("《 条例》（ 试行 ）", "《条例》（试行）"),
        ("1991 年 4 月 9 日通过", "1991年4月9日通过"),
        ("（第 33 号）", "（第33号）"),
        ("第一条\u2002为了\u00a0a", "第一条　为了 a"),
        ("第一条\t为了", "第一条　为了"),
    ],
)
def test_certain_damage_is_repaired(damaged: str, right: str) -> None:
    assert repaired(damaged) == right


@pytest.mark.parametrize(
    "text",
    [
        "上午8:30至9:00",
        "3.14，1,234万元，16:9",
        "网址http://www.a.cn/x?y=1,2;z，邮箱a,b@c.cn",
        "见https://example.cn/(中)路径",
        "Word, Excel; PowerPoint: (office)!",
        "He said (中文), yes: no; really?",
        "函数f(x)的值",
        "N,N-二甲基甲酰胺，1,3-丁二烯",
        "组成计税价格＝(成本＋利润)÷(1－比例税率)",
        "应纳税额=(甲+乙)×(丙-丁)",
        "按(甲+乙)×丙计算",
        '5"屏幕和7"屏幕',
        '只有一个"引号',
        '"的"字句"的"用法',
        "朱?基",
        "1)申请 2)受理",
        "条例<草案>",
        "总　　则",
        "目  录",
        "组　长：韩　正　　国务院副总理",
        "国家安全监管总局 财政部关于印发办法的通知",
        "中华人民共和国主席 习近平",
        "第三条 违反本法第二条 第一款的规定，处以罚款。",
        "根据《中共中央 国务院关于推进安全生产领域改革发展的意见》，制定本办法。",
        "交通部令第11号公布 自2005年1月1日起施行",
        "（一）贯彻法律； （二）执行法规；",
        "２０２２年１２月，ＡＢＣ",
        "○○市",
        "AT&T;公司",
        "\ue000",
    ],
)
def test_what_may_be_meant_is_left_alone(text: str) -> None:
    assert received(text).repairs == ()
    assert repaired(text) == text


def test_characters_that_may_be_lost_are_named() -> None:
    messages = [remark.message for remark in received("朱?基\n甲\ue000乙\n丙\ufffd丁").remarks]
    assert messages == [
        "汉字之间有半角问号，可能是转换编码时丢失的字",
        "有私用区字符 U+E000，照原样保留，换一台机器可能显示成别的字",
        "有替代字符 U+FFFD，原来的字在转换编码时已经丢失",
    ]


def test_gap_inside_a_word_closes_when_the_document_has_the_word() -> None:
    sentence = "为了加强生活垃圾管理，保护生态 环境安全，制定本条例。"
    assert repaired(sentence) == sentence
    assert repaired(f"{sentence}\n生态环境的保护") == sentence.replace(" ", "") + "\n生态环境的保护"


def test_stretched_text_of_a_pdf() -> None:
    sentence = "为了加强生活垃圾管理，改善城乡环境，保障人体健康，制定本条例。"
    assert repaired(" ".join(sentence)) == sentence


LONG = "为了加强生活垃圾管理，改善城乡环境，保障人体健康"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LONG + "，", "维护生态安全。"),
        (LONG + "，并", "自接受委托之日起提交意见。"),
        ("根据《中华人民共和国固体废物", "污染环境防治法》，制定本条例。"),
        ("（2018年11月22日××市第十五届人民代表大会", "常务委员会第七次会议通过）"),
        ("制定本条例", "。"),
        (LONG, "，维护生态安全。"),
    ],
)
def test_line_broken_inside_a_sentence(first: str, second: str) -> None:
    for between in ("\n", "\n\n", "  \n"):
        result = received(first + between + second)
        assert [item.text for item in result.items if isinstance(item, RawLine)] == [first + second]
        assert [repair.rule for repair in result.repairs] == ["断行"]


@pytest.mark.parametrize(
    "text",
    [
        LONG + "\n维护生态安全。",
        LONG + "，\n　　维护生态安全。",
        LONG + "，\n（一）维护生态安全。",
        LONG + "，\n第二条　维护生态安全。",
        "一、坚持走中国特色社会主义法治道路，建设法治体系\n依法治国，是本质要求。",
        "成　员：郭卫民　　中央宣传部部务会议成员、新闻办副主任\n　　　　张　勇　　发展改革委副主任",
        "梁言顺　　中央宣传部副部长、中央政策研究室副主任\n王作安　　中央统战部副部长",
        "我宣誓：忠于祖国，\n忠于人民，\n忠于宪法。",
        "全国人民代表大会常务委员会关于批准\n《国务院关于职工探亲待遇的规定》的决议",
        "（2016年12月29日第十三届人民代表大会常务委员会第四十一次会议通过\n2017年3月30日第十二届人民代表大会常务委员会第三十九次会议批准）",
        "组成计税价格＝（成本＋利润）÷（1－比例税率），按照下列公式计算：\n应纳税额＝组成计税价格×比例税率",
    ],
)
def test_lines_that_are_paragraphs_stay_apart(text: str) -> None:
    assert received(text).repairs == ()
    assert len(received(text).items) == text.count("\n") + 1


def test_text_broken_at_a_width_is_put_together() -> None:
    paragraph = "　　" + (LONG + "，") * 8 + "维护生态安全。"
    wrapped = [paragraph[start : start + 28] for start in range(0, len(paragraph), 28)]
    result = received("\n".join(["　　第一章　总　则", *wrapped, "　　第一条　附则。", *wrapped]))
    assert [item.text for item in result.items if isinstance(item, RawLine)] == ["　　第一章　总　则", paragraph, "　　第一条　附则。", paragraph]


def test_tables() -> None:
    text = "前文\n甲\t乙\t丙\n1\t2\n\t4\t5,000\n后文,完"
    first, table, last = received(text).items
    assert first == RawLine("前文", 1)
    assert table == RawTable((("甲", "乙", "丙"), ("1", "2", ""), ("", "4", "5,000")), 2)
    assert last == RawLine("后文，完", 5)


@pytest.mark.parametrize(
    "text",
    ["甲\t乙", "第一条\t为了\n第二条\t本市", "一、\t甲\n二、\t乙", "第一章　总则\t1\n第二章　分则\t8", "\t甲\n\t乙", "甲\t乙\n\n丙\t丁"],
)
def test_tabs_that_make_no_table(text: str) -> None:
    assert not any(isinstance(item, RawTable) for item in received(text).items)


def test_cell_broken_over_lines() -> None:
    result = received("条文\t罪名\n第1条（修正案\n第2条）\t甲罪\n第3条\t乙罪、\n丙,罪\n第4条\t丁罪（取消\n戊罪）\n第5条\t己")
    (table,) = result.items
    assert isinstance(table, RawTable)
    assert table.rows == (
        ("条文", "罪名"),
        ("第1条（修正案第2条）", "甲罪"),
        ("第3条", "乙罪、丙，罪"),
        ("第4条", "丁罪（取消戊罪）"),
        ("第5条", "己"),
    )
    assert [(repair.line, repair.column, repair.rule) for repair in result.repairs] == [
        (2, 8, "断行"),
        (4, 8, "断行"),
        (5, 2, "半角标点"),
        (6, 10, "断行"),
    ]


def test_place_and_surroundings_of_a_repair() -> None:
    result = received("标题\n\n为深入贯彻决策部署,落实安排,作如下决定:")
    assert [(repair.line, repair.column, repair.before, repair.after) for repair in result.repairs] == [
        (3, 10, "贯彻决策部署,落实安排，作", "贯彻决策部署，落实安排，作"),
        (3, 15, "署，落实安排,作如下决定：", "署，落实安排，作如下决定："),
        (3, 21, "，作如下决定:", "，作如下决定："),
    ]


def test_more_to_repair_than_in_any_document() -> None:
    with pytest.raises(SourceError, match="超过 30 万处"):
        received("中," * (MOST_REPAIRS + 1))


# Everything that rules go by, together.
_PIECE = st.one_of(
    st.sampled_from([*"为了加强垃圾管理一二三年月日第条，。；：（）《》“”〈〉、"]),
    st.sampled_from([",", ";", ":", "?", "!", "(", ")", '"', "<", ">", "＜", "＞", "○", "&nbsp;", "&quot;", "&amp;lt;", "&sp;", "二○○四年", "⼀"]),
    st.sampled_from([" ", "　", "\u00a0", "\u2002", "\u200b", "\ufeff", "\t", "\n", "\n\n", "\n　　", "\x08", "\u2028", "\ue000"]),
    st.sampled_from(["8:30", "1,234", "3.14", "http://a.cn/b,c", "a@b.cn", "WTO", "f(x)", "＝", "第一条", "（一）", "1991 年 4 月 9 日"]),
    st.characters(exclude_categories=["Cs"]),
)
TEXTS = st.lists(_PIECE, max_size=60).map("".join)


@given(TEXTS)
@example('a "b\u200b,中\n(c)"')
@example("\u200b\n中")
@example("中\x08 \u200b ,国")
@settings(max_examples=400)
def test_nothing_changes_but_what_is_listed(text: str) -> None:
    items = plain(text)
    result = repair(Received(items, "UTF-8"), "x")
    before = "".join(solid(item.text) if isinstance(item, RawLine) else "".join(solid(cell) for row in item.rows for cell in row) for item in items)
    assert unrepaired(characters(result), result.repairs, result.offsets) == before


@given(TEXTS)
def test_repaired_text_needs_no_repair_of_marks(text: str) -> None:
    again = received(repaired(text))
    assert not {"控制字符", "不可见字符", "单书名号", "部首字"} & {repair.rule for repair in again.repairs}


def test_example_of_the_task() -> None:
    path = SHARED / "examples" / "decision.txt"
    if not path.exists():
        pytest.skip(f"no {path}")
    result = take_in(path.read_bytes(), "decision.txt")
    assert Counter((repair.before.strip(), repair.rule)[1] for repair in result.repairs) == {"半角标点": 90, "半角括号": 10}
    assert len(result.repairs) == 100


def test_corpus_changes_only_as_listed() -> None:
    if not (SHARED / "corpus").is_dir():
        pytest.skip(f"no {SHARED / 'corpus'}")
    rules: Counter[str] = Counter()
    for path in sorted((SHARED / "corpus").glob("d*.txt")):
        result = take_in(path.read_bytes(), path.name)
        assert unrepaired(characters(result), result.repairs, result.offsets) == solid(path.read_text("utf-8")), path
        rules.update(repair.rule for repair in result.repairs)
    assert rules == {"半角括号": 1144, "半角标点": 28, "空白": 34, "单书名号": 6, "断行": 3, "年份的〇": 2, "网页代码": 1}
