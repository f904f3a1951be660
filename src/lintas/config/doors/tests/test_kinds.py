"""Every rule of the order names pages that there are, and the core is never refused before the rest."""

import re

import pytest
from django.urls import get_resolver

from lintas.config.doors.keeper import MOST
from lintas.config.doors.kinds import RULES, Kind, kind_of


def addresses(patterns, before="/"):
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from addresses(one.url_patterns, before + str(one.pattern))
        else:
            yield re.sub(r"<[^>]+>", "x", before + str(one.pattern))


ADDRESSES = [*addresses(get_resolver().url_patterns), "/static/ui/ui.css"]


@pytest.mark.parametrize(("kind", "methods", "begins"), RULES)
def test_a_rule_names_pages_that_there_are(kind, methods, begins):
    assert any(kind_of(methods[-1], address) is kind for address in ADDRESSES if re.match(begins, address))


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/buku-besar/", Kind.REPORT),
        ("GET", "/undian/", Kind.REPORT),
        ("GET", "/antrean/urutan/payakumbuh/", Kind.REPORT),
        ("POST", "/petugas/cari/", Kind.SEARCH),
        ("POST", "/permohonan/PYK-1/berkas/", Kind.UPLOAD),
        ("GET", "/permohonan/PYK-1/berkas/", Kind.PAGE),
        ("POST", "/ajukan/", Kind.ENTRY),
        ("POST", "/permohonan/PYK-1/bayar/", Kind.PAGE),
        ("GET", "/", Kind.PAGE),
        ("POST", "/petugas/kedatangan/PYK-1/hadir/", Kind.CORE),
        ("GET", "/antrean/", Kind.CORE),
        ("GET", "/papan/payakumbuh/", Kind.CORE),
        ("POST", "/hubung/simponi/pembayaran/", Kind.CORE),
        ("POST", "/mesin/anjungan/x/catatan/", Kind.CORE),
        ("DELETE", "/antrean/", Kind.PAGE),
    ],
)
def test_the_kinds(method, path, kind):
    assert kind_of(method, path) is kind


def test_the_order_of_refusing_is_that_of_the_security_guide():
    assert list(Kind) == [Kind.REPORT, Kind.SEARCH, Kind.UPLOAD, Kind.ENTRY, Kind.PAGE, Kind.CORE]
    mosts = [MOST[kind] for kind in Kind]
    assert mosts == sorted(set(mosts))
