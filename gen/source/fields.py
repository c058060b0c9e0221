"""The values of a front matter → text, lines and dates by name; one of the wrong type is a fault with its place."""

from collections.abc import Collection, Mapping
from typing import Final

from msgspec import Struct, field

from gen.source.dates import printed_date
from gen.source.faults import Faults, Line, Spot
from gen.source.values import Faulty, Listing, Node, Scalar, Section

_RULE: Final = "字段"
_TYPES: Final = {"int": "整数", "float": "小数", "bool": "真假值", "timestamp": "日期"}
_LONGEST_SHOWN: Final = 40
_FLAGS: Final = {"true": True, "false": False}


class Fields(Struct):
    """Reads each field of one section by its name and type; an unknown name is a fault.

    `names` are the names that may be used, with their Chinese. `prefix` goes before a name in messages. `blank` are the
    names whose value may be `""`, which prints nothing. `slips` map likely misspellings to names.
    """

    section: Section
    names: Mapping[str, str]
    prefix: str
    faults: Faults
    blank: Collection[str] = ()
    slips: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for key, (spot, _) in self.section.entries.items():
            if key not in self.names:
                meant = self._meant(key)
                self.slips.add(meant)
                hint = f"是不是“{meant}”？" if meant else f"可以写的有 {'、'.join(self.names)}"
                self.faults.error(_RULE, f"没有名为“{self.prefix}{key[:_LONGEST_SHOWN]}”的字段", spot, hint)

    def _meant(self, key: str) -> str:
        """The name that an unknown one was probably meant to be; empty for none."""
        same = [name for name, chinese in self.names.items() if chinese == key]
        import difflib

        near = same or difflib.get_close_matches(key.lower()[:_LONGEST_SHOWN], self.names, 1)
        return near[0] if near else ""

    def label(self, key: str) -> str:
        """The name of a field in messages."""
        return f"{self.prefix}{key}（{self.names[key]}）"

    def has(self, key: str) -> bool:
        """Whether a field is present, even under a misspelt name."""
        return key in self.section.entries or key in self.slips

    def spot(self, key: str) -> Spot:
        """The place of a field's name; without the field, the place of the section."""
        spot, _ = self.section.entries.get(key, (self.section.spot, None))
        return spot

    def is_blank(self, key: str) -> bool:
        """Whether the value of a field is `""`, which prints nothing, and may be."""
        if key not in self.blank:
            return False
        value = self._value(key)
        return isinstance(value, Scalar) and not value.lines and not value.taken_for

    def demand(self, key: str, hint: str = "") -> None:
        """Add an error if a field is absent."""
        # A name with a slip in it has been reported already.
        if not self.has(key):
            self.faults.error(_RULE, f"缺少 {self.label(key)}", self.section.spot, hint or f"请加上“{key}: …”")

    def optional(self, key: str) -> Line | None:
        """Read a field of one line; None if it is absent, blank or faulty."""
        found = self.section.entries.get(key)
        return None if found is None or self.is_blank(key) else self._one(key, found[1])

    def required(self, key: str) -> Line | None:
        """Read a field of one line; its absence is an error."""
        self.demand(key)
        return self.optional(key)

    def text(self, key: str) -> str:
        """Read the text of a field of one line; empty if it is absent, blank or faulty."""
        line = self.optional(key)
        return line.text if line else ""

    def lines(self, key: str, *, brackets: bool = False) -> tuple[Line, ...]:
        """Read the lines of a field that is text or a list of texts; blank lines do not count.

        A list in brackets is an error unless `brackets`: the author may want the brackets printed.
        """
        found = self.section.entries.get(key)
        if found is None or self.is_blank(key):
            return ()
        value = found[1]
        if not isinstance(value, Listing) or (value.flow and not brackets):
            return self._text(key, value)
        if not value.items:
            self.faults.error("类型", f"{self.label(key)}是空的列表", value.spot, "请写上内容，或者删去这个字段")
        return tuple([line for item in value.items for line in self._text(key, item)])

    def date(self, key: str) -> Line | None:
        """Read a date → as printed; None if it is absent, empty if it is faulty."""
        return self.dated(key, "")

    def dated(self, key: str, word: str) -> Line | None:
        """Read a date with an optional word after it → as printed; None if it is absent, empty if it is faulty."""
        value = self._value(key)
        if value is None:
            return None
        # 2022-12-20 is text to us whatever YAML takes it for.
        line = value.lines[0] if isinstance(value, Scalar) and value.taken_for not in {"", "null"} else self._one(key, value)
        if not line:
            return None
        date = printed_date(Line(line.text.removesuffix(word), line.line, line.column), self.faults)
        return Line(date + word if date else "", line.line, line.column)

    def flag(self, key: str) -> bool | None:
        """Read a field that is true or false; None if it is absent or faulty."""
        value = self._value(key)
        if value is None or isinstance(value, Faulty):
            return None
        if isinstance(value, Scalar) and value.text in _FLAGS:
            return _FLAGS[value.text]
        self.faults.error("类型", f"{self.label(key)}只能写 true 或者 false", value.spot, f"写“{key}: true”，或者删去这个字段")
        return None

    def inner(self, key: str, names: Mapping[str, str], blank: Collection[str] = ()) -> "Fields | None":
        """Read a field that has fields of its own; None if it is absent or faulty."""
        value = self._value(key)
        if value is None or isinstance(value, Faulty):
            return None
        if not isinstance(value, Section):
            listed = "、".join(names)
            self.faults.error("类型", f"{self.label(key)}下面应当分项写", value.spot, f"请另起一行，缩进后写 {listed}")
            return None
        return Fields(section=value, names=names, prefix=f"{self.prefix}{key}.", faults=self.faults, blank=blank)

    def _value(self, key: str) -> Node | None:
        found = self.section.entries.get(key)
        return found[1] if found else None

    def _one(self, key: str, value: Node) -> Line | None:
        lines = self._text(key, value)
        if len(lines) > 1:
            self.faults.error("类型", f"{self.label(key)}只能有一行，写了{len(lines)}行", lines[1].spot(), "请写成一行")
            return None
        return lines[0] if lines else None

    def _text(self, key: str, value: Node) -> tuple[Line, ...]:
        if isinstance(value, Faulty):
            return ()
        if not isinstance(value, Scalar):
            what = "列表" if isinstance(value, Listing) else "分项"
            hint = "文字如果以括号开头，请把整个值用单引号括起来" if value.flow else "请写成文字"
            self.faults.error("类型", f"{self.label(key)}应当是文字，写成了{what}", value.spot, hint)
            return ()
        if value.taken_for == "null" or not value.lines:
            hint = f'请写上内容；不印的，写“{key}: ""”' if key in self.blank else "请写上内容，或者删去这个字段"
            self.faults.error("类型", f"{self.label(key)}没有内容", value.spot, hint)
            return ()
        if value.taken_for:
            what = _TYPES.get(value.taken_for, "特殊符号")
            shown = value.text[:_LONGEST_SHOWN]
            message = f"{self.label(key)}应当是文字，“{shown}”会被 YAML 当作{what}"
            self.faults.error("类型", message, value.spot, f"如果确是文字，请加单引号：'{shown}'")
            return ()
        return value.lines
