"""Against the example of the published format, and against every altered character."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lintas.foundation.ledger.rules import notes

SEED = bytes(range(32))
NOTE = notes.Note(
    origin="lintas.example/buku-besar/PDG/2026", size=7, root=bytes(32), moment="2026-11-24T02:00:00.000000Z"
)

EXAMPLE = (
    "This is an example message.\n"
    "\n"
    "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"


def test_keys_and_signatures_are_written_as_in_the_published_example():
    name, mark, encoded = EXAMPLE_KEY.split("+")
    key = base64.b64decode(encoded)[1:]
    text, signature = EXAMPLE.rsplit("\n\n")[0] + "\n", base64.b64decode(EXAMPLE.split()[-1])

    assert notes.verifier(name, key) == EXAMPLE_KEY
    assert notes.key_id(name, key).hex() == mark
    assert signature[:4] == notes.key_id(name, key)
    Ed25519PublicKey.from_public_bytes(key).verify(signature[4:], text.encode())


def test_a_signed_note_is_opened_again():
    signed = notes.signed(NOTE, seed=SEED)

    assert notes.opened(signed, public_key=notes.public_key_of(SEED)) == NOTE
    assert signed.startswith(
        "lintas.example/buku-besar/PDG/2026\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n2026-11-24T02:00:00.000000Z\n"
        "\n\u2014 lintas.example/buku-besar/PDG/2026 "
    )


def test_every_altered_character_is_noticed():
    signed, key = notes.signed(NOTE, seed=SEED), notes.public_key_of(SEED)

    for position, character in enumerate(signed):
        altered = signed[:position] + chr(ord(character) ^ 1) + signed[position + 1 :]
        with pytest.raises(notes.NoteRefused):
            notes.opened(altered, public_key=key)


def test_another_key_does_not_open_it():
    with pytest.raises(notes.NoteRefused):
        notes.opened(notes.signed(NOTE, seed=SEED), public_key=notes.public_key_of(bytes(32)))


def test_signatures_of_others_are_passed_over():
    signed = notes.signed(NOTE, seed=SEED)
    text, mine = signed.split("\n\n")

    witnessed = f"{text}\n\n\u2014 witness.example AAAA\nnot a signature\n{mine}"

    assert notes.opened(witnessed, public_key=notes.public_key_of(SEED)) == NOTE


@pytest.mark.parametrize(
    "text", ["", "\n\n", "a\n1\n\n", "a\n1\nAA==\n\n\u2014 a b\n", "a\n01\nAA==\nt\n\n\u2014 a b\n"]
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(notes.NoteRefused):
        notes.opened(text, public_key=notes.public_key_of(SEED))
