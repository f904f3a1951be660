"""Reminders of a visit, each with its one way to say "I cannot come"."""

from django.db import models
from django.db.models import Q

from lintas.foundation.ids import new_id

NUMBERS = (1, 2)


class Reminder(models.Model):
    """
    One reminder of one appointment at one session; an appointment that moves is reminded of its new session.

    ``digest`` is what is kept of the token in the link: who reads this table cannot use any link.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    appointment = models.ForeignKey("appointments.Appointment", on_delete=models.PROTECT, related_name="reminders")
    slot = models.ForeignKey("appointments.Slot", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    digest = models.BinaryField(max_length=32, null=True, unique=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appointment", "slot", "number"], name="reminder_once"),
            models.CheckConstraint(condition=Q(number__in=NUMBERS), name="reminder_number"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(digest__isnull=False), name="reminder_used_by_its_link"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.made_at:%Y-%m-%d %H:%M}"
