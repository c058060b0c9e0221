"""Generated texts for the layout tests: Chinese paragraphs of everything that stands in an official document, and blocks of them."""

from hypothesis import strategies as st

from gen.document.blocks import Block, Tag
from gen.document.model import Document, Promulgation, Signature, Table, Unit

HAN = "为了加强生活垃圾管理改善城乡环境保障人体健康维护生态安全的一是在不"
RARE = "𬭎𠮷㐀祎旸喆〇䶮"
STOPS = "，。；：！？、"
OPENING = "“‘（《〈〔【"
CLOSING = "”’）》〉〕】"

_PIECES = st.one_of(
    st.text(HAN, min_size=1, max_size=12),
    st.text(HAN, min_size=1, max_size=12),
    st.sampled_from([*RARE, *STOPS, *OPENING, *CLOSING]),
    st.sampled_from(["——", "……", "·", "～", "/", "％", "℃", "①", "。”", "：“", "）；", "》、《", "，——"]),
    st.sampled_from(["2022年12月20日", "第5号", "3.14", "12%", "1,000,000元", "20万吨", "5G", "2小时", "－5℃", "10－12页", "100 000人", "7×24小时"]),
    st.sampled_from(["PM2.5", "A", "GDP", "www.npc.gov.cn", "https://example.gov.cn/a/b-c?d=1&e=2", "CO2", "e\u0301", "葛\U000e0100", "pīnyīn"]),
    st.sampled_from([" ", "\u3000", "\u00a0"]),
    st.integers(0, 10**9).map(str),
)


def _clean(text: str) -> str:
    """Bring a text to what a source can hold: no space at either end, no combining mark at the start."""
    return text.strip().lstrip("\u0301\U000e0100")


def paragraphs(most: int = 60) -> st.SearchStrategy[str]:
    """Paragraphs of up to `most` pieces."""
    return st.lists(_PIECES, min_size=1, max_size=most).map("".join).map(_clean).filter(bool)


def han(least: int, most: int) -> st.SearchStrategy[str]:
    """Runs of Han characters alone."""
    return st.text(HAN, min_size=least, max_size=most)


def paragraph(text: str) -> Block:
    """Make a paragraph of the text."""
    return Block(Tag.PARAGRAPH, text)


def tables() -> st.SearchStrategy[Table]:
    """Tables of which any cell may be empty, or all of them."""
    cell = st.one_of(st.just(""), paragraphs(2))
    rows = st.integers(1, 5).flatmap(lambda width: st.lists(st.tuples(*[cell] * width), min_size=1, max_size=4))
    return rows.map(lambda made: Table(tuple(made), 9))


def documents() -> st.SearchStrategy[Document]:
    """Decisions with anything in their title, text, tables, 题注 and 公告, as a source could bring them."""
    text = paragraphs(24)
    units = text.map(lambda text: Unit(text, 9))
    body = st.lists(units, min_size=1, max_size=5).map(tuple)
    with_tables = st.lists(st.one_of(units, units, units, tables()), min_size=1, max_size=5).map(tuple)
    signature = st.builds(
        Signature, st.one_of(st.just("××市人民代表大会常务委员会"), han(1, 40)), st.sampled_from(["2022年12月20日", "2023年1月1日"])
    )
    notice = st.builds(Promulgation, paragraphs(8), st.sampled_from(["", "第28号"]), body, signature)
    return st.builds(
        Document,
        name=st.just("generated"),
        kind=st.just("decision"),
        organ=st.just("××市人民代表大会常务委员会"),
        title=text,
        body=with_tables,
        passage=st.one_of(st.just(()), st.lists(text, min_size=1, max_size=3).map(tuple)),
        promulgation=st.one_of(st.none(), notice),
        signature=st.one_of(st.none(), signature),
    )
