"""文种: the table of kinds of document, with what the source of each must and may have.

Source: 党政机关公文处理工作条例 art. 8 (the fifteen kinds); 人大机关公文处理办法; 立法法.
"""

from typing import Final

from msgspec import Struct


class Kind(Struct, frozen=True):
    """A kind of document: its Chinese name, and whether its source must have an `organ` and a `title`.

    A `joint` document may have the marks of several organs. An `upward` document, 上行文, goes to a higher organ and
    has a 签发人 in its 版头.
    """

    chinese: str
    organ: bool = True
    title: bool = True
    upward: bool = False
    joint: bool = True


KINDS: Final[dict[str, Kind]] = {
    "resolution": Kind("决议"),
    "decision": Kind("决定"),
    "order": Kind("命令（令）", title=False),
    "communique": Kind("公报"),
    "announcement": Kind("公告"),
    "proclamation": Kind("通告"),
    "opinion": Kind("意见"),
    "notice": Kind("通知"),
    "bulletin": Kind("通报"),
    "report": Kind("报告", upward=True),
    "request": Kind("请示", upward=True),
    "reply": Kind("批复"),
    "motion": Kind("议案"),
    "letter": Kind("函", joint=False),
    "minutes": Kind("纪要", title=False),
    "statute": Kind("法律、法规", organ=False),
    "explanation": Kind("说明"),
    "appointments": Kind("任免名单"),
    "annex": Kind("附件（另装）"),
}
"""The name of a kind → its row: the fifteen of the regulations in their order, then those of people's congresses."""


def kind_of(name: str) -> Kind:
    """The row of a kind; a kind for which a user added a template needs none."""
    return KINDS.get(name, Kind(name))
