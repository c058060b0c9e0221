"""文首信息, the YAML between two `---` lines → its values, each with its place, or faults.

Only as much YAML as a clerk can read aloud: `name: value`, one level of names below, lists, and `|` for several lines.
Anything by which YAML reads another value than the author sees (aliases, tags, comments after a value, folding) is an
error. Values are built from the events of PyYAML's parser, never by its constructors, so no input can construct
anything. Source: YAML 1.1.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NoReturn, Protocol

import yaml

from gen.source.characters import REPLACEMENT
from gen.source.faults import Faults, Line, Spot
from gen.source.values import Faulty, Listing, Node, Scalar, Section
from gen.source.yaml_slips import QUOTE_IT, not_named, usual_slip

MOST_BYTES: Final = 1 << 20
_DEEPEST: Final = 4
_RULE: Final = "文首信息"
_STRING: Final = "tag:yaml.org,2002:str"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_resolve: Callable[..., str] = yaml.resolver.Resolver().resolve


class _Mark(Protocol):
    """A place as both of PyYAML's parsers give it: line and column from 0."""

    line: int
    column: int


class _GiveUpError(Exception):
    """After the error just added, the rest of the YAML cannot be read."""


def parse(lines: Sequence[str], first: int, faults: Faults) -> Section | None:
    """Lines from a `---`, which is line `first`, up to the next → the named values.

    None, with an error, if they are not YAML of our kind.
    """
    if len("\n".join(lines).encode()) >= MOST_BYTES:
        faults.error(_RULE, "文首信息超过 1 MiB", Spot(first), "正文请写在第二个“---”之后")
        return None
    tabbed = False
    for number, line in enumerate(lines, first):
        if "\t" in line and line.strip() and "\t" in line[: len(line) - len(line.lstrip())]:
            faults.error(_RULE, "缩进用了制表符", Spot(number, 1), "请改用空格缩进")
            tabbed = True
    plain = [line.replace("\t", " ") for line in lines]
    builder = _Builder(plain, first, faults)
    section = None
    failed = -1
    try:
        section = builder.build()
    except _GiveUpError:
        pass
    except yaml.MarkedYAMLError as error:
        failed = _at(error.problem_mark)[0]
        # A tab in the indentation has been reported already.
        if not tabbed:
            _explain(error, plain, first, faults)
    # PyYAML's scanner in Python raises these for an impossible escape such as "\UFFFFFFFF".
    except (yaml.YAMLError, ValueError, OverflowError):
        faults.error(_RULE, *not_named(Spot(first)))
    for lines_of_value in builder.folded:
        # PyYAML takes a line that is not YAML for the end of the value above it: one slip gives one error.
        if failed not in lines_of_value:
            spot = Spot(first + lines_of_value.start, 1)
            faults.error(_RULE, "一个值跨了几行，换行会变成空格", spot, "请写在一行里，或者改用“|”，或者写成列表")
    return section


