"""The record, in SQLite beside the outputs, of what each output of a folder was made of.

One run at a time may write it. A damaged row causes work, never trust: if a stamp or digest no longer agrees, the
output is looked at again.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from gen.archive.database import (
    OWNER_FILE,
    SCHEMA,
    VERSION,
    StateDamagedError,
    acquire,
    connect,
    encoded,
    open_database,
    remove,
    spell,
    take,
    told,
    version_of,
)
from gen.archive.stamps import DIGEST_BYTES, Stamp
from gen.workspace.output import STATE_FOLDER, failure, sweep

STATE: Final = "state.sqlite"


class Fingerprint(NamedTuple):
    """Everything an output was made of beside its source.

    `program` is a digest; templates, fonts and pictures are JSON; then the writer's options.
    """

    program: str
    templates: str
    fonts: str
    pictures: str
    options: str


class Record(NamedTuple):
    """One output on record, flat like its row; its digests are read only if a stamp has changed.

    `warned` is how many warnings its source had, `rule_errors` how many errors the rules of `gen check` found in it.
    """

    path: str
    fingerprint: int
    size: int
    mtime_ns: int
    inode: int
    source_size: int
    source_mtime_ns: int
    source_inode: int
    warned: int
    rule_errors: int

    @property
    def stamp(self) -> Stamp:
        """The output's stamp when it was last looked at."""
        return Stamp(*self[2:5])

    @property
    def source_stamp(self) -> Stamp:
        """The source's stamp then."""
        return Stamp(*self[5:8])


Row = tuple[str, int, int, int, int, int, int, int, int, int]
"""The fields of a `Record` as a bare tuple: a run without a change reads tens of thousands, none by name."""


