"""Tables of needs: sealed what belongs to a person, in the open what is only a number."""

from django.db import models
from django.db.models import F, Q

from lintas.directory.offices.states import FacilityKind
from lintas.foundation.ids import new_id
from lintas.visit.needs.states import Need


class Statement(models.Model):
    """
    What one application's visitor needs, sealed under the person's key. ``subject`` is the application.

    There is a row for whoever answered, also with "nothing"; all three sealed columns are always there and of one
    length. ``point_id`` and ``starts_at`` are the session for which it was arranged, as the appointment has them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.UUIDField(unique=True)
    person_id = models.UUIDField(db_index=True)
    needs = models.BinaryField()
    kept = models.BinaryField()
    verdict = models.BinaryField()
    point_id = models.UUIDField(null=True)
    starts_at = models.DateTimeField(null=True)
    stated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(point_id__isnull=True, starts_at__isnull=True)
                | Q(point_id__isnull=False, starts_at__isnull=False),
                name="statement_session_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)


class FacilityHour(models.Model):
    """How many of a point's facility are kept in the session that begins then; never more than there are."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point_id = models.UUIDField()
    kind = models.CharField(max_length=20, choices=FacilityKind)
    starts_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["point_id", "starts_at", "kind"], name="facility_hour_once"),
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="facility_hour_never_kept_twice"),
            models.CheckConstraint(condition=Q(taken__gte=0), name="facility_hour_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_at:%Y-%m-%d %H:%M}"


class Outcome(models.Model):
    """How often a need was met and not met at a point; never by whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point_id = models.UUIDField()
    need = models.CharField(max_length=16, choices=Need)
    met = models.PositiveIntegerField(default=0)
    unmet = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point_id", "need"], name="outcome_once")]

    def __str__(self) -> str:
        return f"{self.need} {self.met} {self.unmet}"
