"""When somebody wants to be told to leave home."""

from django.db import models
from django.db.models import Q


class Departure(models.Model):
    """
    Somebody's way to their visit of that day: so many ``minutes`` long, by their own word. ``told_at`` once told to go.

    Where they come from is not kept.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="departures")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "day"], name="departure_once_a_day"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=720), name="departure_within_a_day"),
        ]
        indexes = [models.Index(fields=["day"], condition=Q(told_at__isnull=True), name="departure_to_tell")]

    def __str__(self) -> str:
        return f"{self.day} {self.minutes} min"