class _Builder:
    """Builds the values from the parser's events in one pass. It refuses an alias at once, so that none can grow."""

    def __init__(self, lines: Sequence[str], first: int, faults: Faults) -> None:
        # The place of an absent value may be after the last line.
        self._lines = [*lines, ""]
        self._first = first
        self._faults = faults
        self.folded: list[range] = []
        """The values that are written over several lines, as the indexes of their lines."""
        self._events: Iterator[yaml.Event] = iter(yaml.parse("\n".join(lines) + "\n", Loader=_LOADER))

    def build(self) -> Section:
        root: Node = Section(Spot(self._first))
        document = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                document += 1
                if document > 1:
                    self._give_up("有不止一份 YAML", self._spot(event), "文首信息里不能再写“---”或者“...”")
            elif isinstance(event, yaml.ScalarEvent):
                if event.value:
                    self._give_up(*usual_slip(self._lines, [_at(event.start_mark)[0]], self._first) or not_named(self._spot(event)))
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1)
        if isinstance(root, Listing):
            self._give_up(*not_named(root.spot))
        return root if isinstance(root, Section) else Section(Spot(self._first))

    def _node(self, event: yaml.Event, depth: int) -> Node:
        spot = self._spot(event)
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag is None:
            return self._scalar(event, spot)
        if isinstance(event, yaml.AliasEvent):
            self._give_up("用了别名“*”", spot, f"值如果以“*”开头，{QUOTE_IT}；否则请把内容写全")
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            self._give_up("用了锚点“&”", spot, f"值如果以“&”开头，{QUOTE_IT}；否则请删去“&{event.anchor}”")
        tagged = isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag is not None
        if tagged:
            self._faults.error(_RULE, "用了标签“!”", spot, f"值如果以“!”开头，{QUOTE_IT}；否则请删去标签")
        if isinstance(event, yaml.CollectionStartEvent) and depth > _DEEPEST:
            self._give_up(f"层次超过{_DEEPEST}层", spot, f"值如果以“[”或者“{{”开头，{QUOTE_IT}")
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event, spot)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._listing(event, depth)
        else:
            node = self._section(event, depth)
        return Faulty(spot) if tagged else node

    def _listing(self, start: yaml.Event, depth: int) -> Node:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return self._closed(Listing(self._spot(start), tuple(items), flow=self._is_flow(start)), event)
            items.append(self._node(event, depth + 1))
        raise _GiveUpError

    def _section(self, start: yaml.Event, depth: int) -> Node:
        entries: dict[str, tuple[Spot, Node]] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return self._closed(Section(self._spot(start), entries, flow=self._is_flow(start)), event)
            name = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if isinstance(name, Faulty):
                continue
            if not isinstance(name, Scalar) or "\n" in name.text:
                self._faults.error(_RULE, "名称不是一个词", name.spot, f"值如果以“[”、“{{”或者“?”开头，{QUOTE_IT}")
            elif name.text == "<<":
                self._faults.error(_RULE, "用了合并键“<<”", name.spot, "请把内容写全")
            elif name.text in entries:
                first = entries[name.text][0].line
                self._faults.error("字段", f"“{name.text}”写了两次，第{first}行已经写过", name.spot, "请删去一处")
            else:
                entries[name.text] = (name.spot, value)
        raise _GiveUpError

    def _closed(self, node: Listing | Section, end: yaml.Event) -> Node:
        return Faulty(node.spot) if node.flow and self._has_comment(end) else node

    def _scalar(self, event: yaml.ScalarEvent, spot: Spot) -> Node:
        if REPLACEMENT in event.value or self._is_misread(event):
            return Faulty(spot)
        if event.style == "|":
            return Scalar(event.value, spot, tuple(self._printed(event.value, _at(event.start_mark)[0] + 1)))
        text = event.value.strip()
        column = spot.column + bool(event.style) + len(event.value) - len(event.value.lstrip())
        tag = _STRING if event.style else _resolve(yaml.ScalarNode, event.value, (True, False))
        lines = (Line(text, spot.line, column),) if text else ()
        return Scalar(text, spot, lines, taken_for="" if tag == _STRING else tag.rpartition(":")[2])

    def _is_misread(self, event: yaml.ScalarEvent) -> bool:
        """Whether YAML reads a value as something else than its text; adds an error, since that must not be printed."""
        (first, start), (last, end) = _at(event.start_mark), _at(event.end_mark)
        raw = self._lines[first][start:]
        if event.style == "|":
            if "#" in raw:
                self._comment(first, start + raw.index("#"))
            return "#" in raw
        if event.style == ">":
            self._faults.error(_RULE, "“>”会把几行并成一行", self._spot(event), "请改用“|”，或者写成列表")
            return True
        if first != last:
            self.folded.append(range(first, last + 1))
            return True
        if event.style == '"' and "\\" in raw[: end - start].replace(r"\\", "").replace(r"\"", ""):
            self._faults.error(_RULE, "双引号里的反斜杠会改变文字", self._spot(event), "请改用单引号")
            return True
        return self._has_comment(event)

    def _printed(self, text: str, start: int) -> Iterator[Line]:
        # A block scalar keeps its lines one to one, blank ones too.
        for index, line in enumerate(text.split("\n"), start):
            if line.strip():
                raw = self._lines[index]
                yield Line(line.strip(), self._first + index, len(raw) - len(raw.lstrip()) + 1)

    def _has_comment(self, event: yaml.Event) -> bool:
        """Add an error for a comment after a value: YAML silently cuts off ` #…`."""
        line, column = _at(event.end_mark)
        rest = self._lines[line][column:]
        if not rest or not rest.lstrip().startswith("#"):
            return False
        self._comment(line, column + rest.index("#"))
        return True

    def _comment(self, line: int, column: int) -> None:
        hint = f"“#”如果是文字，{QUOTE_IT}；如果是注释，请另起一行"
        self._faults.error(_RULE, "值后面的“#”会把后文当作注释丢掉", Spot(self._first + line, column + 1), hint)

    def _is_flow(self, event: yaml.Event) -> bool:
        return isinstance(event, yaml.CollectionStartEvent) and bool(event.flow_style)

    def _spot(self, event: yaml.Event) -> Spot:
        line, column = _at(event.start_mark)
        return Spot(self._first + line, column + 1)

    def _give_up(self, message: str, spot: Spot, hint: str) -> NoReturn:
        self._faults.error(_RULE, message, spot, hint)
        raise _GiveUpError


def _at(mark: _Mark | None) -> tuple[int, int]:
    return (mark.line, mark.column) if mark else (0, 0)


def _explain(error: yaml.MarkedYAMLError, lines: Sequence[str], first: int, faults: Faults) -> None:
    numbers = []
    # The context of a failure inside a scalar is where it began; that of a block is only where the whole began.
    if error.context_mark and "block mapping" not in (error.context or ""):
        numbers.append(error.context_mark.line)
    line, column = _at(error.problem_mark)
    numbers.append(line)
    numbers.extend(range(line - 1, max(line - 3, 0), -1))
    faults.error(_RULE, *usual_slip(lines, numbers, first) or not_named(Spot(first + line, column + 1)))
