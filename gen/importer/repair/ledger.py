"""What an import did to a text, kept beside the source: from which file, every repair with its place, and how to find it in the source again."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct

from gen.errors import Diagnostic, Place, SourceError
from gen.importer.receive.items import Item, RawLine
from gen.importer.receive.script import solid
from gen.importer.repair.repaired import Repair, Repaired

SUFFIX: Final = ".repairs.json"
_VERSION: Final = 1
_DIGEST: Final = 8
_RULE: Final = "修改记录"


class Ledger(Struct, frozen=True):
    """The record of one import.

    `sha256` is that of the input file, `characters` that of the text received without white space. `places` are, for each repair, how
    many characters of the source's printed text come before its `after`, white space not counted; None when the paragraph is not in
    the source. `paragraphs` are the printed paragraphs of the source as it was written: digest and number of characters. `source` is the
    SHA-256 of the source as it was written, empty in a ledger that is older than this field.
    """

    file: str
    encoding: str
    sha256: str
    characters: str
    repairs: tuple[Repair, ...]
    places: tuple[int | None, ...]
    paragraphs: tuple[str, ...]
    source: str = ""


def make_ledger(file: str, data: bytes, repaired: Repaired, printed: str, source: bytes = b"") -> Ledger:
    """A file, its repaired items, the text that the document made of them prints, the source's bytes → the ledger."""
    text = solid(printed)
    whole = [solid(_text(item)) for item in repaired.items]
    characters = "".join(whole)
    places: Sequence[int | None] = repaired.offsets if characters == text else _places(repaired.offsets, whole, text)
    return Ledger(
        file=file,
        encoding=repaired.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        characters=digest(unrepaired(characters, repaired.repairs, repaired.offsets)),
        repairs=repaired.repairs,
        # A line of nothing but what cannot be seen is nowhere in the source.
        places=tuple(place if solid(repair.after) else None for repair, place in zip(repaired.repairs, places, strict=True)),
        paragraphs=tuple(map(paragraph_mark, printed.split("\n"))),
        source=hashlib.sha256(source).hexdigest(),
    )


def digest(text: str) -> str:
    """A text → the SHA-256 of it in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def paragraph_mark(paragraph: str) -> str:
    """A printed paragraph → what tells it from others: a digest of its characters, and how many they are."""
    characters = solid(paragraph)
    return f"{digest(characters)[:_DIGEST]} {len(characters)}"


def unrepaired(text: str, repairs: Sequence[Repair], offsets: Sequence[int]) -> str:
    """A repaired text without white space → the same as it was received: every `after` at its offset becomes its `before`."""
    pieces: list[str] = []
    reached = 0
    for repair, offset in zip(repairs, offsets, strict=True):
        head, before, after, _ = core(repair)
        start = offset + len(solid(head))
        pieces += (text[reached:start], solid(before))
        reached = start + len(solid(after))
    return "".join([*pieces, text[reached:]])


def core(repair: Repair) -> tuple[str, str, str, str]:
    """A repair → the characters before the change, what they were, what they became, the characters after."""
    before, after = repair.before, repair.after
    shorter = min(len(before), len(after))
    head = next((index for index in range(shorter) if before[index] != after[index]), shorter)
    tail = next((index for index in range(shorter - head) if before[-1 - index] != after[-1 - index]), shorter - head)
    return before[:head], before[head : len(before) - tail], after[head : len(after) - tail], before[len(before) - tail :]


def to_json(ledger: Ledger) -> bytes:
    """A ledger → its file: keys sorted, a repair a line, the same for the same ledger; `seal` is the SHA-256 of the file with an empty seal."""
    return _file(ledger, hashlib.sha256(_file(ledger, "")).hexdigest())


def source_digest(data: bytes) -> str:
    """The bytes of a ledger's file → the SHA-256 of the source as it was written; empty when they are not a ledger as `to_json` wrote it."""
    try:
        ledger = from_json(data, "")
    except SourceError:
        return ""
    return ledger.source if data == to_json(ledger) else ""


def _file(ledger: Ledger, seal: str) -> bytes:
    rows = [
        {"after": repair.after, "before": repair.before, "column": repair.column, "line": repair.line, "place": place, "rule": repair.rule}
        for repair, place in zip(ledger.repairs, ledger.places, strict=True)
    ]
    values = {
        "characters": ledger.characters,
        "encoding": ledger.encoding,
        "file": ledger.file,
        "paragraphs": list(ledger.paragraphs),
        "repairs": rows,
        "seal": seal,
        "sha256": ledger.sha256,
        "source": ledger.source,
        "version": _VERSION,
    }
    lines = []
    for key, value in values.items():
        if isinstance(value, list) and value:
            inner = ",\n".join(f"    {_json(element)}" for element in value)
            lines.append(f"  {_json(key)}: [\n{inner}\n  ]")
        else:
            lines.append(f"  {_json(key)}: {_json(value)}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    if text.isprintable():
        return text
    # What cannot be seen is escaped, so that a person can tell it.
    return "".join(character if character.isprintable() or character == "\u3000" else json.dumps(character)[1:-1] for character in text)


def from_json(data: bytes, file: str) -> Ledger:
    """The bytes of a ledger's file → the ledger. SourceError when it is not one."""
    try:
        values = json.loads(data)
        if values["version"] != _VERSION:
            raise _not_a_ledger(file, f"是第 {values['version']} 版的")
        return Ledger(
            file=_string(values["file"]),
            encoding=_string(values["encoding"]),
            sha256=_string(values["sha256"]),
            characters=_string(values["characters"]),
            repairs=tuple(map(_repair, values["repairs"])),
            places=tuple(None if row["place"] is None else _number(row["place"]) for row in values["repairs"]),
            paragraphs=tuple(map(_paragraph, values["paragraphs"])),
            source=_string(values.get("source", "")),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _not_a_ledger(file, f"读不懂（{type(error).__name__}）") from None


def _repair(row: dict[str, Any]) -> Repair:
    return Repair(_number(row["line"]), _number(row["column"]), _string(row["before"]), _string(row["after"]), _string(row["rule"]))


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise TypeError
    return value


def _paragraph(value: object) -> str:
    mark, _, count = _string(value).partition(" ")
    if len(mark) != _DIGEST or not count.isdecimal():
        raise ValueError(value)
    return f"{mark} {count}"


def _not_a_ledger(file: str, what: str) -> SourceError:
    return SourceError(Diagnostic(_RULE, f"修改记录{what}，不能用", Place(file), "请从原稿重新导入"))


def _text(item: Item) -> str:
    return item.text if isinstance(item, RawLine) else "".join(cell for row in item.rows for cell in row)


def _places(offsets: Sequence[int], whole: Sequence[str], printed: str) -> tuple[int | None, ...]:
    """Find items in a printed text that is not just all of them, in order: where each repair's item begins in it, if it is there."""
    places: list[int | None] = []
    remaining = list(offsets)
    remaining.reverse()
    begin = reached = 0
    for text in whole:
        end = begin + len(text)
        mine = []
        while remaining and remaining[-1] < end:
            mine.append(remaining.pop() - begin)
        if mine or len(text) > _DIGEST:
            found = printed.find(text, reached)
            found = printed.find(text) if found < 0 else found
            reached = found + len(text) if found >= 0 else reached
            places += (found + offset if found >= 0 else None for offset in mine)
        begin = end
    return (*places, *[None] * len(remaining))
