"""A fault is one line and an exit code."""

import errno
import os
import pickle
import re

import pytest

from gen.errors import ConfigError, Diagnostic, Exit, FontError, GenError, OutputError, Place, SourceError, TemplateError, reason

WRONG = Diagnostic("7.3.5.4", "月、日不编虚位", Place("source/x.md", 12, 3), "写作“3月5日”")


@pytest.mark.parametrize(
    ("place", "printed"),
    [(Place("x.md", 12, 3), "x.md:12:3"), (Place("x.md", 12), "x.md:12"), (Place("x.md"), "x.md"), (Place("x.md", 0, 3), "x.md")],
)
def test_a_place_prints_what_is_known(place: Place, printed: str) -> None:
    assert str(place) == printed


def test_a_diagnostic_is_one_line() -> None:
    assert str(WRONG) == "source/x.md:12:3: 错误 [7.3.5.4] 月、日不编虚位；写作“3月5日”"
    assert str(Diagnostic("文件", "文件是空的", Place("x.md"), warning=True)) == "x.md: 警告 [文件] 文件是空的"


def test_places_sort_by_file_and_line() -> None:
    places = [Place("b.md", 1), Place("a.md", 12), Place("a.md", 3, 9), Place("a.md", 3, 2)]
    assert sorted(places) == [Place("a.md", 3, 2), Place("a.md", 3, 9), Place("a.md", 12), Place("b.md", 1)]


@pytest.mark.parametrize(
    ("kind", "code"),
    [(SourceError, 1), (TemplateError, 3), (FontError, 4), (OutputError, 5), (ConfigError, 6), (GenError, 70)],
)
def test_every_failure_has_its_exit_code(kind: type[GenError], code: int) -> None:
    assert kind(WRONG).exit_code == code
    assert kind(WRONG).exit_code in Exit


@pytest.mark.parametrize("kind", [SourceError, TemplateError, FontError, OutputError, ConfigError, GenError])
def test_a_failure_crosses_processes(kind: type[GenError]) -> None:
    failure = kind(WRONG, WRONG)
    again = pickle.loads(pickle.dumps(failure))  # noqa: S301 — what we pickled ourselves
    assert type(again) is kind
    assert again.diagnostics == (WRONG, WRONG)
    assert str(again) == str(failure) == f"{WRONG}\n{WRONG}"


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.ENAMETOOLONG, errno.EIO, errno.ELOOP, errno.ESTALE])
def test_what_the_system_says_is_told_in_chinese(number: int) -> None:
    said = reason(OSError(number, os.strerror(number), "甲.md"))
    assert re.fullmatch("[一-鿿，]+", said)


def test_a_reason_that_has_no_chinese_is_its_number() -> None:
    assert reason(OSError(errno.ECHILD, "No child processes")) == f"系统错误 {errno.ECHILD}"
    assert reason(OSError("cannot identify image file")) == "系统没有说明原因"
    assert reason(ValueError("embedded null byte")) == "路径里有不能用的字符"
