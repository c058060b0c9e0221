"""Workspace and state → the digests of a build's present inputs, and why they differ from a recorded fingerprint.

A stamp shows quickly that a file has not changed. If it differs, the file is read and its digest decides.
"""

import json
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from gen import plugins
from gen.archive import program
from gen.archive.stamps import UNSETTLED, Stamp, now_ns, read_stamped, settled, stamp_of
from gen.archive.state import Fingerprint, State
from gen.document.kinds import PLUGGED
from gen.workspace.config import CONFIG_FILE
from gen.workspace.platform_folders import system_folders
from gen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from gen.fonts import Chain, FallbackDepths, FontFile

Loaded = Sequence[tuple[str, str]]
"""Each template that was asked for, and the digest of the loaded file; empty if there was none."""

_FONT_SUFFIXES: Final = (".ttf", ".otf", ".ttc", ".otc")
_UNREADABLE: Final = "unreadable"
_LARGE: Final = 1 << 20
_DIGESTS: Final = "digests"


class _FaceFile(Struct, frozen=True):
    """One file of a face's chain, without loading the package that opens it."""

    path: str
    number: int
    part: str


class BuildInputs:
    """The present inputs of a build; each file is looked at once a run, when it is first asked for.

    `choose` finds the fonts; it is called only if the folders that may hold them have changed.
    """

    def __init__(self, workspace: Workspace, state: State, font_mode: str, choose: "Callable[[], Chain]") -> None:
        self.workspace = workspace
        self.state = state
        self.font_mode = font_mode
        self.choose = choose
        self._new_facts: dict[str, str] = {}
        self._new_inputs: dict[str, tuple[Stamp, str]] = {}
        self._digests: dict[str, str] = {}

    @cached_property
    def program(self) -> str:
        """The digest of the program."""
        since = now_ns()
        seen, old = _aged(program.listing(), since)

        def find() -> str:
            everything = f"{program.PACKAGE}\n{seen}"
            found = _cached_digest(everything) if old else ""
            if not found:
                found = program.program_digest()
                if old:
                    _cache_digest(everything, found)
            return found

        return self._fact("program", lambda: (seen, old), find)

    def template(self, name: str) -> str:
        """A template's name → the digest of the file that a document's template would load by it, empty without one.

        For a kind of a plug-in it is what tells the state of the plug-in.
        """
        if name.startswith(PLUGGED):
            return plugins.identity(plugins.KINDS, name.removeprefix(PLUGGED))
        pieces = [piece for piece in name.split("/") if piece not in {"", "."}]
        if ".." in pieces:
            return ""
        for folder in self._template_folders:
            digest = self._digest(os.path.join(folder, *pieces))
            if digest:
                return digest
        return ""

    def fonts(self, depths: "FallbackDepths") -> str:
        """How far a document went into the chains → its fonts, in the form of a fingerprint."""
        rows = [
            [face, [[Path(file.path).name, file.number, file.part, self._digest(file.path)] for file in self._faces[face][:depth]]]
            for face, depth in depths
        ]
        return json.dumps(rows)

    def fingerprint(self, loaded: Loaded, depths: "FallbackDepths", pictures: Loaded, options: str) -> Fingerprint:
        """The inputs that a writer used → the fingerprint of its output."""
        return Fingerprint(self.program, json.dumps(sorted(loaded)), self.fonts(depths), json.dumps(pictures), options)

    def reasons(self, fingerprint: Fingerprint, options: str) -> list[str]:
        """Why an output of this fingerprint would differ now, in Chinese; empty if it would not."""
        found = []
        if fingerprint.program != self.program:
            found.append("程序或者所用的库换了版本")
        for name, digest in json.loads(fingerprint.templates):
            now = self.template(name)
            if now != digest:
                what = f"文种 {name.removeprefix(PLUGGED)} 的插件" if name.startswith(PLUGGED) else f"模板 templates/{name}"
                found.append(f"{what} {'改了' if now and digest else '新增了' if now else '不在了'}")
        for face, files in json.loads(fingerprint.fonts):
            current = self._faces.get(face, ())[: len(files)]
            was = [row[1:] for row in files]
            if [[file.number, file.part, self._digest(file.path)] for file in current] != was:
                found.append(f"字体 {face} 换了（原为 {'、'.join(row[0] for row in files)}）")
        for key, digest in json.loads(fingerprint.pictures):
            now = self._digest(os.path.join(self.state.folder, key))
            if now != digest:
                found.append(f"图片 {os.path.basename(key)} {'改了' if now else '不在了'}")
        if fingerprint.options != options:
            found.append(f"选项换了（{fingerprint.options or '无'} → {options or '无'}）")
        return found

    def remember(self) -> None:
        """Store in the state everything that this run had to look up."""
        if self._new_facts or self._new_inputs:
            self.state.remember(self._new_facts, self._new_inputs)
            self._new_facts, self._new_inputs = {}, {}

    @cached_property
    def chain(self) -> "Chain":
        """The font files of every face. FontError."""
        return self.choose()

    @cached_property
    def _template_folders(self) -> list[str]:
        return [str(folder) for folder in self.workspace.template_folders]

    @cached_property
    def _known_inputs(self) -> dict[str, tuple[Stamp, str]]:
        return self.state.inputs()

    @cached_property
    def _facts(self) -> dict[str, str]:
        return self.state.facts()

    @cached_property
    def _faces(self) -> Mapping[str, Sequence[_FaceFile]]:
        since = now_ns()
        rows = json.loads(self._fact(f"fonts {self.font_mode}", lambda: _aged(self._font_listing(), since), self._chosen))
        if any(_status_text(path) != status for _, files in rows for path, _, _, status in files):
            rows = json.loads(self._chosen())
            self._new_facts[f"fonts {self.font_mode}"] = json.dumps(rows)
        return {face: [_FaceFile(path, number, part) for path, number, part, _ in files] for face, files in rows}

    def _chosen(self) -> str:
        def row(file: "FontFile") -> list[object]:
            return [str(file.path), file.number, file.part, _status_text(str(file.path))]

        return json.dumps([[face, [row(file) for file in files]] for face, files in self.chain.files])

    def _font_listing(self) -> tuple[str, int]:
        """`gen.toml` and everything in the folders where fonts may be, as one text, and the newest time in it."""
        folders = [] if self.font_mode == "bundled" else [self.workspace.font_folder, *system_folders()]
        paths = [str(self.workspace.root / CONFIG_FILE), *(path for folder in folders if folder for path in sorted(_font_files(str(folder), set())))]
        rows = [(path, _status(path)) for path in paths]
        newest = max((status.st_mtime_ns for _, status in rows if status), default=0)
        return "\n".join(f"{path} {_text(status)}" for path, status in rows), newest

    def _fact(self, name: str, look: "Callable[[], tuple[str, bool]]", find: Callable[[], str]) -> str:
        """The fact recorded for these very inputs, else the one found now.

        A fact about files that were written just now is not recorded.
        """
        seen, old = look()
        if self._facts.get(f"{name} seen") == seen and name in self._facts:
            return self._facts[name]
        found = find()
        self._new_facts |= {name: found, f"{name} seen": seen if old else ""}
        return found

    def _digest(self, path: str) -> str:
        """A file → its digest in hexadecimal, empty without the file."""
        found = self._digests.get(path)
        if found is None:
            found = self._digests[path] = self._look(path)
        return found

    def _look(self, path: str) -> str:
        from gen.archive.stamps import digest

        key = os.path.relpath(path, self.state.folder)
        status = _status(path)
        if status is None:
            return ""
        known = self._known_inputs.get(key)
        if known and known[0] == stamp_of(status):
            return known[1]
        if status.st_size >= _LARGE:
            found = _cached_digest(_seen(path, stamp_of(status)))
            if found:
                self._new_inputs[key] = (stamp_of(status), found)
                return found
        try:
            data, stamp = read_stamped(path)
        except OSError:
            return _UNREADABLE if os.path.isfile(path) else ""
        found = digest(data).hex()
        self._new_inputs[key] = (stamp, found)
        if len(data) >= _LARGE and stamp != UNSETTLED:
            _cache_digest(_seen(path, stamp), found)
        return found


