"""The old container of Microsoft Office (compound file): its streams tell an .xls from a Word file or a locked .xlsx."""

from __future__ import annotations

import struct

from loaders.workbook.package import DamagedError

_FREE = 0xFFFFFFFA  # sector numbers from here up mean: end, free, special
MAX_SECTORS = 300_000


def ole_kind(data: bytes) -> str:
    """ "xls", "encrypted" (a locked .xlsx), or the name of what else it is ("Word", "PowerPoint", "MSI" …); "" when unknown.

    Raises DamagedError where the directory cannot be followed.
    """
    names = {name.lower() for name in root_names(data)}
    if "encryptedpackage" in names:
        return "encrypted"
    if names & {"workbook", "book"}:
        return "xls"
    if "worddocument" in names:
        return "Word"
    if "powerpoint document" in names:
        return "PowerPoint"
    if names & {"etworkbook", "etdocument"} or any("wps" in name for name in names):
        return "WPS"
    return "OLE"


def root_names(data: bytes) -> list[str]:
    """Names of the streams and storages directly below the root. Raises DamagedError."""
    try:
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise DamagedError("compound file with an unknown sector size")
        size = 1 << shift
        fat = _allocation(data, size)
        sector = struct.unpack_from("<I", data, 48)[0]
        directory = b"".join(data[(at + 1) * size : (at + 2) * size] for at in _chain(fat, sector))
        entries = [directory[start : start + 128] for start in range(0, len(directory) - 127, 128)]
        if not entries:
            raise DamagedError("compound file without a directory")
        names, waiting, seen = [], [struct.unpack_from("<I", entries[0], 76)[0]], set()
        while waiting:
            at = waiting.pop()
            if at >= len(entries) or at in seen:
                continue
            seen.add(at)
            length = struct.unpack_from("<H", entries[at], 64)[0]
            names.append(entries[at][: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"))
            waiting.extend(struct.unpack_from("<II", entries[at], 68))
        return names
    except struct.error as error:
        raise DamagedError(f"compound file cut short: {error}") from error


def _allocation(data: bytes, size: int) -> list[int]:
    """The table that says which sector follows which."""
    sectors = [at for at in struct.unpack_from("<109I", data, 76) if at < _FREE]
    extra, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, MAX_SECTORS)):
        if extra >= _FREE:
            break
        block = struct.unpack_from(f"<{size // 4}I", data, (extra + 1) * size)
        sectors.extend(at for at in block[:-1] if at < _FREE)
        extra = block[-1]
    table: list[int] = []
    for at in sectors[:MAX_SECTORS]:
        piece = data[(at + 1) * size : (at + 2) * size]
        table.extend(struct.unpack_from(f"<{len(piece) // 4}I", piece))
    return table


def _chain(table: list[int], sector: int) -> list[int]:
    chain: list[int] = []
    seen = set()
    while sector < _FREE and sector not in seen and len(chain) < MAX_SECTORS:
        seen.add(sector)
        chain.append(sector)
        sector = table[sector] if sector < len(table) else _FREE
    return chain
