"""When a point is open, and when not."""

from django.db import models
from django.db.models import F, Q

from lintas.directory.offices.models.facts import Fact
from lintas.directory.offices.states import ClosureReason, HolidayKind, YearStatus
from lintas.foundation.ids import new_id


class OpeningHours(Fact):
    """
    The hours of one weekday (Monday is 0) at a point, in the office's local time.

    The rows of a point with one ``valid_from`` are one week; the newest week that has begun
    counts, and a weekday it leaves out is closed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point = models.ForeignKey("offices.ServicePoint", on_delete=models.CASCADE, related_name="opening_hours")
    valid_from = models.DateField()
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    break_starts = models.TimeField(null=True)
    break_ends = models.TimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="hours_once_a_weekday", fields=["point", "valid_from", "weekday"]),
            models.CheckConstraint(name="hours_weekday_known", condition=Q(weekday__range=(0, 6))),
            models.CheckConstraint(name="hours_open_before_close", condition=Q(opens__lt=F("closes"))),
            models.CheckConstraint(
                name="hours_break_inside",
                condition=Q(break_starts=None, break_ends=None)
                | Q(
                    break_starts__isnull=False,
                    break_ends__isnull=False,
                    break_starts__gt=F("opens"),
                    break_starts__lt=F("break_ends"),
                    break_ends__lt=F("closes"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"


class Closure(models.Model):
    """A day on which an office, or one of its points, does not serve though it otherwise would."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey("offices.Office", null=True, on_delete=models.CASCADE, related_name="closures")
    point = models.ForeignKey("offices.ServicePoint", null=True, on_delete=models.CASCADE, related_name="closures")
    on = models.DateField()
    reason = models.CharField(max_length=20, choices=ClosureReason)
    words_id = models.CharField(max_length=200)
    words_en = models.CharField(max_length=200)
    decided_by = models.CharField(max_length=60)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="closure_of_office_or_point",
                condition=Q(office=None, point__isnull=False) | Q(office__isnull=False, point=None),
            ),
            models.UniqueConstraint(name="closure_once_a_day_at_point", fields=["point", "on"]),
            models.UniqueConstraint(name="closure_once_a_day_of_office", fields=["office", "on"]),
            models.CheckConstraint(name="closure_reason_known", condition=Q(reason__in=ClosureReason.values)),
            models.CheckConstraint(name="closure_says_why", condition=~Q(words_id="") & ~Q(words_en="")),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.reason}"


class HolidayYear(Fact):
    """Whether the joint decree for a year is loaded, and from where."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    status = models.CharField(max_length=12, choices=YearStatus)
    version = models.CharField(max_length=20)

    class Meta:
        constraints = [models.CheckConstraint(name="year_status_known", condition=Q(status__in=YearStatus.values))]

    def __str__(self) -> str:
        return f"{self.year} {self.status}"


class Holiday(models.Model):
    """One day of rest of government offices."""

    on = models.DateField()
    kind = models.CharField(max_length=20, choices=HolidayKind)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    source = models.CharField(max_length=200)
    year = models.ForeignKey("offices.HolidayYear", on_delete=models.CASCADE, related_name="holidays")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="holiday_once_a_day", fields=["on"]),
            models.CheckConstraint(name="holiday_kind_known", condition=Q(kind__in=HolidayKind.values)),
            models.CheckConstraint(name="holiday_in_its_year", condition=Q(on__year=F("year"))),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
