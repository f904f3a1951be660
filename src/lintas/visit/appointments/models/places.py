"""Tables of places, with the limits that must hold whatever the code does."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from lintas.foundation.ids import new_id
from lintas.visit.appointments.states import COUNTS_AS_TAKEN, HOLDS_A_PLACE, Action, MoveReason, State

_HOLDING = sorted(HOLDS_A_PLACE)
_TAKEN = sorted(COUNTS_AS_TAKEN)


class ServiceClass(models.TextChoices):
    """The classes that an office keeps places for."""

    REGULAR = "regular", "regular"
    PRIORITY = "priority", "priority"
    ACCELERATED = "accelerated", "accelerated"
    MOBILE = "mobile", "mobile"


class Confidence(models.TextChoices):
    """How sure we are of a datum: verified, from memory, derived, proposed."""

    VERIFIED = "V", "V"
    MEMORY = "M", "M"
    DERIVED = "D", "D"
    PROPOSED = "P", "P"


class Schedule(models.Model):
    """
    What a point offers in one session of one weekday, in the office's wall-clock time.

    ``share`` is the weight of the class among those that share the session's capacity, which follows from hours,
    roster and service times. ``capacity`` is a ceiling that the office has set, or without a share the number itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point_id = models.UUIDField()
    service_class = models.CharField(max_length=12, choices=ServiceClass)
    weekday = models.PositiveSmallIntegerField(help_text="1 is Monday, 7 is Sunday (ISO 8601)")
    session_start = models.TimeField()
    session_end = models.TimeField()
    capacity = models.PositiveSmallIntegerField(null=True)
    share = models.PositiveSmallIntegerField(null=True)
    release_days = models.PositiveSmallIntegerField(help_text="how many days ahead the places are opened")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    confidence = models.CharField(max_length=1, choices=Confidence)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["point_id", "service_class", "weekday", "session_start", "valid_from"],
                name="schedule_once",
            ),
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="schedule_weekday"),
            models.CheckConstraint(condition=Q(session_end__gt=F("session_start")), name="schedule_session_order"),
            models.CheckConstraint(condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="schedule_capacity"),
            models.CheckConstraint(condition=Q(share__isnull=True) | Q(share__gte=1), name="schedule_share"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=False) | Q(share__isnull=False), name="schedule_capacity_or_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_class} {self.weekday} {self.session_start:%H.%M}"


class SlotQuerySet(models.QuerySet["Slot"]):
    """The vocabulary of slots."""

    def bookable(self, *, at: Any) -> Self:
        """Keep the sessions that are offered and have not begun at ``at``."""
        return self.filter(offered=True, starts_at__gt=at)

    def with_room(self) -> Self:
        """Keep the sessions that still have a place."""
        return self.filter(taken__lt=F("capacity"))


class Slot(models.Model):
    """
    One session on one day with its places. ``on`` is the calendar day at the office.

    ``capacity`` is how many people may be booked, seats and ``extra`` places together: the one number that every way to
    a place looks at.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point_id = models.UUIDField()
    service_class = models.CharField(max_length=12, choices=ServiceClass)
    on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    withheld = models.PositiveSmallIntegerField(default=0, help_text="further places that wait for blank books")
    beyond = models.PositiveSmallIntegerField(
        default=0, help_text="places given beyond what the session has by its sum now; let go, they are not given again"
    )
    extra = models.PositiveSmallIntegerField(
        default=0, help_text="how many of the places are beyond the seats, because some people do not come"
    )
    offered = models.BooleanField(default=True, help_text="false while the office is closed at that hour")

    objects = SlotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(taken__gte=0, taken__lte=F("capacity")), name="slot_never_oversold"),
            models.CheckConstraint(condition=Q(beyond__lte=F("taken")), name="slot_beyond_is_taken"),
            # Whatever a decision says: never more people than two for each seat.
            models.CheckConstraint(condition=Q(capacity__gte=F("extra") + F("extra")), name="slot_extra_is_few"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_order"),
            models.UniqueConstraint(fields=["point_id", "service_class", "starts_at"], name="slot_once"),
        ]
        indexes = [models.Index(fields=["point_id", "on", "service_class"], name="slot_day")]

    def __str__(self) -> str:
        return f"{self.service_class} {self.starts_at:%Y-%m-%d %H:%M}"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """The vocabulary of appointments."""

    def holding_a_place(self) -> Self:
        """Keep the appointments that are still before their person."""
        return self.filter(state__in=_HOLDING)

    def counting_as_taken(self) -> Self:
        """Keep the appointments whose place is not open to others."""
        return self.filter(state__in=_TAKEN)

    def present(self) -> Self:
        """Keep the appointments whose person came and did not leave unserved."""
        return self.filter(state__in=[State.CHECKED_IN, State.SERVED])

    def overdue(self, *, at: Any) -> Self:
        """Keep the holds whose time has run out at ``at``."""
        return self.filter(state=State.HELD, held_until__lte=at)


class Appointment(models.Model):
    """A place for one application. ``subject`` is the application, ``person_id`` whom the place is bound to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slot = models.ForeignKey("appointments.Slot", on_delete=models.PROTECT, related_name="appointments")
    subject = models.UUIDField()
    person_id = models.UUIDField()
    service_key = models.CharField(max_length=60)
    state = models.CharField(max_length=12, choices=State)
    held_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    checked_in_at = models.DateTimeField(null=True)
    arrival = models.CharField(max_length=10, default="")
    moves_used = models.PositiveSmallIntegerField(default=0)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state__in=_HOLDING), name="appointment_one_per_subject"
            ),
            models.UniqueConstraint(
                fields=["person_id", "service_key"],
                condition=Q(state__in=_HOLDING),
                name="appointment_one_per_person_and_service",
            ),
            models.CheckConstraint(
                condition=Q(state=State.HELD, held_until__isnull=False)
                | (~Q(state=State.HELD) & Q(held_until__isnull=True)),
                name="appointment_held_until_while_held",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.CHECKED_IN, State.SERVED], checked_in_at__isnull=False)
                | Q(state=State.MISSED)
                | Q(
                    state__in=[State.HELD, State.BOOKED, State.RELEASED, State.LAPSED],
                    checked_in_at__isnull=True,
                ),
                name="appointment_checked_in_at_once_present",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "made_at"], name="appointment_of_subject"),
            models.Index(fields=["held_until"], condition=Q(state=State.HELD), name="appointment_overdue"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.subject}"


class StepIsFinal(RuntimeError):
    """Somebody tried to change or remove a line of the journal."""


class AppointmentStep(models.Model):
    """One line of an appointment's journal; written once, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    appointment = models.ForeignKey("appointments.Appointment", on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(max_length=16, choices=Action)
    from_state = models.CharField(max_length=12, choices=State, default="")
    to_state = models.CharField(max_length=12, choices=State)
    slot = models.ForeignKey("appointments.Slot", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    reason = models.CharField(max_length=16, choices=MoveReason, default="")

    def __str__(self) -> str:
        return f"{self.action} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new line. :raises StepIsFinal: the line is already written."""
        if not self._state.adding:
            raise StepIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse. :raises StepIsFinal: always."""
        raise StepIsFinal
