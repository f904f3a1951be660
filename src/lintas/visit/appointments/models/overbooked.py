"""Where the office books more people than it has seats, and from when on."""

from django.db import models

from lintas.foundation.ids import new_id


class OverbookingDecision(models.Model):
    """
    One decision of the head of a point: from the day ``from_on`` on, extra places or none.

    Rows are only added. For a day the latest decision counts that had begun by then; without any there is none.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point_id = models.UUIDField()
    from_on = models.DateField()
    is_on = models.BooleanField()
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["point_id", "decided_at"], name="overbooking_of_point")]

    def __str__(self) -> str:
        return f"{self.from_on:%Y-%m-%d} {'on' if self.is_on else 'off'}"
