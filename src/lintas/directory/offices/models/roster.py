"""Which counters are staffed when. Who sits there is not kept here: capacity needs counters, not names."""

from django.db import models
from django.db.models import F, Q

from lintas.directory.offices.models.facts import Fact
from lintas.foundation.ids import new_id


class RosterStretch(Fact):
    """
    One stretch of a weekday (Monday is 0) in which a counter is staffed, in the office's local time.

    The rows of a counter with one ``valid_from`` are one week; the newest week that has begun counts, and a weekday
    it leaves out is unstaffed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    counter = models.ForeignKey("offices.Counter", on_delete=models.CASCADE, related_name="roster")
    valid_from = models.DateField()
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="roster_stretch_once", fields=["counter", "valid_from", "weekday", "starts"]),
            models.CheckConstraint(name="roster_weekday_known", condition=Q(weekday__range=(0, 6))),
            models.CheckConstraint(name="roster_starts_before_end", condition=Q(starts__lt=F("ends"))),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts:%H:%M}-{self.ends:%H:%M}"


class RosterChange(models.Model):
    """One day on which a counter is staffed otherwise than in its week; without hours it is not staffed at all."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    counter = models.ForeignKey("offices.Counter", on_delete=models.CASCADE, related_name="roster_changes")
    on = models.DateField()
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    decided_by = models.CharField(max_length=60)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="roster_change_once_a_day", fields=["counter", "on"]),
            models.CheckConstraint(
                name="roster_change_hours_in_order",
                condition=Q(starts=None, ends=None) | Q(starts__isnull=False, ends__isnull=False, starts__lt=F("ends")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}"
