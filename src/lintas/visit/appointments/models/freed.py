"""Places that somebody let go, or that the office added, and that are not open to everybody yet."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from lintas.foundation.ids import new_id
from lintas.visit.appointments.states import KEEPS_A_PLACE, Cause, Rest

_KEEPING = sorted(KEEPS_A_PLACE)


class FreedPlaceQuerySet(models.QuerySet["FreedPlace"]):
    """The vocabulary of freed places."""

    def keeping_a_place(self) -> Self:
        """Keep those that their session still counts as taken."""
        return self.filter(state__in=_KEEPING)

    def resting(self) -> Self:
        """Keep those that nobody has been given and that are not open yet."""
        return self.filter(state=Rest.RESTING)

    def due(self, *, at: Any) -> Self:
        """Keep those that open to everybody at ``at``."""
        return self.filter(state=Rest.RESTING, opens_at__lte=at)


class FreedPlace(models.Model):
    """
    One place on its way from who let it go, or from the office that added it, to who gets it.

    While it rests or is offered it counts in its session's ``taken``, so that every way to a place respects it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slot = models.ForeignKey("appointments.Slot", on_delete=models.PROTECT, related_name="freed")
    subject = models.UUIDField(null=True, help_text="the application that let it go; none when the office added it")
    cause = models.CharField(max_length=16, choices=Cause)
    freed_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=Rest, default=Rest.RESTING)
    ended_at = models.DateTimeField(null=True)

    objects = FreedPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__gt=F("freed_at")), name="freed_place_rests"),
            models.CheckConstraint(
                condition=Q(cause=Cause.ADDED, subject__isnull=True)
                | (Q(cause__in=sorted(set(Cause.values) - {Cause.ADDED.value})) & Q(subject__isnull=False)),
                name="freed_place_cause",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_KEEPING, ended_at__isnull=True)
                | (~Q(state__in=_KEEPING) & Q(ended_at__isnull=False)),
                name="freed_place_ended_once_gone",
            ),
            models.CheckConstraint(
                condition=~Q(state=Rest.OPENED) | Q(ended_at__gte=F("opens_at")), name="freed_place_never_opens_early"
            ),
        ]
        indexes = [
            models.Index(fields=["opens_at"], condition=Q(state=Rest.RESTING), name="freed_place_due"),
            models.Index(fields=["slot", "subject"], condition=Q(state=Rest.RESTING), name="freed_place_own"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.opens_at:%Y-%m-%d %H:%M}"
