"""Tables of the limits."""

from django.db import models


class Bucket(models.Model):
    """How often one caller did one kind of thing in one window; ``id`` is a keyed hash of the three."""

    id = models.CharField(max_length=64, primary_key=True, editable=False)
    spent = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)
