"""Tables of live pages."""

from django.db import models


class Signal(models.Model):
    """
    Something on a topic has changed. Rows are only ever added, so that no act waits for another.

    ``position`` is the id of the transaction on PostgreSQL, the number of the row on SQLite: what a
    cursor needs to tell the seen from the unseen.
    """

    topic = models.CharField(max_length=60)
    position = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["position", "topic"], name="live_signal_by_position"),
            models.Index(fields=["topic", "position"], name="live_signal_by_topic"),
        ]


class Forgetting(models.Model):
    """
    The last time old signals were deleted: one row, none before the first time.

    ``up_to`` is the highest position deleted, ``position`` that of the deletion itself.
    """

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    up_to = models.BigIntegerField()
    position = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="live_forgetting_is_one_row")]
