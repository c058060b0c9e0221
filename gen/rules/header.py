"""版头 → where its elements break 7.2."""

import re
from collections.abc import Iterator
from typing import Final

from gen.document.kinds import KINDS, kind_of
from gen.document.model import Document
from gen.rules.printed import Finding, Printed, of, prose_with_figures, texts
from gen.wording.lines import is_serial
from gen.wording.organs import is_organ
from gen.wording.patterns import late

_URGENCIES: Final = ("特急", "加急", "特提", "平急")
_SECRECY: Final = late(r"(?:绝密|机密|秘密)(?:★(?:长期|[1-9]\d*年|[1-9]\d*个月))?")
_PLACEHOLDER: Final = "×X○Ｘ"
_NUMBER: Final = late(rf"[\u3400-\u9fff{_PLACEHOLDER}]+〔(?:\d{{4}}|[{_PLACEHOLDER}]{{4}})〕(?:[1-9]\d*|[{_PLACEHOLDER}]+)号")
_OPEN, _CLOSE = "[【（(［〔﹝", "]】）)］〕﹞"
_PARTS: Final = late(
    rf"(?P<organ>[\u3400-\u9fff{_PLACEHOLDER}]+?)\s*(?P<open>[{re.escape(_OPEN)}])\s*(?P<year>[0-9０-９]{{2,4}})\s*年?\s*(?P<close>[{re.escape(_CLOSE)}])"
    r"\s*(?P<the>第?)\s*(?P<serial>[0-9０-９]+)\s*(?P<end>号?)"
)
_CITED: Final = late(
    r"(?:根据|按照|依照|依据|参照|执行|[以和及按])?(?P<organ>[\u3400-\u9fff]{1,8}?[发函办字通规释告复任电厅])(?P<open>[\[【（(［])(?P<year>(?:19|20)\d{2})[\]】）)］]第?(?P<serial>\d+)号"
)
_MARK_ENDS: Final = ("文件", "公告", "通告", "公报", "令", "纪要")
_SERIAL_KINDS: Final = frozenset({"order", "announcement", "proclamation", "communique", "statute", "decision", "resolution", "minutes", "motion"})
"""Kinds that may have 第3号, the number of a 公告 or 令, in place of a 发文字号."""
_OTHER_NAME: Final = late("（[^（）]*）$")
_LABEL: Final = "签发人"
_LAST_CENTURY: Final = 50
"""A year of two figures above this is of the last century: before 1949 there were no such numbers."""


def copy_number(document: Document) -> Iterator[Finding]:
    """7.2.1: six Arabic figures."""
    written = document.header.copy_number
    if written and not re.fullmatch("[0-9]{6}", written):
        hint = f"请写作“{int(written):06d}”" if re.fullmatch("[0-9]{1,5}", written) else "例如“000001”"
        yield Finding(Printed(written, document.line_of("copy_number")), f"份号“{written[:20]}”不是6位阿拉伯数字", hint)


def secrecy(document: Document) -> Iterator[Finding]:
    """7.2.2: the grade, then perhaps ★ and the period in Arabic figures."""
    written = document.header.secrecy
    if written and not _SECRECY.fullmatch(written):
        hint = "密级是“绝密”“机密”或者“秘密”，有期限的写作“机密★1年”“秘密★6个月”"
        yield Finding(Printed(written, document.line_of("secrecy")), f"密级和保密期限“{written[:20]}”的写法不规范", hint)


def urgency(document: Document) -> Iterator[Finding]:
    """7.2.3: 特急 or 加急; a telegram also 特提 or 平急."""
    written = document.header.urgency
    if written and written not in _URGENCIES:
        hint = "公文写“特急”或者“加急”，电报写“特提”“特急”“加急”“平急”"
        yield Finding(Printed(written, document.line_of("urgency")), f"没有“{written[:20]}”这样的紧急程度", hint)


def mark(document: Document) -> Iterator[Finding]:
    """7.2.4: the name of the organ, with or without 文件."""
    for line in _marks(document):
        # 农业农村局（乡村振兴局） has two names.
        if not line.text.endswith(_MARK_ENDS) and not is_organ(_OTHER_NAME.sub("", line.text)):
            yield Finding(line, f"发文机关标志“{line.text[:30]}”不是机关名称，也不是机关名称加“文件”", "例如“××市人民代表大会常务委员会文件”")


