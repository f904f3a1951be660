"""Checkpoints as signed notes, in the formats of C2SP (signed-note, tlog-checkpoint), Ed25519."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
DASH = "\u2014 "


class NoteRefused(ValueError):
    """The text is not a checkpoint that the key has signed; the message says why, for the one who checks."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a checkpoint states. ``origin`` names the log, ``moment`` when it was signed (UTC, ISO 8601)."""

    origin: str
    size: int
    root: bytes
    moment: str

    @property
    def text(self) -> str:
        """The text that is signed. The moment is an extension line, so that the signature covers it too."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n{self.moment}\n"


def signed(note: Note, *, seed: bytes) -> str:
    """Return the note with its signature line; ``seed`` is the private key's 32 bytes."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    mark = key_id(note.origin, key.public_key().public_bytes_raw())
    signature = base64.b64encode(mark + key.sign(note.text.encode())).decode()
    return f"{note.text}\n{DASH}{note.origin} {signature}\n"


def opened(signed_note: str, *, public_key: bytes) -> Note:
    """Return what the note states. :raises NoteRefused: its form or its signature does not hold."""
    note = parsed(signed_note)
    signatures = signed_note.rpartition("\n\n")[2]
    for line in signatures.splitlines():
        name, _, encoded = line.removeprefix(DASH).rpartition(" ")
        if line.startswith(DASH) and name == note.origin and _signs(note, encoded, public_key):
            return note
    raise NoteRefused("signature")


def parsed(signed_note: str) -> Note:
    """Return what the note states, whoever signed it. :raises NoteRefused: it has another form."""
    text, gap, signatures = signed_note.rpartition("\n\n")
    lines = text.split("\n")
    if not gap or len(lines) != 4 or not all(lines) or not signatures.endswith("\n"):
        raise NoteRefused("form")
    try:
        note = Note(
            origin=lines[0], size=int(lines[1]), root=base64.b64decode(lines[2], validate=True), moment=lines[3]
        )
    except ValueError:
        raise NoteRefused("form") from None
    if note.text != text + "\n":
        raise NoteRefused("form")
    return note


def key_id(name: str, public_key: bytes) -> bytes:
    """Return the four bytes by which a signature names its key."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:4]


def verifier(name: str, public_key: bytes) -> str:
    """Return the key as others write it down in order to check notes."""
    return f"{name}+{key_id(name, public_key).hex()}+{base64.b64encode(ED25519 + public_key).decode()}"


def public_key_of(seed: bytes) -> bytes:
    """Return the 32 bytes of the public key."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def _signs(note: Note, encoded: str, public_key: bytes) -> bool:
    try:
        signature = base64.b64decode(encoded, validate=True)
        if signature[:4] != key_id(note.origin, public_key):
            return False
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature[4:], note.text.encode())
    except (binascii.Error, InvalidSignature):
        return False
    return True
