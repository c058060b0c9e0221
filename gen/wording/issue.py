"""Signature, promulgation, title and 题注 of a document → the organ that issues it, and the day.

Source: docs/structure.md (`issuing_body`, `date`, `adoption_note`).
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import Final

from gen.document.model import Promulgation, Signature
from gen.wording.lines import bare, dates, is_event, whole_date
from gen.wording.organs import is_organ, organ_of_heading, organ_of_passage, organ_of_signature, organ_of_title

_BEFORE_EFFECT = re.compile(r"\s*起?(?:正式)?(?:施行|实施|实行|执行|生效)")
_HEADINGS: Final = ("令", "公告", "通知")
_NOBODY: Final = Signature(organ="", date="")


def adoption_note(passage: Sequence[str], promulgation: Promulgation | None) -> tuple[str, ...]:
    """题注 and promulgation → the lines of the 题注.

    On some websites it has no brackets and takes the place of the promulgation.
    """
    words = promulgation.text if promulgation else ()
    return tuple(passage) or (tuple(unit.text for unit in words) if all(is_event(unit.text) for unit in words) else ())


def issuing_organ(signature: Signature | None, promulgation: Promulgation | None, title: str, note: Sequence[str]) -> str:
    """The organ that issues: of the signature, else of the promulgation, the title or the 题注.

    Empty when none names one.
    """
    candidates = [organs_of(signature)]
    if promulgation:
        lines = [unit.text for unit in promulgation.text]
        headings = [promulgation.heading, *(line for line in lines if bare(line).endswith(_HEADINGS))]
        candidates += [organs_of(signed(promulgation)), *map(organ_of_heading, headings)]
    candidates += [organ_of_title(title), organ_of_passage(tuple(note))]
    return next(filter(None, candidates), "")


def organs_of(signature: Signature | None) -> str:
    """落款 → the organs that sign, with a space between them."""
    lines = [line for line in signature.organs if not whole_date(line)] if signature else []
    return " ".join(filter(None, map(organ_of_signature, lines)))


def issue_day(signature: Signature | None, promulgation: Promulgation | None, note: Sequence[str]) -> date | None:
    """The date of the signature, else of the promulgation, else the last in the 题注 that is not a date of effect.

    None without one.
    """
    day = day_of(signature) or (day_of(signed(promulgation)) if promulgation else None)
    if day:
        return day
    text = "\n".join(note)
    days = [found.day for found in dates(text) if not _BEFORE_EFFECT.match(text, found.end)]
    return days[-1] if days else None


def day_of(signature: Signature | None) -> date | None:
    """落款 → its date, which may be the last line of the 署名 when it is in an unusual form; None without one."""
    found = next(dates(signature.date or "".join(signature.organs[-1:])), None) if signature else None
    return found.day if found else None


def signed(promulgation: Promulgation) -> Signature:
    """公布公告 → its 落款, also when that is part of its text since more lines follow it."""
    if promulgation.signature.organ or promulgation.signature.date:
        return promulgation.signature
    lines = [unit.text for unit in promulgation.text]
    last = next((index for index in reversed(range(len(lines))) if whole_date(lines[index])), None)
    if last is None:
        return _NOBODY
    organs = list(takewhile(is_organ, reversed(lines[:last])))[::-1]
    return Signature(organ=organs[0] if organs else "", date=lines[last], joint=tuple(organs[1:]))
