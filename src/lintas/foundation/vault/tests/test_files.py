from dataclasses import replace
from uuid import uuid4

import pytest

from lintas.foundation.vault import files, opening, operations
from lintas.foundation.vault.rules.files import CHUNK, HEADER, TAG, WRAPPED_KEY

CONTENT = bytes(range(256)) * 256 * 2 + b"the rest"
START = HEADER + WRAPPED_KEY
STEP = CHUNK + TAG


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def cell(db) -> operations.Cell:
    owner = uuid4()
    operations.open_owner(owner=owner)
    return operations.Cell(owner=owner, table="documents_page", column="image", row=uuid4())


@pytest.mark.parametrize("content", [b"", b"x", b"x" * CHUNK, b"x" * (CHUNK + 1), CONTENT])
def test_a_sealed_file_opens_again(cell, content):
    operations.seal_file(content, cell=cell)

    assert opening.unseal_file(cell=cell) == content


def test_the_file_shows_nothing_of_its_content_or_its_owner(cell):
    operations.seal_file(CONTENT, cell=cell)

    path = files.path_of(cell)
    assert CONTENT[:16] not in path.read_bytes()
    assert cell.owner.hex not in str(path)
    assert path.stat().st_mode & 0o077 == 0


def damage(kind: str, sealed: bytes) -> bytes:
    chunks = [sealed[START + number * STEP :][:STEP] for number in range(3)]
    return {
        "cut at a chunk": sealed[: START + STEP],
        "cut to the header": sealed[:START],
        "cut by one byte": sealed[:-1],
        "extended by one byte": sealed + b"x",
        "extended by a chunk": sealed + chunks[0],
        "reordered": sealed[:START] + chunks[1] + chunks[0] + chunks[2],
        "a chunk twice": sealed[:START] + chunks[0] + chunks[0] + chunks[2],
        "a chunk left out": sealed[:START] + chunks[0] + chunks[2],
        "emptied": b"",
        "a bit of the header": bytes([sealed[0] ^ 1]) + sealed[1:],
        "a bit of the key": sealed[:20] + bytes([sealed[20] ^ 1]) + sealed[21:],
        "a bit of the content": sealed[:-20] + bytes([sealed[-20] ^ 1]) + sealed[-19:],
    }[kind]


@pytest.mark.parametrize(
    "kind",
    [
        "cut at a chunk",
        "cut to the header",
        "cut by one byte",
        "extended by one byte",
        "extended by a chunk",
        "reordered",
        "a chunk twice",
        "a chunk left out",
        "emptied",
        "a bit of the header",
        "a bit of the key",
        "a bit of the content",
    ],
)
def test_a_damaged_file_is_refused(cell, kind):
    operations.seal_file(CONTENT, cell=cell)
    path = files.path_of(cell)
    path.write_bytes(damage(kind, path.read_bytes()))

    with pytest.raises(operations.SealBroken):
        opening.unseal_file(cell=cell)


@pytest.mark.parametrize("difference", [{"row": uuid4()}, {"column": "thumbnail"}, {"table": "other_page"}])
def test_a_file_put_in_anothers_place_is_refused(cell, difference):
    other = replace(cell, **difference)
    operations.seal_file(b"mine", cell=cell)
    operations.seal_file(b"the other", cell=other)

    files.path_of(other).write_bytes(files.path_of(cell).read_bytes())

    with pytest.raises(operations.SealBroken):
        opening.unseal_file(cell=other)


def test_a_chunk_of_another_file_of_the_same_person_is_refused(cell):
    other = replace(cell, row=uuid4())
    for each in (cell, other):
        operations.seal_file(CONTENT, cell=each)
    mine, theirs = files.path_of(cell).read_bytes(), files.path_of(other).read_bytes()

    files.path_of(cell).write_bytes(mine[: START + STEP] + theirs[START + STEP :])

    with pytest.raises(operations.SealBroken):
        opening.unseal_file(cell=cell)


def test_given_no_file_then_it_is_missing(cell):
    with pytest.raises(operations.SealedFileMissing):
        opening.unseal_file(cell=cell)


def test_given_writing_fails_then_the_old_file_stays_whole_and_nothing_lies_around(cell, monkeypatch):
    operations.seal_file(b"old", cell=cell)

    def broken(*args, **kwargs):
        yield b"half"
        raise OSError("disk full")

    monkeypatch.setattr(operations, "seal_content", broken)
    with pytest.raises(OSError, match="disk full"):
        operations.seal_file(b"new", cell=cell)

    assert opening.unseal_file(cell=cell) == b"old"
    assert len(list(files.path_of(cell).parent.iterdir())) == 1


def test_a_file_is_deleted_with_the_commit(cell, django_capture_on_commit_callbacks):
    operations.seal_file(b"x", cell=cell)

    with django_capture_on_commit_callbacks() as callbacks:
        operations.delete_file(cell=cell)
    assert opening.unseal_file(cell=cell) == b"x"
    for callback in callbacks:
        callback()

    with pytest.raises(operations.SealedFileMissing):
        opening.unseal_file(cell=cell)
