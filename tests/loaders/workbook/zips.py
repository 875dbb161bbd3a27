"""Zip files written by hand, so that every field may lie: sizes, flags, names, places."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

STORED, DEFLATED = 0, 8


@dataclass
class Member:
    """One member as the directory tells it; `size`, `packed_size`, `crc` None = the truth. `at` = another member's place."""

    name: str
    data: bytes
    size: int | None = None
    packed_size: int | None = None
    crc: int | None = None
    method: int = STORED
    flags: int = 0x800
    extra: bytes = b""
    at: int | None = None


def deflated(data: bytes, times: int = 1) -> bytes:
    """`data` repeated so often as a raw deflate stream, without packing it more than once."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, zlib.DEFLATED, -15)
    return piece * times + end.flush()


def bomb(name: str, head: bytes, filling: bytes, times: int, tail: bytes = b"", said: int | None = None) -> Member:
    """A member that unpacks to head, `times` fillings and tail; it says that it has `said` bytes (None: the true number)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(filling) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = start + piece * times + deflated(tail)
    size = len(head) + len(filling) * times + len(tail)
    crc = zlib.crc32(head)
    for _ in range(times):
        crc = zlib.crc32(filling, crc)
    return Member(name, packed, said if said is not None else size, crc=zlib.crc32(tail, crc), method=DEFLATED)


def text(name: str, content: str | bytes) -> Member:
    """A stored member."""
    return Member(name, content.encode() if isinstance(content, str) else content)


def archive(*members: Member, before: bytes = b"", entries: int | None = None) -> bytes:
    """The zip, behind whatever comes `before` it; `entries` = how many the end of the directory tells."""
    body, directory = bytearray(before), bytearray()
    for member in members:
        name = member.name.encode()
        crc = zlib.crc32(member.data) if member.crc is None else member.crc
        packed = len(member.data) if member.packed_size is None else member.packed_size
        size = len(member.data) if member.size is None else member.size
        fields = struct.pack("<HHHHHIII", 20, member.flags, member.method, 0, 33, crc, packed, size)
        place = len(body) if member.at is None else member.at
        if member.at is None:
            body += b"PK\x03\x04" + fields + struct.pack("<HH", len(name), len(member.extra)) + name + member.extra + member.data
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + fields
        directory += struct.pack("<HHHHHII", len(name), len(member.extra), 0, 0, 0, 0, place) + name + member.extra
    count = len(members) if entries is None else entries
    end = struct.pack("<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(body), 0)
    return bytes(body + directory + b"PK\x05\x06" + end)