def _cached_digest(seen: str) -> str:
    """The digest that a run of any archive found for this font or program, empty without one.

    `seen` is everything that shows without reading the file.
    """
    from gen.workspace.cache import Cache

    found = Cache(_DIGESTS).get(seen) or ""
    return found if re.fullmatch("[0-9a-f]{64}", found) else ""


def _cache_digest(seen: str, found: str) -> None:
    from gen.workspace.cache import Cache

    Cache(_DIGESTS).put(seen, found)


def _seen(path: str, stamp: Stamp) -> str:
    """Everything that shows of a file without reading it."""
    return f"{os.path.abspath(path)} {tuple(stamp)}"


def _aged(listing: tuple[str, int], since_ns: int) -> tuple[str, bool]:
    """A listing and its newest time → the listing, and whether everything in it is old enough to trust its stamps."""
    text, newest = listing
    return text, settled(Stamp(0, newest, 0), since_ns).size == 0


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:
        return None


def _text(status: os.stat_result | None) -> str:
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}" if status else "-"


def _status_text(path: str) -> str:
    return _text(_status(path))


def _font_files(folder: str, visited: Collection[tuple[int, int]]) -> Iterator[str]:
    status = _status(folder)
    if status is None or (status.st_dev, status.st_ino) in visited:
        return
    here = {*visited, (status.st_dev, status.st_ino)}
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            yield from _font_files(entry.path, here)
        elif entry.name.lower().endswith(_FONT_SUFFIXES):
            yield entry.path