class State:
    """The open state of one output folder."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, lock: sqlite3.Connection | None = None, *, after_kill: bool = False) -> None:
        self.folder = folder
        self._connection = connection
        self._lock = lock
        self._after_kill = after_kill

    @classmethod
    def read(cls, folder: Path) -> "State":
        """Open the state of an output folder for reading; it is empty without one. OutputError while a build runs."""
        file = folder / STATE_FOLDER / STATE
        if file.is_file():
            with suppress(sqlite3.DatabaseError), told(folder):
                connection = open_database(file)
                if version_of(connection) == VERSION:
                    return cls(folder, connection)
        connection = open_database(":memory:")
        connection.executescript(SCHEMA)
        return cls(folder, connection)

    @classmethod
    def open(cls, folder: Path) -> "State":
        """Open the state of an output folder for writing, by this process alone.

        OutputError if another process has it, or if nothing can be written there.
        """
        inner = folder / STATE_FOLDER
        try:
            inner.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise failure(error, folder) from None
        with told(folder):
            lock = acquire(inner)
            try:
                killed = take(folder)
                return cls(folder, connect(inner / STATE), lock, after_kill=killed)
            except BaseException:
                lock.close()
                raise

    def close(self) -> None:
        """Close the state; everything recorded stays."""
        with suppress(sqlite3.DatabaseError):
            self._connection.close()
        if self._after_kill:
            # A worker of the run that was killed may have been at its last document until now.
            sweep(self.folder)
        if self._lock:
            with suppress(OSError):
                (self.folder / STATE_FOLDER / OWNER_FILE).unlink()
            self._lock.close()

    def discard(self) -> None:
        """Forget everything."""
        self._connection.close()
        remove(self.folder / STATE_FOLDER / STATE)
        with told(self.folder):
            self._connection = connect(self.folder / STATE_FOLDER / STATE)

    def rows(self) -> dict[str, Row]:
        """Every output on record, by its path in the output folder, as the fields of `Record`."""
        query = "SELECT path, recipe, size, mtime_ns, inode, source_size, source_mtime_ns, source_inode, warned, rule_errors FROM output"
        return {row[0]: row for row in self._all(query)}

    def fingerprints(self) -> dict[int, Fingerprint]:
        """Every fingerprint on record."""
        return {int(row[0]): Fingerprint(*row[1:]) for row in self._all("SELECT id, program, templates, fonts, pictures, options FROM recipe")}

    def inputs(self) -> dict[str, tuple[Stamp, str]]:
        """Templates and fonts by their paths: stamp and digest."""
        return {row[0]: (Stamp(*row[1:4]), row[4]) for row in self._all("SELECT path, size, mtime_ns, inode, digest FROM input")}

    def facts(self) -> dict[str, str]:
        """The facts that a run leaves for the next, so that it need not find them again."""
        return dict(self._all("SELECT name, value FROM fact"))

    def source(self, path: str) -> str:
        """An output on record → its source, relative to the output folder."""
        return str(self._all("SELECT source FROM output WHERE path = CAST(? AS TEXT)", encoded((path,)))[0][0])

    def digests(self, path: str) -> tuple[bytes, bytes]:
        """An output on record → its digest and its source's."""
        ((made, source),) = self._all("SELECT digest, source_digest FROM output WHERE path = CAST(? AS TEXT)", encoded((path,)))
        return made, source

    def intended(self, path: str) -> frozenset[bytes]:
        """The digests of what killed runs were about to write at a path since it was last recorded."""
        found = self._all("SELECT digest FROM intent WHERE path = CAST(? AS TEXT)", encoded((path,)))
        digests = bytes(found[0][0]) if found else b""
        return frozenset(digests[start : start + DIGEST_BYTES] for start in range(0, len(digests), DIGEST_BYTES))

    def intend(self, digests: Mapping[str, bytes]) -> None:
        """Record the files about to be written, so that a file found later without a record is known to be ours.

        Earlier intentions stay: a file may come from a killed run, and this run may be killed before it replaces the
        file.
        """
        query = "INSERT INTO intent VALUES(CAST(? AS TEXT),?) ON CONFLICT(path) DO UPDATE SET digest = CAST(intent.digest || excluded.digest AS BLOB)"
        with self._transaction():
            self._connection.executemany(query, map(encoded, digests.items()))

    def sums(self) -> list[tuple[str, bytes]]:
        """Path and digest of every output, in the order of the paths."""
        return self._all("SELECT path, digest FROM output ORDER BY path")

    def record(self, records: Iterable[tuple[Record, str, bytes, bytes]], fingerprints: Mapping[int, Fingerprint]) -> None:
        """Record outputs, each with its source, its digest and its source's.

        `Record.fingerprint` is a key of `fingerprints`.
        """
        with self._transaction():
            known = {key: self._fingerprint(fingerprint) for key, fingerprint in fingerprints.items()}
            rows = [(*record._replace(fingerprint=known[record.fingerprint]), *others) for record, *others in records]
            self._connection.executemany(
                "INSERT OR REPLACE INTO output VALUES(CAST(? AS TEXT),?,?,?,?,?,?,?,?,?,CAST(? AS TEXT),?,?)", map(encoded, rows)
            )
            self._connection.executemany("DELETE FROM intent WHERE path = CAST(? AS TEXT)", [encoded((row[0],)) for row in rows])

    def refresh(self, records: Iterable[Record]) -> None:
        """Record new stamps of outputs and sources whose digests have not changed."""
        query = """UPDATE output SET size=?, mtime_ns=?, inode=?, source_size=?, source_mtime_ns=?, source_inode=?
            WHERE path=CAST(? AS TEXT)"""
        with self._transaction():
            self._connection.executemany(query, [encoded((*record[2:8], record.path)) for record in records])

    def forget(self, paths: Iterable[str]) -> None:
        """Drop outputs from the record."""
        with self._transaction():
            self._connection.executemany("DELETE FROM output WHERE path = CAST(? AS TEXT)", [encoded((path,)) for path in paths])

    def remember(self, facts: Mapping[str, str], inputs: Mapping[str, tuple[Stamp, str]]) -> None:
        """Keep facts, and stamps and digests of templates and fonts."""
        with self._transaction():
            self._connection.executemany("INSERT OR REPLACE INTO fact VALUES(CAST(? AS TEXT),CAST(? AS TEXT))", map(encoded, facts.items()))
            rows = [(path, *stamp, found) for path, (stamp, found) in inputs.items()]
            self._connection.executemany("INSERT OR REPLACE INTO input VALUES(CAST(? AS TEXT),?,?,?,CAST(? AS TEXT))", map(encoded, rows))

    def _fingerprint(self, fingerprint: Fingerprint) -> int:
        self._connection.execute("INSERT OR IGNORE INTO recipe(program, templates, fonts, pictures, options) VALUES(?,?,?,?,?)", fingerprint)
        query = "SELECT id FROM recipe WHERE program=? AND templates=? AND fonts=? AND pictures=? AND options=?"
        return int(self._connection.execute(query, fingerprint).fetchone()[0])

    def _all(self, query: str, values: tuple[object, ...] = ()) -> list[Any]:
        with told(self.folder):
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.OperationalError as error:
                if "decode" in str(error) and self._connection.text_factory is str:
                    spell(self._connection)
                    return self._all(query, values)
                if "no such" in str(error):
                    raise StateDamagedError from None
                raise

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with told(self.folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