def joint_mark(document: Document) -> Iterator[Finding]:
    """7.2.4: the organs of a joint document are in the order in which they sign, with one 文件 beside them all."""
    marks = _marks(document)
    if not marks[1:]:
        return
    for line in marks:
        if line.text.endswith("文件"):
            hint = f"这里写“{line.text.removesuffix('文件')}”，另加“masthead_word: 文件”"
            yield Finding(line, "联合行文的各机关名称之后都写了“文件”", hint, len(line.text) - 2)
            return
    organs = document.signature.organs if document.signature else ()
    names = [line.text for line in marks]
    if len(organs) == len(names) and sorted(organs) == sorted(names) and list(organs) != names:
        hint = f"主办机关在前，照发文机关标志的先后：{'、'.join(names)}"
        yield Finding(Printed(organs[0], document.signature.line if document.signature else 0), "署名的先后与发文机关标志不同", hint)


def _marks(document: Document) -> list[Printed]:
    return [Printed(line, document.line_of("masthead")) for line in document.header.marks]


def number(document: Document) -> Iterator[Finding]:
    """7.2.5: 机关代字〔年份〕序号号, the year in full between 六角括号, the serial without 第 and leading zeros."""
    for text in texts(document):
        for line in of(text, "number"):
            if _NUMBER.fullmatch(line.text):
                continue
            if is_serial(line.text):
                if text is document and document.kind in KINDS and document.kind not in _SERIAL_KINDS:
                    yield Finding(line, f"发文字号“{line.text}”没有机关代字和年份", "例如“×人发〔2022〕3号”")
                continue
            yield Finding(line, f"发文字号“{line.text[:30]}”的{_slips(line.text)}", _proper(line.text))


def cited_number(document: Document) -> Iterator[Finding]:
    """7.2.5: the 发文字号 of other documents that a text cites has 六角括号 too."""
    for line in prose_with_figures(document):
        for match in _CITED.finditer(line.text):
            hint = f"请写作“{match['organ']}〔{match['year']}〕{int(match['serial'])}号”"
            yield Finding(line, f"引用的发文字号“{match[0][match.start('organ') - match.start() :]}”没有用六角括号", hint, match.start("open"))


def _slips(written: str) -> str:
    match = _PARTS.fullmatch(written)
    if not match:
        return "写法不规范"
    found = []
    if (match["open"], match["close"]) != ("〔", "〕"):
        found.append(f"年份没有用六角括号，用的是“{match['open']}{match['close']}”")
    if len(match["year"]) != len("2022"):
        found.append("年份不是全称")
    if match["the"]:
        found.append("序号前有“第”")
    if match["serial"].startswith(("0", "０")):
        found.append("序号前补了零")
    if not match["end"]:
        found.append("末尾缺少“号”")
    if re.search("[０-９]", written):
        found.append("数字是全角的")
    if re.search(r"\s|年", written):
        found.append("中间有多余的字或者空格")
    return "，".join(found) or "写法不规范"


def _proper(written: str) -> str:
    match = _PARTS.fullmatch(written)
    # Of a year of three figures nobody knows which is missing.
    if not match or len(match["year"]) == len("202"):
        return "照“×人发〔2022〕3号”的样子写"
    year = int(match["year"])
    if len(match["year"]) == len("22"):
        year += 1900 if year > _LAST_CENTURY else 2000
    return f"请写作“{match['organ']}〔{year}〕{int(match['serial'])}号”"


def approver(document: Document) -> Iterator[Finding]:
    """7.2.6: a document that goes up 上行文 names its 签发人, with one label."""
    header = document.header
    if kind_of(document.kind).upward and header.marks and not header.approvers:
        line = _marks(document)[0]
        yield Finding(line, f"上行文（{kind_of(document.kind).chinese}）没有签发人", "请加上“approvers: 姓名”")
    for written in header.approvers:
        name = written.removeprefix(f"{_LABEL}：")
        at = Printed(name, document.line_of("approvers"))
        if name.startswith(_LABEL):
            yield Finding(at, f"签发人“{name[:20]}”的标注写得不规范", "“签发人”后用全角“：”，或者只写姓名，标注会自动加上")
        elif re.search("[、，；,;]", name):
            yield Finding(at, f"几位签发人“{name[:20]}”写在了一起", "每人一项，写成列表")
