"""Named parts → a zip archive, the same bytes whenever and wherever it is made.

Members are deflated once and used again. Source: APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16, as ISO/IEC 21320-1
and OPC (ISO/IEC 29500-2) limit it.
"""

import struct
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from gen.writers.compression import check, raw_stream

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_VERSION: Final = 20
"""2.0: what a deflated member needs."""
_DEFLATED: Final = 8
_TIME, _DATE = 0, 0x21
"""1980-01-01, the earliest a zip can hold: a package has no clock in it."""


class Member(Struct, frozen=True):
    """One part, deflated: its name in ASCII, its stream, and the size and CRC-32 of the content."""

    name: bytes
    stream: bytes
    size: int
    check: int

    @classmethod
    def of(cls, name: str, data: bytes) -> "Member":
        """Deflate a part."""
        return cls(name.encode("ascii"), raw_stream(data), len(data), check(data))


class Head(Struct, frozen=True):
    """The beginning of an archive: its first members as stored, their entries in the directory, their number."""

    files: bytes = b""
    directory: bytes = b""
    count: int = 0

    def then(self, members: Iterable[Member]) -> "Head":
        """Store further members after these."""
        files = [self.files]
        directory = [self.directory]
        offset = len(self.files)
        for member in members:
            name, size = member.name, len(member.stream)
            head = _LOCAL.pack(b"PK\3\4", _VERSION, 0, _DEFLATED, _TIME, _DATE, member.check, size, member.size, len(name), 0)
            files += (head, name, member.stream)
            entry = _CENTRAL.pack(
                *(b"PK\1\2", _VERSION, _VERSION, 0, _DEFLATED, _TIME, _DATE, member.check, size, member.size), *(len(name), 0, 0, 0, 0, 0, offset)
            )
            directory += (entry, name)
            offset += len(head) + len(name) + size
        return Head(b"".join(files), b"".join(directory), self.count + len(directory) // 2)


_EMPTY: Final = Head()


def archive(members: Iterable[Member], head: Head = _EMPTY) -> bytes:
    """Members → the archive, in their order, after those of `head`; less than 4 GiB."""
    whole = head.then(members)
    end = _END.pack(b"PK\5\6", 0, 0, whole.count, whole.count, len(whole.directory), len(whole.files), 0)
    return whole.files + whole.directory + end
