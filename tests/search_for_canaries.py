"""
Search whatever a thief could carry away for values planted before: raw, written in other ways, compressed.

A canary is random, so that finding it anywhere cannot be chance. Give the searcher all of a run's
canaries at once: it looks for ten thousand about as fast as for one.
"""

import base64
import contextlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

SHORTEST = 8
"""Bytes that a canary needs at least, to be told from chance."""

STRIDE, WIDEST = 4, 12
"""The data is looked at in steps of so many bytes, through a window at most so wide."""

UNPACKED = 16 * 1024 * 1024
"""About so many bytes are unpacked from one place at most."""

BITE = 512


@dataclass(frozen=True, slots=True)
class Hit:
    """A canary that was found, how it was written, and where."""

    canary: str
    writing: str
    where: str


class Searcher:
    """Knows every way to write the canaries."""

    def __init__(self, canaries: Iterable[str]) -> None:
        """:raises ValueError: a canary is too short to be told from chance."""
        self._needles: dict[bytes, tuple[str, str]] = {}
        for canary in canaries:
            if len(canary.encode()) < SHORTEST:
                raise ValueError(f"A canary needs at least {SHORTEST} bytes.")
            for writing, needle in writings(canary):
                self._needles.setdefault(needle, (canary, writing))
        # Wherever a needle begins, one of its first windows lies at a step. The wider the window, the
        # fewer needles share it.
        self._window = min(WIDEST, min(map(len, self._needles), default=WIDEST) - STRIDE + 1)
        self._windows: dict[bytes, list[bytes]] = {}
        for needle in self._needles:
            for offset in range(STRIDE):
                self._windows.setdefault(needle[offset : offset + self._window], []).append(needle)

    def search(self, data: bytes, *, where: str) -> list[Hit]:
        """Return what is found in the data and in whatever is compressed within it."""
        hits = dict.fromkeys(self._plain(data, where))
        for writing, content in unpacked(data):
            hits |= dict.fromkeys(self._plain(content, f"{where} ({writing})"))
        return list(hits)

    def search_folder(self, folder: Path) -> list[Hit]:
        """Return what is found in the files below the folder, and in their names."""
        hits = []
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder))
            hits += self.search(name.encode(), where=f"name of {name}")
            if path.is_file():
                hits += self.search(path.read_bytes(), where=name)
        return hits

    def search_tables(self, alias: str) -> list[Hit]:
        """
        Return what is found in any column of any table of the database.

        Beside its files: PostgreSQL packs long values in a way of its own that a raw search cannot see through.
        """
        connection, hits = connections[alias], []
        for table in connection.introspection.table_names():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                names = [column[0] for column in cursor.description]
                while rows := cursor.fetchmany(500):
                    for name, values in zip(names, zip(*rows, strict=True), strict=True):
                        content = b"\n".join(_as_bytes(value) for value in values if value is not None)
                        hits += self.search(content, where=f"{alias}: {table}.{name}")
        return hits

    def search_sqlite_pages(self, alias: str) -> list[Hit]:
        """Return what is found in the raw pages of an SQLite database, free ones too, also of one in memory."""
        connection = connections[alias]
        connection.ensure_connection()
        return self.search(connection.connection.serialize(), where=f"{alias}: pages")

    def _plain(self, data: bytes, where: str) -> Iterator[Hit]:
        windows, width = self._windows, self._window
        for place in range(0, len(data) - width + 1, STRIDE):
            for needle in windows.get(data[place : place + width], ()):
                if data.find(needle, max(0, place - STRIDE + 1), place + len(needle)) >= 0:
                    yield Hit(*self._needles[needle], where)


def writings(canary: str) -> Iterator[tuple[str, bytes]]:
    """Yield the ways to write a canary that somebody might store, log or send it in."""
    for case, text in (("", canary), (", lower case", canary.lower()), (", upper case", canary.upper())):
        raw = text.encode()
        yield f"raw{case}", raw
        yield f"reversed{case}", raw[::-1]
        yield f"hex{case}", raw.hex().encode()
        yield f"HEX{case}", raw.hex().upper().encode()
        yield f"UTF-16LE{case}", text.encode("utf-16-le")
        yield f"UTF-16BE{case}", text.encode("utf-16-be")
        for offset in range(3):
            yield f"base64 at {offset}{case}", _base64(raw, offset)
            yield f"base64 (URL) at {offset}{case}", _base64(raw, offset).translate(bytes.maketrans(b"+/", b"-_"))


def unpacked(data: bytes, *, depth: int = 2) -> Iterator[tuple[str, bytes]]:
    """Yield the content of everything in the data that zlib, gzip or zip has compressed, also within itself."""
    for writing, mark, window, header in (
        ("zlib", b"\x78", zlib.MAX_WBITS, _zlib_begins),
        ("gzip", b"\x1f\x8b\x08", zlib.MAX_WBITS | 16, None),
        ("zip", b"PK\x03\x04", -zlib.MAX_WBITS, None),
    ):
        place = data.find(mark)
        while place >= 0:
            start = place + _zip_header(data, place) if writing == "zip" else place
            if header is None or header(data, place):
                content = _inflate(data, start, window)
                if content:
                    yield writing, content
                    if depth > 1:
                        yield from (
                            (f"{writing}, {inner}", deeper) for inner, deeper in unpacked(content, depth=depth - 1)
                        )
            place = data.find(mark, place + 1)


def _inflate(data: bytes, start: int, window: int) -> bytes:
    """Return what comes out, up to where the stream ends, breaks off or turns out to be none."""
    unpacker, content = zlib.decompressobj(window), b""
    for place in range(start, len(data), BITE):
        before = unpacker.copy()
        try:
            content += unpacker.decompress(data[place : place + BITE])
        except zlib.error:
            return content + _last_of(before, data[place : place + BITE])
        if unpacker.eof or len(content) >= UNPACKED:
            break
    return content


def _last_of(unpacker: "zlib._Decompress", bite: bytes) -> bytes:
    content = b""
    with contextlib.suppress(zlib.error):
        for place in range(len(bite)):
            content += unpacker.decompress(bite[place : place + 1])
    return content


def _zlib_begins(data: bytes, place: int) -> bool:
    return len(data) > place + 1 and int.from_bytes(data[place : place + 2], "big") % 31 == 0


def _zip_header(data: bytes, place: int) -> int:
    name, extra = data[place + 26 : place + 28], data[place + 28 : place + 30]
    return 30 + int.from_bytes(name, "little") + int.from_bytes(extra, "little")


def _base64(raw: bytes, offset: int) -> bytes:
    """Return the characters that stand for ``raw`` whatever comes before and after it."""
    whole = base64.b64encode(bytes(offset) + raw)
    return whole[-(-offset * 8 // 6) : (offset + len(raw)) * 8 // 6]


def _as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
