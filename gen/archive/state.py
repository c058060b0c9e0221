"""What is known of an output folder: what each output was made of, in SQLite beside the outputs; one run at a time has it to write.

A row that is damaged makes work, never trust: a stamp or digest that no longer agrees is an output to look at again.
"""

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from gen.archive.stamps import Stamp
from gen.errors import Diagnostic, DiskError, OutputError, Place
from gen.output import failure, sweep

STATE_FOLDER: Final = ".gen"
_STATE: Final = "state.sqlite"
_LOCK: Final = "lock.sqlite"
_OWNER: Final = "lock.pid"
_VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE input(path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, inode INTEGER, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE recipe(id INTEGER PRIMARY KEY, program TEXT, templates TEXT, fonts TEXT, options TEXT, UNIQUE(program, templates, fonts, options));
CREATE TABLE intent(path TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
CREATE TABLE output(path TEXT PRIMARY KEY, recipe INTEGER, size INTEGER, mtime_ns INTEGER, inode INTEGER, source_size INTEGER,
  source_mtime_ns INTEGER, source_inode INTEGER, warned INTEGER, source TEXT, digest BLOB, source_digest BLOB) WITHOUT ROWID;
"""
_FULL: Final = {sqlite3.SQLITE_FULL: ("磁盘已满", "腾出空间再试"), sqlite3.SQLITE_READONLY: ("没有写入权限", "检查输出文件夹的权限")}


class Recipe(NamedTuple):
    """What an output was made of beside its source: digest of the program, templates and fonts as JSON, the writer's options."""

    program: str
    templates: str
    fonts: str
    options: str


class Record(NamedTuple):
    """One output as it was recorded, flat as its row; its digests are asked for only when a stamp has changed."""

    path: str
    recipe: int
    size: int
    mtime_ns: int
    inode: int
    source_size: int
    source_mtime_ns: int
    source_inode: int
    warned: int

    @property
    def stamp(self) -> Stamp:
        """The output's stamp when it was last looked at."""
        return Stamp(*self[2:5])

    @property
    def source_stamp(self) -> Stamp:
        """The source's stamp then."""
        return Stamp(*self[5:8])


Row = tuple[str, int, int, int, int, int, int, int, int]
"""The fields of a `Record`, bare: a run without a change reads tens of thousands and looks at none of them by name."""


class StateDamagedError(Exception):
    """The state cannot be read: it is of no use, and is made anew."""


class State:
    """The open state of one output folder."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, lock: sqlite3.Connection | None = None) -> None:
        self.folder = folder
        self._connection = connection
        self._lock = lock

    @classmethod
    def read(cls, folder: Path) -> "State":
        """The state of an output folder, to look at; one without any has an empty state. OutputError while a build runs."""
        file = folder / STATE_FOLDER / _STATE
        if file.is_file():
            with suppress(sqlite3.DatabaseError), _told(folder):
                connection = _open(file)
                if _version(connection) == _VERSION:
                    return cls(folder, connection)
        connection = _open(":memory:")
        connection.executescript(_SCHEMA)
        return cls(folder, connection)

    @classmethod
    def open(cls, folder: Path) -> "State":
        """The state of an output folder, to be written by this process alone. OutputError when another has it, or nothing can be written there."""
        inner = folder / STATE_FOLDER
        try:
            inner.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise failure(error, folder) from None
        with _told(folder):
            lock = _acquire(inner)
            try:
                _take(folder)
                return cls(folder, _connect(inner / _STATE), lock)
            except BaseException:
                lock.close()
                raise

    def close(self) -> None:
        """Let the state go; what was recorded stays."""
        with suppress(sqlite3.DatabaseError):
            self._connection.close()
        if self._lock:
            with suppress(OSError):
                (self.folder / STATE_FOLDER / _OWNER).unlink()
            self._lock.close()

    def discard(self) -> None:
        """Begin anew: forget everything."""
        self._connection.close()
        _remove(self.folder / STATE_FOLDER / _STATE)
        with _told(self.folder):
            self._connection = _connect(self.folder / STATE_FOLDER / _STATE)

    def rows(self) -> dict[str, Row]:
        """Every output on record, by its path in the output folder, as the fields of `Record`."""
        query = "SELECT path, recipe, size, mtime_ns, inode, source_size, source_mtime_ns, source_inode, warned FROM output"
        return {row[0]: row for row in self._all(query)}

    def recipes(self) -> dict[int, Recipe]:
        """Every recipe on record."""
        return {int(row[0]): Recipe(*row[1:]) for row in self._all("SELECT id, program, templates, fonts, options FROM recipe")}

    def inputs(self) -> dict[str, tuple[Stamp, str]]:
        """Templates and fonts by their paths: stamp and digest."""
        return {row[0]: (Stamp(*row[1:4]), row[4]) for row in self._all("SELECT path, size, mtime_ns, inode, digest FROM input")}

    def facts(self) -> dict[str, str]:
        """What a run leaves for the next, so that it need not be found again."""
        return dict(self._all("SELECT name, value FROM fact"))

    def source(self, path: str) -> str:
        """An output on record → its source, relative to the output folder."""
        return str(self._all("SELECT source FROM output WHERE path = CAST(? AS TEXT)", _encoded((path,)))[0][0])

    def digests(self, path: str) -> tuple[bytes, bytes]:
        """An output on record → its digest and its source's."""
        ((made, source),) = self._all("SELECT digest, source_digest FROM output WHERE path = CAST(? AS TEXT)", _encoded((path,)))
        return made, source

    def intended(self, path: str) -> bytes:
        """The digest of what a run that was killed was about to write at a path, empty when none was."""
        found = self._all("SELECT digest FROM intent WHERE path = CAST(? AS TEXT)", _encoded((path,)))
        return bytes(found[0][0]) if found else b""

    def intend(self, digests: Mapping[str, bytes]) -> None:
        """Record what is about to be written: a file found later without a record is then known to be ours."""
        with self._transaction():
            self._connection.executemany("INSERT OR REPLACE INTO intent VALUES(CAST(? AS TEXT),?)", map(_encoded, digests.items()))

    def sums(self) -> list[tuple[str, bytes]]:
        """Path and digest of every output, in the order of the paths."""
        return self._all("SELECT path, digest FROM output ORDER BY path")

    def record(self, records: Iterable[tuple[Record, str, bytes, bytes]], recipes: Mapping[int, Recipe]) -> None:
        """Record outputs, each with its source, its digest and its source's; `Record.recipe` is a key of `recipes`."""
        with self._transaction():
            known = {key: self._recipe(recipe) for key, recipe in recipes.items()}
            rows = [(*record._replace(recipe=known[record.recipe]), *others) for record, *others in records]
            self._connection.executemany(
                "INSERT OR REPLACE INTO output VALUES(CAST(? AS TEXT),?,?,?,?,?,?,?,?,CAST(? AS TEXT),?,?)", map(_encoded, rows)
            )
            self._connection.executemany("DELETE FROM intent WHERE path = CAST(? AS TEXT)", [_encoded((row[0],)) for row in rows])

    def refresh(self, records: Iterable[Record]) -> None:
        """Record new stamps of outputs and sources whose digests have not changed."""
        query = """UPDATE output SET size=?, mtime_ns=?, inode=?, source_size=?, source_mtime_ns=?, source_inode=?
            WHERE path=CAST(? AS TEXT)"""
        with self._transaction():
            self._connection.executemany(query, [_encoded((*record[2:8], record.path)) for record in records])

    def forget(self, paths: Iterable[str]) -> None:
        """Drop outputs from the record."""
        with self._transaction():
            self._connection.executemany("DELETE FROM output WHERE path = CAST(? AS TEXT)", [_encoded((path,)) for path in paths])

    def remember(self, facts: Mapping[str, str], inputs: Mapping[str, tuple[Stamp, str]]) -> None:
        """Keep facts, and stamps and digests of templates and fonts."""
        with self._transaction():
            self._connection.executemany("INSERT OR REPLACE INTO fact VALUES(CAST(? AS TEXT),CAST(? AS TEXT))", map(_encoded, facts.items()))
            rows = [(path, *stamp, found) for path, (stamp, found) in inputs.items()]
            self._connection.executemany("INSERT OR REPLACE INTO input VALUES(CAST(? AS TEXT),?,?,?,CAST(? AS TEXT))", map(_encoded, rows))

    def _recipe(self, recipe: Recipe) -> int:
        self._connection.execute("INSERT OR IGNORE INTO recipe(program, templates, fonts, options) VALUES(?,?,?,?)", recipe)
        query = "SELECT id FROM recipe WHERE program=? AND templates=? AND fonts=? AND options=?"
        return int(self._connection.execute(query, recipe).fetchone()[0])

    def _all(self, query: str, values: tuple[object, ...] = ()) -> list[Any]:
        with _told(self.folder):
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.OperationalError as error:
                if "decode" in str(error) and self._connection.text_factory is str:
                    _spell(self._connection)
                    return self._all(query, values)
                if "no such" in str(error):
                    raise StateDamagedError from None
                raise

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _told(self.folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise


def _acquire(folder: Path) -> sqlite3.Connection:
    """Lock the folder: SQLite locks by fcntl or LockFileEx, so that the system frees the lock of a process that died."""
    lock = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        lock.close()
        raise
    except sqlite3.DatabaseError:
        lock.close()
        _remove(folder / _LOCK)
        return _acquire(folder)
    return lock


def _take(folder: Path) -> None:
    """Say whose the lock is; a run that did not take its name away was killed, and may have left files half-written."""
    owner = folder / STATE_FOLDER / _OWNER
    if owner.exists():
        sweep(folder)
    try:
        owner.write_text(str(os.getpid()), encoding="ascii")
    except OSError as error:
        raise failure(error, owner) from None


def _connect(file: Path) -> sqlite3.Connection:
    """Open the state, empty when it is new, damaged or of another version."""
    connection = _open(file)
    try:
        # Exclusive before WAL: no shared memory, which network drives lack. WAL without a sync a commit: a killed process loses nothing.
        connection.executescript("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
        version = _version(connection)
        if version == _VERSION:
            return connection
        if not version and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version={_VERSION}; COMMIT;")
            return connection
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError:
        pass
    connection.close()
    _remove(file)
    return _connect(file)


def _open(file: Path | str) -> sqlite3.Connection:
    """Open a database; paths come out of it as this process spells them, in whatever locale they were put in."""
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    if sys.getfilesystemencoding() != "utf-8":
        _spell(connection)
    return connection


def _spell(connection: sqlite3.Connection) -> None:
    """Have text come out by a call a cell, which takes its time: for names that are not UTF-8, or a process that does not spell them so."""
    connection.text_factory = partial(str, encoding=sys.getfilesystemencoding(), errors=sys.getfilesystemencodeerrors())


def _encoded(row: Iterable[object]) -> tuple[object, ...]:
    """Text as the bytes that the file system has; what is not a path is ASCII."""
    return tuple(os.fsencode(value) if isinstance(value, str) else value for value in row)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What SQLite raises → a line for the user, or `StateDamagedError`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        place = Place(str(folder))
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise OutputError(Diagnostic("输出", f"另一个 gen build 正在使用这个输出文件夹{_owner(folder)}", place, "等它结束再试")) from None
        cause, hint = _FULL.get(code, (f"状态文件写不出（{error}）", "检查磁盘和输出文件夹的权限"))
        raise DiskError(Diagnostic("输出", f"写不出文件：{cause}", Place(str(folder / STATE_FOLDER)), hint)) from None
    except sqlite3.DatabaseError:
        raise StateDamagedError from None


def _owner(folder: Path) -> str:
    try:
        return f"（进程 {int((folder / STATE_FOLDER / _OWNER).read_text(encoding='ascii'))}）"
    except (OSError, ValueError):
        return ""
