"""The office's seeds: one file per draw among the secrets, never in the database and never in its backup."""

from uuid import UUID

from django.conf import settings

from lintas.foundation.secrets import generated_secret
from lintas.visit.draws.rules.hashing import SECRET


def seed_of(draw_id: UUID) -> bytes:
    """
    Return the draw's seed, made at the first asking.

    A file that was lost is made anew, with another content: then it does not open its commitment, and the
    draw becomes void like one whose witness stays silent.
    """
    return generated_secret(settings.SECRETS_DIR / "draws", f"{draw_id}.seed", size=SECRET)
