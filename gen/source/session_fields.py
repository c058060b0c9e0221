"""Fields of the papers of a meeting → their printed lines: 副题 of a report, 领衔代表 and 附议代表 of a 议案 or 建议."""

from typing import Final

from gen.source.fields import Fields
from gen.source.signature_fields import texts
from gen.wording.names import name_line
from gen.wording.patterns import late

_DASH: Final = "——"
_OTHER_DASH: Final = late("[-－–—―─一~～]+")


def subtitle(fields: Fields) -> str:
    """Read the 副题, and add the —— before it if the author left it out (GB/T 15834-2011, 4.13.3.9); another dash is an error."""
    line = fields.optional("subtitle")
    if not line:
        return ""
    if line.text.startswith(_DASH) and not line.text.startswith(_DASH + _DASH[0]):
        return line.text
    match = _OTHER_DASH.match(line.text)
    if match and match[0] != "一":
        message = f"副题前的“{match[0]}”不是破折号“{_DASH}”"
        fields.faults.error("GB/T 15834", message, line.spot(), f"请写作“{_DASH}{line.text[match.end() :].lstrip()[:30]}”，或者不写，会自动加上")
        return ""
    return _DASH + line.text


def movers(fields: Fields) -> tuple[str, ...]:
    """Read the lines of 领衔代表 and 附议代表; a line without a colon, which parts label and names, is an error."""
    lines = fields.lines("movers", brackets=True)
    for line in lines:
        if "：" not in line.text:
            hint = "照“领衔代表：×××”“附议代表：×××、×××”的样子写"
            fields.faults.error("领衔代表", f"“{line.text[:20]}”没有冒号", line.spot(), hint)
    return tuple(named(text) for text in texts([line for line in lines if "：" in line.text]))


def named(text: str) -> str:
    """A line of 出席、请假、列席人员, 领衔代表、附议代表 → the same; where spaces part names, one full-width space between each two."""
    line = name_line(text)
    return line.text if line and line.label and line.apart and line.names[1:] else text
