"""署名, 发文机关标志, title or 题注 → the organ in it.

Sources: 立法法 art. 65 (the 题注 names who adopted and when), GB/T 9704-2012, 7.2.4 and 7.3.5.
"""

import re
from typing import Final

from gen.wording.lines import bare, dates
from gen.wording.patterns import late

_ENDS: Final = late(
    "(?:国务院|政府|委员会|常委会|代表大会|主席团|办公厅|办公室|法院|检察院|总局|管理局|局|部|厅|署|院|委|会|处|所|中心|银行|总社|社|公司|大学|学院"
    "|中央|军委|纪委|监委|党组|党委|海关|兵团|总队|支队|大队|军区|司令部|主席|总理|机构|联合会|研究室|站|分行|馆|集团|队|科|股)$"
)
POSTS: Final = (
    "主席|副主席|总理|部长|局长|署长|主任|行长|审计长|省长|市长|县长|区长|州长|旗长|盟长|镇长|乡长"
    "|院长|检察长|会长|委员长|书记|总监|厅长|司长|处长|司令员|政委"
)
"""The posts of those who sign or speak for an organ, as alternatives of a pattern."""
_SIGNER = late(rf"(?P<organ>.*?)(?P<post>{POSTS})[：:]?(?P<person>[\u3400-\u9fff]{{2,4}}|[\u3400-\u9fff]{{1,6}}·[\u3400-\u9fff·]{{1,10}})")
_POST_ALONE: Final = late(rf"(?P<organ>[^为任免，。；：！？“”《》|]*?)(?:代|副|常务副|第一)?(?:{POSTS})")
_SPACED = late(r"\S(?:\s+\S)+")
_NOT_IN_NAME: Final = late("[，。；！？“”《》|]")
_LONGEST: Final = 60
_TERM = late("第[〇零一二三四五六七八九十百0-9]+届|(?:第[〇零一二三四五六七八九十百0-9]+次)?(?:全体)?会议(?=$)")
_TITLE_OPENS = late("(?P<organ>.{2,60}?)(?:关于|印发|转发|批转|公布|发布)|(?P<reporting>.{4,60}?)工作报告$")
_ADOPTS = late(
    r"(?P<organ>[^，。；（）《》]+?)"
    r"(?:(?:审判|检察)委员会|令|公告|公布|发布|颁布|制定|批准|通过|修订|第[〇零一二三四五六七八九十百\d]+(?:次|号)|\d|[（〔\[])"
)
_MARK = late(r"(?:令|公告|通告|文件)$")
_HEAD_OF_STATE: Final = ("中华人民共和国", "主席")
"""中华人民共和国主席, the only person who is an organ of state (宪法 art. 80)."""


def is_organ(text: str) -> bool:
    """Whether a line may be a 署名: the name of an organ, or the post and name of the person who signs for one."""
    name = bare(text)
    if not 1 < len(name) <= _LONGEST or _NOT_IN_NAME.search(name):
        return False
    return bool(_ENDS.search(name)) or _signed(name) is not None


def is_post(text: str) -> bool:
    """Whether a line is the post of a 签发人 and no more, 市长 or 市水务局局长, as beside a 签名章 (7.3.5.3)."""
    name = bare(text)
    match = _POST_ALONE.fullmatch(name) if name.endswith(tuple(POSTS.split("|"))) else None
    return match is not None and (not match["organ"] or bool(_ENDS.search(match["organ"])))


def _signed(name: str) -> re.Match[str] | None:
    """A 署名 → the match of organ, post and person; None without a post, as in most: the pattern takes long to compile."""
    return _SIGNER.fullmatch(name) if any(post in name for post in POSTS.split("|")) else None


def unspaced(text: str) -> str:
    """国 务 院 → 国务院: a line with a space after every character loses these spaces; any other line is unchanged."""
    return bare(text) if _SPACED.fullmatch(text) else text


def organ_of_post(line: str) -> str:
    """A post, and perhaps the name of who has it → the organ: ××市市长 → ××市人民政府, ××市财政局局长 → ××市财政局; else empty."""
    line = line.partition("：")[2] or line
    post = line.split()[0] if line.split() else ""
    place = _HEADS.fullmatch(post)
    if place:
        return place["place"] + "人民政府"
    if post.endswith(tuple(POSTS.split("|"))) and (match := _POST_ALONE.fullmatch(post)):
        post = match["organ"]
    organ = _MEMBER.sub("", post)
    return organ if _ENDS.search(organ) else ""


_HEADS: Final = late(
    "(?P<place>[^，。：]{1,20}(?:省|市|县|区|州|旗|盟|乡|镇))(?:人民政府)?(?:代|代理|副|常务副)?(?:省长|市长|县长|区长|州长|旗长|盟长|乡长|镇长|主席)"
)
_MEMBER: Final = late("(?:副?主任委员|副?组长|委员)$")


def organ_of_signature(line: str) -> str:
    """A 署名 → its organ, without the person who signs for it; empty for 局长：某某, which names no organ."""
    name = bare(line)
    match = _signed(name)
    if not match:
        return line
    if (match["organ"], match["post"]) == _HEAD_OF_STATE:
        return "".join(_HEAD_OF_STATE)
    return match["organ"] if _ENDS.search(match["organ"]) else ""


def organ_of_heading(heading: str) -> str:
    """The 发文机关标志 of a 令, 公告 or 文件, or a title → the organ that it begins with; else empty."""
    mark = bare(heading)
    if "关于" in mark:
        return organ_of_title(heading)
    organ = _TERM.sub("", _MARK.sub("", mark))
    return organ if organ != mark or _ENDS.search(organ) else ""


def organ_of_title(title: str) -> str:
    """A title → the organ before 关于, 印发, 转发 or 工作报告; else empty."""
    match = _TITLE_OPENS.match(title)
    organ = _TERM.sub("", (match["organ"] or match["reporting"]).strip()) if match else ""
    return organ if _ENDS.search(bare(organ)) else ""


def organ_of_passage(lines: tuple[str, ...]) -> str:
    """The lines of a 题注 → the first organ that adopts or issues, without 第…届, 审判委员会 and 令.

    Empty without one.
    """
    text = bare("".join(lines))
    for found in dates(text):
        # …在…会议上 says where a report was given, not who gave it.
        match = None if text.startswith("在", found.end) else _ADOPTS.match(text, found.end)
        organ = _TERM.sub("", match["organ"]) if match else ""
        if _ENDS.search(organ):
            return organ
    return ""
