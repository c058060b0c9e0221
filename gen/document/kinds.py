"""文种: the table of kinds of document, with what the source of each must and may have.

Source: 党政机关公文处理工作条例 art. 8 (the fifteen kinds); 人大机关公文处理办法; 立法法.
"""

from typing import Final

from msgspec import Struct

from gen import plugins


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
    "work-report": Kind("工作报告、计划报告、预算报告"),
    "deliberation": Kind("审议意见"),
    "suggestion": Kind("代表建议", organ=False),
    "agenda": Kind("日程、议程"),
    "candidates": Kind("候选人名单"),
    "election": Kind("选举办法"),
}
"""The name of a kind → its row: the fifteen of the regulations in their order, then those of people's congresses."""


PLUGGED: Final = "plugin:"
"""Before the name of a kind among the templates that an output was made of; no template's name has a colon."""


def kind_of(name: str) -> Kind:
    """Give the row of a kind, ours or a plug-in's; a kind that a user has added a template for needs none. PluginError."""
    return KINDS.get(name) or plugins.find(plugins.KINDS, name, Kind) or Kind(name)


def plugged(name: str) -> tuple[tuple[str, str], ...]:
    """A kind that is not ours → the plug-in that has a row for it, as build results record templates; empty for a kind of ours."""
    return () if name in KINDS else ((f"{PLUGGED}{name}", plugins.identity(plugins.KINDS, name)),)
