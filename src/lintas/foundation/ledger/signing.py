"""The key that signs checkpoints, and the name under which each shard signs."""

from urllib.parse import urlsplit

from django.conf import settings

from lintas.foundation.ledger.rules import notes
from lintas.foundation.secrets import generated_secret


def seed() -> bytes:
    """Return the private key's 32 bytes; made on first use in the folder of secrets."""
    return generated_secret(settings.SECRETS_DIR, "ledger.key")


def public_key() -> bytes:
    """Return the 32 bytes by which anyone checks our checkpoints."""
    return notes.public_key_of(seed())


def origin_of(shard: str) -> str:
    """Return the name of the shard's log: an address without its scheme, as C2SP advises."""
    return f"{urlsplit(settings.PUBLIC_URL).netloc}/buku-besar/{shard}"
