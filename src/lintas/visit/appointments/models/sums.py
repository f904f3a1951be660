"""How many places a session has: the sum behind it, and the blank books that limit it."""

from django.db import models

from lintas.foundation.ids import new_id


class SessionSum(models.Model):
    """
    How the capacity of one session came about: every factor of `rules.capacity.Derivation`, codes and numbers only.

    Apart from the slots, whose rows change with every place that is taken.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point_id = models.UUIDField()
    starts_at = models.DateTimeField()
    factors = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point_id", "starts_at"], name="session_sum_once")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class BookStock(models.Model):
    """
    The blank books of a point, as the room that keeps them told us last.

    ``promised`` of the ``blank`` ones are for people whose visit is over and whose book is not printed yet.
    """

    point_id = models.UUIDField(primary_key=True)
    blank = models.PositiveIntegerField()
    promised = models.PositiveIntegerField()
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.blank} - {self.promised}"
