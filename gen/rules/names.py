"""Names of organs and short names of a text → where they disagree, are defined twice, or are not used."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from gen.document.model import Document
from gen.rules.printed import Finding, Printed, of, running
from gen.wording.lines import bare
from gen.wording.organs import organ_of_title
from gen.wording.patterns import late

_TERM: Final = late("第[^第届]{1,4}届")
_DEFINED: Final = late("（以下(?:简称|统称|称|合称)[“《]?([^“”《》（）、，。]{1,20})[”》]?）")


def is_same_organ(one: str, other: str) -> bool:
    """Whether two names are of one organ, as 全国人大常委会 and 全国人民代表大会常务委员会; 第…届 does not count."""
    short, full = sorted((_TERM.sub("", bare(one)), _TERM.sub("", bare(other))), key=len)
    rest = iter(full)
    return all(character in rest for character in short)


def _defined(document: Document) -> Iterator[tuple[Printed, re.Match[str]]]:
    for line in running(document):
        for match in _DEFINED.finditer(line.text):
            yield line, match


def defined_twice(document: Document) -> Iterator[Finding]:
    """A short name is defined once."""
    met: set[str] = set()
    for line, match in _defined(document):
        if match[1] in met:
            yield Finding(line, f"“以下简称{match[1]}”前面已经说过", "请删去这一处，或者换一个简称", match.start())
        met.add(match[1])


def unused(document: Document) -> Iterator[Finding]:
    """A short name is used after it is defined."""
    whole = "\n".join(line.text for line in running(document))
    defined = list(_defined(document))
    given = Counter(match[1] for _, match in defined)
    idle = {name for name, times in given.items() if whole.count(name) == times}
    for line, match in defined:
        if match[1] in idle:
            yield Finding(line, f"简称“{match[1]}”后面没有用到", "请删去“（以下简称…）”，或者后文使用简称", match.start())


def title_organ(document: Document) -> Iterator[Finding]:
    """The organ at the beginning of a title is the organ that issues."""
    named = organ_of_title(document.title)
    # 对市人民政府关于……报告的审议意见 names who is addressed.
    if named and not named.startswith("对") and document.organ and not is_same_organ(named, document.organ):
        message = f"标题里的机关“{named[:30]}”与制发机关“{document.organ[:30]}”不是同一机关"
        yield Finding(of(document, "title")[0], message, "机关名称全文用全称或者规范化简称，请改成一致")
