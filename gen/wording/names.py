"""A line → the names of people in it, where it is a list of names 名单 and nothing else.

A name has two to four hanzi, up to seven if it begins as Mongolian or Kazakh names do, or parts joined by ·, or × for a
hanzi that is kept back; a note in parentheses may follow it. The spaces between names and inside 丁　一 are layout: a name is its characters.
"""

from typing import Final

from msgspec import Struct

from gen.wording.name_words import beginnings, no_names, surnames
from gen.wording.patterns import late

BETWEEN: Final = "\u3000"
"""What is between two names in the text of a list."""
LEAST_NAMES: Final = 3
"""A line of fewer names is no list by itself."""
_TWO: Final = 2
_LONGEST: Final = 4
_LONGEST_ALONE: Final = 7
"""Of names without a ·, such as Mongolian ones, that begin as names of their people do."""
_LONGEST_PART, _MOST_PARTS, _LONGEST_NOTE, _LONGEST_LABEL = 8, 4, 40, 8

_APART: Final = late("[ \u3000]*[\t\u3000][ \t\u3000]*|  +")
"""What parts two names: a tab, a full-width space, two spaces."""
_ENDED: Final = frozenset("。；：，、！？…—.;:,!?|")
"""What a paragraph that is no list mostly ends with."""
_DOT: Final = late("[·•・‧∙]")
_SPACED: Final = late("(.) (.)")
_KEPT_BACK: Final = "×"
_UNNAMED: Final = frozenset("×某")
_COUNTED = late("[0-9０-９]|[一二三四五六七八九十百]+[人名位]|[。；：]")
"""In parentheses this counts the people of a group, or is a sentence."""
_COLON: Final = "："
_PAUSE: Final = "、"
_ATTENDANCE: Final = frozenset({"出席", "请假", "缺席", "列席", "出席人员", "请假人员", "缺席人员", "列席人员"})

_GROUP: Final = frozenset("界团组区县市省州旗盟乡镇村会院局厅部委处科室队站所校厂族员长任席人类")
"""What the name of a group of people ends with: alone on a line it is a heading over their names."""


class NameLine(Struct, frozen=True):
    """A line that is names and nothing else, each name without the spaces in it.

    `label` is what precedes them: 出席：. `apart`: it has a space that parts names or their characters.
    """

    names: tuple[str, ...]
    label: str = ""
    apart: bool = True

    @property
    def text(self) -> str:
        """The line as the text of a list: its names with U+3000 between."""
        return self.label + BETWEEN.join(self.names)


def name_line(text: str) -> NameLine | None:
    """A line → its names, if it is names parted by tabs, full-width spaces or two spaces, and nothing else; else None.

    One name is enough; `is_list` says whether lines are a list.
    """
    label, names = "", text
    if _COLON in text:
        label, _, names = text.partition(_COLON)
        if not _is_label(label):
            return None
        label += _COLON
    if not names or names[-1] in _ENDED:
        return None
    found = _split(names.strip())
    if not found or not no_names().isdisjoint(found):
        return None
    return NameLine(found, label, _APART.search(text, len(label)) is not None)


def may_be_names(text: str) -> bool:
    """Whether a line has the spaces of a list and no mark at its end: most paragraphs have neither."""
    return (BETWEEN in text or "\t" in text or "  " in text) and text[-1] not in _ENDED


def is_list(lines: list[NameLine]) -> bool:
    """Whether lines of names that begin as lists do are one: at least half of the names begin as names do."""
    names = [name for line in lines for name in line.names]
    return len(names) >= _TWO and 2 * sum(map(is_known, names)) >= len(names)


def opens_list(line: NameLine) -> bool:
    """Whether a line begins or goes on with a list.

    It has three names, or two if one has a ·, ×, 某 or a note, or if they are those of 出席, 请假 or 列席.
    """
    declared = line.label.rstrip(_COLON) in _ATTENDANCE or any(map(_is_certain, line.names))
    return len(line.names) >= (_TWO if declared else LEAST_NAMES)


