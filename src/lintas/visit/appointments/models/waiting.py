"""The waiting list: parties of people, what they were offered, and how each decision was made."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from lintas.foundation.ids import new_id
from lintas.visit.appointments.models.places import ServiceClass
from lintas.visit.appointments.states import ON_THE_LIST, OfferState, WaitState

_LISTED = sorted(ON_THE_LIST)


class Party(models.Model):
    """People who want to come together; ``code`` lets the others join. One person is a party too."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=12, unique=True)
    point_id = models.UUIDField()
    service_class = models.CharField(max_length=12, choices=ServiceClass)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="party_days_in_order")]
        indexes = [models.Index(fields=["point_id", "service_class"], name="party_where")]

    def __str__(self) -> str:
        return f"{self.first_on} {self.last_on}"


class WaitingQuerySet(models.QuerySet["Waiting"]):
    """The vocabulary of the waiting list."""

    def listed(self) -> Self:
        """Keep those who are on the list, whether or not they have an offer."""
        return self.filter(state__in=_LISTED)

    def waiting(self) -> Self:
        """Keep those who can be offered a place."""
        return self.filter(state=WaitState.WAITING)


class Waiting(models.Model):
    """One person on the list with one application."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    party = models.ForeignKey("appointments.Party", on_delete=models.PROTECT, related_name="members")
    subject = models.UUIDField()
    person_id = models.UUIDField()
    service_key = models.CharField(max_length=60)
    state = models.CharField(max_length=12, choices=WaitState, default=WaitState.WAITING)
    joined_at = models.DateTimeField()
    passes = models.PositiveSmallIntegerField(default=0, help_text="offers that went by unanswered")
    ended_at = models.DateTimeField(null=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject"], condition=Q(state__in=_LISTED), name="waiting_once_a_subject"),
            models.UniqueConstraint(
                fields=["person_id", "service_key"],
                condition=Q(state__in=_LISTED),
                name="waiting_once_a_person_and_service",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_LISTED, ended_at__isnull=True)
                | (~Q(state__in=_LISTED) & Q(ended_at__isnull=False)),
                name="waiting_ended_once_off_the_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.subject}"


class RecordIsFinal(RuntimeError):
    """Somebody tried to change or remove the record of a decision."""


class Allotment(models.Model):
    """One decision of the rule: what was free and who waited, and who was offered what. Written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    point_id = models.UUIDField()
    service_class = models.CharField(max_length=12, choices=ServiceClass)
    rule = models.CharField(max_length=8)
    asked = models.JSONField()
    answer = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["point_id", "at"], name="allotment_of_point")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new record. :raises RecordIsFinal: it is already written."""
        if not self._state.adding:
            raise RecordIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse. :raises RecordIsFinal: always."""
        raise RecordIsFinal


class OfferQuerySet(models.QuerySet["Offer"]):
    """The vocabulary of offers."""

    def open(self) -> Self:
        """Keep those that were not answered yet."""
        return self.filter(state=OfferState.OPEN)


class Offer(models.Model):
    """A freed place kept for one person until ``until``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    waiting = models.ForeignKey("appointments.Waiting", on_delete=models.PROTECT, related_name="offers")
    place = models.ForeignKey("appointments.FreedPlace", on_delete=models.PROTECT, related_name="offers")
    allotment = models.ForeignKey("appointments.Allotment", on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(max_length=12, choices=OfferState, default=OfferState.OPEN)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["waiting"], condition=Q(state=OfferState.OPEN), name="offer_one_a_person"),
            models.UniqueConstraint(fields=["place"], condition=Q(state=OfferState.OPEN), name="offer_one_a_place"),
            models.CheckConstraint(condition=Q(until__gt=F("made_at")), name="offer_leaves_time"),
            models.CheckConstraint(
                condition=Q(state=OfferState.OPEN, closed_at__isnull=True)
                | (~Q(state=OfferState.OPEN) & Q(closed_at__isnull=False)),
                name="offer_closed_once_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state=OfferState.ACCEPTED) | Q(closed_at__lt=F("until")), name="offer_accepted_in_time"
            ),
        ]
        indexes = [models.Index(fields=["until"], condition=Q(state=OfferState.OPEN), name="offer_overdue")]

    def __str__(self) -> str:
        return f"{self.state} {self.until:%Y-%m-%d %H:%M}"
