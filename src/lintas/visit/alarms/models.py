"""Tables of alarms and of the drills in which they are tried."""

from django.db import models
from django.db.models import F, Q

from lintas.foundation.ids import new_id


class Drill(models.Model):
    """A time in which a head tries how quickly an alarm is answered; one at a time in an office."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office_id = models.UUIDField()
    started_by = models.UUIDField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office_id"], condition=Q(ended_at__isnull=True), name="drill_one_running"),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class Alarm(models.Model):
    """An officer's call for help, and which head answered it. ``drill`` when one was running."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office_id = models.UUIDField()
    counter_id = models.UUIDField(null=True)
    point_id = models.UUIDField(null=True)
    officer_id = models.UUIDField()
    drill = models.ForeignKey("alarms.Drill", null=True, on_delete=models.PROTECT, related_name="alarms")
    raised_at = models.DateTimeField()
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer_id"], condition=Q(answered_at__isnull=True), name="alarm_one_open_per_officer"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__gte=F("raised_at"), answered_by__isnull=False),
                name="alarm_answered_by_somebody_later",
            ),
        ]
        indexes = [models.Index(fields=["office_id", "-raised_at"], name="alarm_of_office")]

    def __str__(self) -> str:
        return f"{self.raised_at:%Y-%m-%d %H:%M}"
