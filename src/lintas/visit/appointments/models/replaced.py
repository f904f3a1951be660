"""Places given instead of those on closed days, and what is told until there is one."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from lintas.foundation.ids import new_id
from lintas.visit.appointments.states import Answer, MoveReason


class Replacement(models.Model):
    """
    A place that the office gave instead of one on a day it closed, and what the person said to it.

    The place is the person's from the first moment; until ``answer_by`` they may take another one instead.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    appointment = models.ForeignKey("appointments.Appointment", on_delete=models.PROTECT, related_name="replacements")
    from_slot = models.ForeignKey("appointments.Slot", on_delete=models.PROTECT, related_name="+")
    slot = models.ForeignKey("appointments.Slot", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=16, choices=MoveReason)
    offered_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appointment", "from_slot"], name="replacement_once_for_a_place"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (Q(answer__in=Answer.values) & Q(answered_at__isnull=False)),
                name="replacement_answered_when_answered",
            ),
            models.CheckConstraint(condition=Q(answer_by__gte=F("offered_at")), name="replacement_answer_by_after"),
        ]

    def __str__(self) -> str:
        return f"{self.answer or '-'} {self.answer_by:%Y-%m-%d %H:%M}"


class ClosureNoticeQuerySet(models.QuerySet["ClosureNotice"]):
    """The vocabulary of closure notices."""

    def standing(self) -> Self:
        """Keep those by which somebody still stays away."""
        return self.filter(over_at__isnull=True)


def called_off() -> Exists:
    """Return, for queries of appointments, whether the person was told not to come to that session, and still is."""
    return Exists(ClosureNotice.objects.standing().filter(appointment=OuterRef("id"), slot=OuterRef("slot")))


class ClosureNotice(models.Model):
    """
    What a person was told while nothing equal is free: their day is closed, and another place is looked for.

    It stands until they have another place, or the day is opened again in time, of which they are told too.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    appointment = models.ForeignKey(
        "appointments.Appointment", on_delete=models.PROTECT, related_name="closure_notices", db_index=False
    )
    slot = models.ForeignKey("appointments.Slot", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)

    objects = ClosureNoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "slot"], condition=Q(over_at__isnull=True), name="closure_notice_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(over_at__isnull=True) | Q(over_at__gte=F("made_at")), name="closure_notice_over_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"
