"""Whether a message comes from the box that it names."""

from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lintas.visit.kiosks import rules


def is_genuine(key: bytes, *, path: str, kiosk_id: UUID, body: bytes, signature: str) -> bool:
    """Say whether the owner of the key signed these bytes for this address. ``signature`` is hexadecimal."""
    try:
        proof = bytes.fromhex(signature)
        Ed25519PublicKey.from_public_bytes(key).verify(
            proof, rules.signed_bytes(path=path, kiosk=str(kiosk_id), body=body)
        )
    except (ValueError, InvalidSignature):
        return False
    return True
