"""The SQLite files of an output folder: opens and locks them, and words SQLite's errors for the user."""

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from gen.errors import Diagnostic, DiskError, OutputError, Place
from gen.workspace.output import STATE_FOLDER, failure, sweep

_LOCK: Final = "lock.sqlite"
OWNER_FILE: Final = "lock.pid"
VERSION: Final = 2
SCHEMA: Final = """
CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE input(path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, inode INTEGER, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE recipe(id INTEGER PRIMARY KEY, program TEXT, templates TEXT, fonts TEXT, pictures TEXT, options TEXT,
  UNIQUE(program, templates, fonts, pictures, options));
CREATE TABLE intent(path TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
CREATE TABLE output(path TEXT PRIMARY KEY, recipe INTEGER, size INTEGER, mtime_ns INTEGER, inode INTEGER, source_size INTEGER,
  source_mtime_ns INTEGER, source_inode INTEGER, warned INTEGER, rule_errors INTEGER, source TEXT, digest BLOB, source_digest BLOB) WITHOUT ROWID;
"""
_FULL: Final = {sqlite3.SQLITE_FULL: ("磁盘已满", "腾出空间再试"), sqlite3.SQLITE_READONLY: ("没有写入权限", "检查输出文件夹的权限")}

_DAMAGED: Final = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What SQLite raises for a damaged file; the second where its message quotes bytes that are no text."""


class StateDamagedError(Exception):
    """The state cannot be read and must be created again."""


def acquire(folder: Path) -> sqlite3.Connection:
    """Lock the folder. SQLite locks by fcntl or LockFileEx, so the system frees the lock if the process dies."""
    lock = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        lock.close()
        raise
    except sqlite3.DatabaseError:
        lock.close()
        remove(folder / _LOCK)
        return acquire(folder)
    return lock


def take(folder: Path) -> bool:
    """Record the owner of the lock → whether the run before was killed.

    A killed run leaves its name, and perhaps half-written files.
    """
    owner = folder / STATE_FOLDER / OWNER_FILE
    killed = owner.exists()
    if killed:
        sweep(folder)
    try:
        owner.write_text(str(os.getpid()), encoding="ascii")
    except OSError as error:
        raise failure(error, owner) from None
    return killed


def connect(file: Path) -> sqlite3.Connection:
    """Open the state; it is empty if it is new, damaged or of another version."""
    # A new state has nothing yet that a failure of power could take: it is made without a sync.
    synchronous = "NORMAL" if file.exists() else "OFF"
    connection = open_database(file)
    try:
        # Exclusive before WAL: no shared memory, which network drives lack. WAL without a sync a commit: a killed
        # process loses nothing.
        connection.executescript(f"PRAGMA locking_mode=EXCLUSIVE; PRAGMA synchronous={synchronous}; PRAGMA journal_mode=WAL;")
        version = version_of(connection)
        if version == VERSION:
            return connection
        if not version and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            connection.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version={VERSION}; COMMIT; PRAGMA synchronous=NORMAL;")
            return connection
    except sqlite3.OperationalError:
        connection.close()
        raise
    except _DAMAGED:
        pass
    connection.close()
    remove(file)
    return connect(file)


def open_database(file: Path | str) -> sqlite3.Connection:
    """Open a database; it returns paths in this process's spelling, whatever the locale was when they were stored."""
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    if sys.getfilesystemencoding() != "utf-8":
        spell(connection)
    return connection


def spell(connection: sqlite3.Connection) -> None:
    """Decode text cell by cell: slow, and only for names that are not UTF-8 or for another file system encoding."""
    connection.text_factory = partial(str, encoding=sys.getfilesystemencoding(), errors=sys.getfilesystemencodeerrors())


def encoded(row: Iterable[object]) -> tuple[object, ...]:
    """Text → the bytes that the file system uses for it; everything but paths is ASCII."""
    return tuple(os.fsencode(value) if isinstance(value, str) else value for value in row)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of a database's schema, 0 if it is new."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def remove(file: Path) -> None:
    """Remove a database and every file that SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """An exception of SQLite → a line for the user, or `StateDamagedError`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        place = Place(str(folder))
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise OutputError(Diagnostic("输出", f"另一个 gen build 正在使用这个输出文件夹{_owner(folder)}", place, "等它结束再试")) from None
        cause, hint = _FULL.get(code, (f"状态文件写不出（{error}）", "检查磁盘和输出文件夹的权限"))
        raise DiskError(Diagnostic("输出", f"写不出文件：{cause}", Place(str(folder / STATE_FOLDER)), hint)) from None
    except _DAMAGED:
        raise StateDamagedError from None


def _owner(folder: Path) -> str:
    try:
        return f"（进程 {int((folder / STATE_FOLDER / OWNER_FILE).read_text(encoding='ascii'))}）"
    except (OSError, ValueError):
        return ""
