"""The searcher's own control: whatever is planted in the open is found, in every writing; chance is not."""

import base64
import gzip
import io
import json
import random
import zipfile
import zlib

import pytest
from django.db import connection

from tests.search_for_canaries import Searcher, writings

CANARY = "Zq7Wv2Kx9Tb4"
NOISE = random.Random(1).randbytes(4000)


def planted(content: bytes) -> bytes:
    return NOISE[:1777] + content + NOISE[1777:]


PLANTINGS = {
    "raw": CANARY.encode(),
    "raw, lower case": CANARY.lower().encode(),
    "raw, upper case": CANARY.upper().encode(),
    "reversed": CANARY[::-1].encode(),
    "hex": CANARY.encode().hex().encode(),
    "HEX": CANARY.encode().hex().upper().encode(),
    "UTF-16LE": CANARY.encode("utf-16-le"),
    "UTF-16BE": CANARY.encode("utf-16-be"),
    "base64 at 0": base64.b64encode(CANARY.encode() + b"tail"),
    "base64 at 1": base64.b64encode(b"1" + CANARY.encode() + b"tail"),
    "base64 at 2": base64.b64encode(b"22" + CANARY.encode()),
}


@pytest.mark.parametrize("writing", PLANTINGS)
@pytest.mark.parametrize("shift", range(9))
def test_a_planted_canary_is_found_wherever_it_begins(writing, shift):
    data = NOISE[: 1000 + shift] + PLANTINGS[writing] + NOISE[1000:]

    hits = Searcher([CANARY, "another0canary"]).search(data, where="here")

    assert writing in {hit.writing for hit in hits}
    assert {(hit.canary, hit.where) for hit in hits} == {(CANARY, "here")}


def test_every_writing_the_searcher_knows_was_planted():
    known = {writing for writing, _ in writings(CANARY) if not writing.startswith("base64 (URL)")}

    assert known - {name for name in known if "case" in name} == {name for name in PLANTINGS if "case" not in name}


def test_an_address_safe_base64_is_found():
    canary = "??>>??>>??>>"
    data = planted(base64.urlsafe_b64encode(canary.encode()))

    assert Searcher([canary]).search(data, where="here")


def zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", content)
    return file.getvalue()


TEXT = json.dumps({"name": CANARY, "more": "x" * 300}).encode()


@pytest.mark.parametrize(
    ("packing", "packed"),
    [
        ("zlib", zlib.compress(TEXT)),
        ("zlib", zlib.compress(TEXT, 1)),
        ("zlib", zlib.compress(TEXT)[:-6]),
        ("gzip", gzip.compress(TEXT)),
        ("zip", zipped(TEXT)),
        ("zlib, gzip", zlib.compress(gzip.compress(TEXT))),
    ],
    ids=["zlib", "quickly", "cut off", "gzip", "zip", "twice"],
)
def test_a_compressed_canary_is_found(packing, packed):
    hits = Searcher([CANARY]).search(planted(packed), where="here")

    assert f"here ({packing})" in {hit.where for hit in hits}


def test_of_ten_thousand_canaries_the_one_that_leaked_is_named():
    dice = random.Random(2)
    canaries = [f"{dice.getrandbits(80):020x}" for _ in range(10_000)]

    hits = Searcher(canaries).search(planted(canaries[7777].encode()), where="here")

    assert {hit.canary for hit in hits} == {canaries[7777]}


def test_nothing_is_found_where_nothing_was_planted():
    dice = random.Random(3)
    canaries = [f"{dice.getrandbits(80):020x}" for _ in range(1000)]

    assert Searcher(canaries).search(dice.randbytes(300_000), where="here") == []


def test_files_and_their_names_are_searched(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.bin").write_bytes(planted(CANARY.encode()))
    (tmp_path / f"{CANARY}.txt").write_text("")

    hits = Searcher([CANARY]).search_folder(tmp_path)

    assert {hit.where for hit in hits} == {"a/b.bin", f"name of {CANARY}.txt"}


def test_every_table_is_searched(db, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE open_book (id integer, word text, bytes " + _bytes_type() + ")")
        cursor.execute("INSERT INTO open_book VALUES (1, %s, %s)", [CANARY, CANARY[::-1].encode() * 300])
    searcher = Searcher([CANARY])

    hits = searcher.search_tables("default")

    assert {(hit.writing, hit.where) for hit in hits} == {
        ("raw", "default: open_book.word"),
        ("reversed", "default: open_book.bytes"),
    }


def test_the_raw_pages_of_sqlite_are_searched(db):
    if connection.vendor != "sqlite":
        return  # Its files are searched as a folder.
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE open_book (word text)")
        cursor.execute("INSERT INTO open_book VALUES (%s)", [CANARY])

    assert {hit.writing for hit in Searcher([CANARY]).search_sqlite_pages("default")} == {"raw"}


def _bytes_type() -> str:
    return "bytea" if connection.vendor == "postgresql" else "blob"


def test_a_canary_that_chance_could_write_is_refused():
    with pytest.raises(ValueError, match="at least 8 bytes"):
        Searcher(["Siti"])
