"""What kind of thing a request asks for, and in which order kinds are refused: security guide, "Limits"."""

import re
from enum import IntEnum


class Kind(IntEnum):
    """Kinds of requests; the lowest is refused first."""

    REPORT = 0
    SEARCH = 1
    UPLOAD = 2
    ENTRY = 3
    PAGE = 4
    CORE = 5
    """Checking in, tickets, the calls and their displays, the bank's notices; and the files that every page needs."""


_ANY = ("GET", "HEAD", "POST")
_SHOWN = ("GET", "HEAD")

RULES: tuple[tuple[Kind, tuple[str, ...], str], ...] = (
    (Kind.REPORT, _SHOWN, r"/(buku-besar|galeri)/"),
    (Kind.REPORT, _SHOWN, r"/(undian|antrean/urutan|jadwal/aturan|jadwal/[^/]+/daftar-tunggu)/"),
    (Kind.REPORT, _SHOWN, r"/petugas/(perlu-konfirmasi|kebijakan|sistem|stok)/"),
    (Kind.SEARCH, _ANY, r"/petugas/cari/"),
    (Kind.SEARCH, _SHOWN, r"/tempat/"),
    (Kind.UPLOAD, ("POST",), r"/permohonan/[^/]+/(berkas|lengkapi)/"),
    (Kind.ENTRY, _ANY, r"/ajukan/"),
    (Kind.CORE, _ANY, r"/(static|papan|antrean|nomor-antrean|live|hubung|mesin)/"),
    (Kind.CORE, _ANY, r"/petugas/(loket|panggil|kedatangan|nomor|hitungan)/"),
    (Kind.CORE, _ANY, r"/permohonan/[^/]+/(keluar-sebentar|sudah-kembali)/"),
)
"""The first that fits says the kind; whatever none of them names is a page."""

_KNOWN = tuple((kind, methods, re.compile(begins)) for kind, methods, begins in RULES)


def kind_of(method: str, path: str) -> Kind:
    """Return the kind of the request."""
    return next(
        (kind for kind, methods, begins in _KNOWN if method in methods and begins.match(path)),
        Kind.PAGE,
    )