def ends_list(line: NameLine, *, last: bool) -> bool:
    """Whether a line of one or two names belongs to the list above it; `last`: no further line of the list follows.

    A single word may be a heading, such as the name of a delegation, over the names below it.
    """
    if line.label or not all(map(is_known, line.names)):
        return False
    if len(line.names) == _TWO:
        return True
    name = line.names[0]
    if _DOT.search(name):
        return True
    return last and bare_name(name)[-1] not in _GROUP


def bare_name(name: str) -> str:
    """A name → the same without the note behind it: 张伟（女，蒙古族） → 张伟."""
    return name.partition("（")[0].partition("(")[0]


def is_spread(name: str) -> bool:
    """Whether a name is spread to the width of three characters: it has two and no ·."""
    return len(bare_name(name)) == _TWO


def is_known(name: str) -> bool:
    """Whether a name begins with a surname, or is certainly one: it has a ·, ×, 某 or a note."""
    bare = bare_name(name)
    return bare[0] in surnames() or bare[:_TWO] in beginnings() or _is_certain(name)


def run_on_names(text: str, label: int = 0, *, declared: bool = False) -> list[tuple[int, int]]:
    """A text that is names with 、 between and nothing else → the places of the names; empty for any other text.

    Its first `label` characters, and a full stop at its end, do not count. `declared`: it is known to name people.
    """
    end = len(text) - (text[-1:] in {"。", "；"})
    if text.count(_PAUSE, label, end) < LEAST_NAMES - 1:
        return []
    found: list[tuple[int, int]] = []
    start = label
    for word in text[label:end].split(_PAUSE):
        if not _name(word) or word in no_names():
            return []
        found.append((start, start + len(word)))
        start += len(word) + 1
    names = [text[start:end] for start, end in found]
    return found if declared or 2 * sum(map(is_known, names)) >= len(names) else []


def _is_certain(name: str) -> bool:
    return not _UNNAMED.isdisjoint(name) or _DOT.search(name) is not None or name != bare_name(name)


def _is_label(text: str) -> bool:
    bare = "".join(text.split())
    return 0 < len(bare) <= _LONGEST_LABEL and all(map(_is_han, bare))


def _split(text: str) -> tuple[str, ...]:
    """A line → its names; empty if one of its words is no name. Two words of one character are a name: 丁　一."""
    found: list[str] = []
    first = ""
    for word in _APART.split(text):
        if first:
            found.append(_name(first + word) if len(bare_name(word)) == 1 else "")
            first = ""
        elif len(word) == 1 and _is_han(word):
            first = word
        elif word[0] in "（(" and found and found[-1] == bare_name(found[-1]):
            found[-1] = _name(found[-1] + word)
        else:
            found.append(_name(word))
        if found and not found[-1]:
            return ()
    return () if first else tuple(found)


def _name(word: str) -> str:
    """A word → the name that it is, without spaces; empty if it is none."""
    if spaced := _SPACED.fullmatch(word):
        word = "".join(spaced.groups())
    bare = bare_name(word).rstrip()
    note = word[len(bare) :].lstrip()
    if note and (note[-1] not in "）)" or len(note) > _LONGEST_NOTE or note.count("（") + note.count("(") > 1 or _COUNTED.search(note)):
        return ""
    parts = _DOT.split(bare)
    if bare[:1] == _KEPT_BACK and set(bare) != {_KEPT_BACK}:
        return ""  # an organ or a place: ××市
    if len(parts) == 1:
        longest = _LONGEST_ALONE if bare[:_TWO] in beginnings() else _LONGEST
        return bare + note if _TWO <= len(bare) <= longest and all(map(_is_character, bare)) else ""
    well = len(parts) <= _MOST_PARTS and all(0 < len(part) <= _LONGEST_PART and all(map(_is_character, part)) for part in parts)
    return bare + note if well else ""


def _is_character(character: str) -> bool:
    return _is_han(character) or character == _KEPT_BACK


def _is_han(character: str) -> bool:
    """Whether a character is Han. It compares code points: a pattern with a class that large takes 3 ms to compile."""
    return "一" <= character <= "鿿" or "㐀" <= character <= "䶿" or "豈" <= character <= "\ufaff" or "\U00020000" <= character <= "\U0003fffd"
