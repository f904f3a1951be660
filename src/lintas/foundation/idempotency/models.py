"""Tables of idempotency."""

from django.db import models


class Reply(models.Model):
    """
    The answer to an act, written in the transaction of the act itself.

    ``id`` is part of a hash of who acted and of the key; ``fingerprint`` a hash of the request, keyed with the
    key; ``sealed`` the answer, sealed with it. Without the key the row tells nothing.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    fingerprint = models.CharField(max_length=64)
    sealed = models.BinaryField()
    made_at = models.DateTimeField(db_index=True)
