"""Tables of the queue, with the limits that must hold whatever the code does."""

from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Window
from django.db.models.functions import RowNumber

from lintas.foundation.ids import new_id
from lintas.foundation.words import Bilingual
from lintas.visit.queueing.states import (
    AT_A_COUNTER,
    HAS_A_COUNTER,
    IN_LINE,
    IN_THE_HOUSE,
    TAKES_A_TURN,
    Action,
    BreakReason,
    OverrideReason,
    QueueClass,
    State,
    Station,
)

_AT_A_COUNTER = sorted(AT_A_COUNTER)
_HAS_A_COUNTER = sorted(HAS_A_COUNTER)
_IN_LINE = sorted(IN_LINE)
_IN_THE_HOUSE = sorted(IN_THE_HOUSE)
_TAKES_A_TURN = sorted(TAKES_A_TURN)


class Lane(models.Model):
    """A class of visitors at one point, with its letter; ``behind_at_most`` others go before one who waits in it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point_id = models.UUIDField()
    letter = models.CharField(max_length=1)
    queue_class = models.CharField(max_length=12, choices=QueueClass)
    name_id = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField()
    behind_at_most = models.PositiveSmallIntegerField(null=True)
    confidence = models.CharField(max_length=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["point_id", "letter"], name="lane_letter_once"),
            models.UniqueConstraint(fields=["point_id", "queue_class"], name="lane_class_once"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="lane_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.name_id}"

    @property
    def words(self) -> Bilingual:
        """The lane's name."""
        return Bilingual(id=self.name_id, en=self.name_en)


class LaneDay(models.Model):
    """The last number given in a lane on a day; the row from which numbers are taken."""

    lane = models.ForeignKey("queueing.Lane", on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    last_number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lane", "day"], name="lane_day_once"),
            models.CheckConstraint(condition=Q(last_number__gte=1, last_number__lte=999), name="lane_day_three_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.lane_id} {self.day} {self.last_number}"


class StationDay(models.Model):
    """
    How many calls a station made on a day, and the weights of the day's first call, kept until its last.

    The row is held by whoever calls, joins the line or leaves it, so that all of these have one order.
    """

    point_id = models.UUIDField()
    station = models.CharField(max_length=12, choices=Station)
    day = models.DateField()
    last_turn = models.PositiveIntegerField()
    rule = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point_id", "station", "day"], name="station_day_once")]

    def __str__(self) -> str:
        return f"{self.station} {self.day} {self.last_turn}"


class TicketQuerySet(models.QuerySet["Ticket"]):
    """The vocabulary of tickets."""

    def in_line(self, *, point_id: UUID, day: date, station: str | None = None) -> Self:
        """Keep those who may be called at the point today, at one station or at all."""
        line = self.filter(point_id=point_id, day=day, state__in=_IN_LINE)
        return line if station is None else line.filter(station=station)

    def by_place(self) -> Self:
        """Order as inside a class: sent to the front, then by arrival."""
        return self.order_by("-is_front", "place_at", "since", "id")

    def heads(self) -> Self:
        """Keep the first of each lane."""
        ranked = self.annotate(
            rank=Window(
                RowNumber(),
                partition_by=F("lane_id"),
                order_by=[F("is_front").desc(), "place_at", "since", "id"],
            )
        )
        return ranked.filter(rank=1)


class Ticket(models.Model):
    """
    One visitor's number of one day, through all stations of the visit.

    ``place_at`` is the moment that counts for the order inside the class, ``since`` when the ticket joined
    this station's line, ``since_turn`` how many calls the station had made by then. Numbers of one ``party_id`` are
    called together.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point_id = models.UUIDField()
    lane = models.ForeignKey("queueing.Lane", on_delete=models.PROTECT, related_name="tickets")
    day = models.DateField()
    number = models.PositiveSmallIntegerField()
    subject = models.UUIDField()
    station = models.CharField(max_length=12, choices=Station)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    party_id = models.UUIDField(null=True)
    is_front = models.BooleanField(default=False)
    place_at = models.DateTimeField()
    since = models.DateTimeField()
    since_turn = models.PositiveIntegerField()
    counter_id = models.UUIDField(null=True)
    calls_made = models.PositiveSmallIntegerField(default=0)
    issued_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    served_from = models.DateTimeField(null=True)
    skipped_at = models.DateTimeField(null=True)
    has_returned = models.BooleanField(default=False)

    objects = TicketQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lane", "day", "number"], name="ticket_number_once"),
            models.UniqueConstraint(
                fields=["subject", "day"], condition=Q(state__in=_IN_THE_HOUSE), name="ticket_one_per_subject_and_day"
            ),
            models.UniqueConstraint(
                fields=["counter_id", "day"], condition=Q(state__in=_AT_A_COUNTER), name="ticket_one_per_counter"
            ),
            models.CheckConstraint(
                condition=Q(state__in=_HAS_A_COUNTER, counter_id__isnull=False)
                | (~Q(state__in=_HAS_A_COUNTER) & Q(counter_id__isnull=True)),
                name="ticket_counter_while_there",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SKIPPED, skipped_at__isnull=False) | ~Q(state=State.SKIPPED),
                name="ticket_skipped_at_once_skipped",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.BESIDE, State.HELD]) | Q(party_id__isnull=False),
                name="ticket_waits_for_its_party",
            ),
        ]
        indexes = [
            models.Index(fields=["point_id", "day", "station"], condition=Q(state__in=_IN_LINE), name="ticket_in_line"),
            models.Index(fields=["subject", "issued_at"], name="ticket_of_subject"),
            models.Index(fields=["party_id"], condition=Q(party_id__isnull=False), name="ticket_of_party"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class CounterSession(models.Model):
    """An officer at a counter, from opening to closing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    counter_id = models.UUIDField()
    point_id = models.UUIDField()
    station = models.CharField(max_length=12, choices=Station)
    officer_id = models.UUIDField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["counter_id"], condition=Q(closed_at__isnull=True), name="session_one_per_counter"
            ),
            models.UniqueConstraint(
                fields=["officer_id"], condition=Q(closed_at__isnull=True), name="session_one_per_officer"
            ),
        ]
        indexes = [models.Index(fields=["point_id"], condition=Q(closed_at__isnull=True), name="session_open")]

    def __str__(self) -> str:
        return f"{self.counter_id} {self.opened_at:%H.%M}"


class CounterBreak(models.Model):
    """A pause of a counter: why, until when the sign on the board says, and when it ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey("queueing.CounterSession", on_delete=models.PROTECT, related_name="breaks")
    point_id = models.UUIDField()
    counter_id = models.UUIDField()
    reason = models.CharField(max_length=8, choices=BreakReason)
    began_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(ended_at__isnull=True), name="break_one_per_session"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("began_at")), name="break_has_an_end"),
        ]
        indexes = [models.Index(fields=["point_id"], condition=Q(ended_at__isnull=True), name="break_running")]

    def __str__(self) -> str:
        return f"{self.reason} {self.began_at:%H.%M}"


class Foretold(models.Model):
    """
    What one visitor was told in one line, and what became of it. Lengths in seconds.

    ``low`` and ``high`` are the ends of the interval told first, at ``told_at``; only these are scored. ``newest_low``
    and ``newest_high`` count from ``newest_at`` and are what the phone shows now. ``is_hit`` once the call came.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ticket = models.ForeignKey("queueing.Ticket", on_delete=models.PROTECT, related_name="foretold")
    lane = models.ForeignKey("queueing.Lane", on_delete=models.PROTECT, related_name="+")
    point_id = models.UUIDField()
    station = models.CharField(max_length=12, choices=Station)
    day = models.DateField()
    joined_at = models.DateTimeField()
    told_at = models.DateTimeField()
    low = models.FloatField()
    high = models.FloatField()
    newest_at = models.DateTimeField()
    newest_low = models.FloatField()
    newest_high = models.FloatField()
    called_at = models.DateTimeField(null=True)
    is_hit = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "joined_at"], name="foretold_once_per_line"),
            models.CheckConstraint(condition=Q(low__gte=0, low__lte=F("high")), name="foretold_is_an_interval"),
            models.CheckConstraint(
                condition=Q(newest_low__gte=0, newest_low__lte=F("newest_high")), name="foretold_newest_is_an_interval"
            ),
            models.CheckConstraint(
                condition=Q(called_at__isnull=True, is_hit__isnull=True)
                | Q(called_at__isnull=False, is_hit__isnull=False),
                name="foretold_scored_once_called",
            ),
        ]
        indexes = [models.Index(fields=["point_id", "day", "station"], name="foretold_of_day")]

    def __str__(self) -> str:
        return f"{self.low:.0f}-{self.high:.0f} s"


class Calibration(models.Model):
    """
    How wide told intervals must be at a station, learnt from all of its days up to ``through``.

    ``moved``: by lane how far both ends have moved (`waiting.spread`).
    """

    point_id = models.UUIDField()
    station = models.CharField(max_length=12, choices=Station)
    through = models.DateField()
    moved = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point_id", "station"], name="calibration_one_per_station")]

    def __str__(self) -> str:
        return f"{self.station} {self.through}"


class Outlook(models.Model):
    """How long somebody would wait who joined the lane's line at a station at ``at``; both ends in seconds."""

    lane = models.ForeignKey("queueing.Lane", on_delete=models.CASCADE, related_name="outlooks")
    point_id = models.UUIDField()
    station = models.CharField(max_length=12, choices=Station)
    at = models.DateTimeField()
    low = models.FloatField()
    high = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["point_id", "station", "lane"], name="outlook_one_per_line"),
            models.CheckConstraint(condition=Q(low__gte=0, low__lte=F("high")), name="outlook_is_an_interval"),
        ]

    def __str__(self) -> str:
        return f"{self.low:.0f}-{self.high:.0f} s"


class CallIsFinal(RuntimeError):
    """Somebody tried to change or remove a line of the journal."""


class Call(models.Model):
    """
    One line of a ticket's journal, of every kind; written once, never changed.

    ``turn`` numbers the station's calls of the day; ``why`` says in words why the ticket was next;
    ``seconds`` is how long a service took, on the line that ended it. Where the ticket joined or left the
    line of a station, ``line`` is that station and ``after_turn`` its calls so far; who joined stands there
    by ``is_front`` and ``place_at``, and with its ``party_id`` if it has one; ``override`` is the reason of a call out of
    turn. From these the order of the day can be worked out again by anybody.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ticket = models.ForeignKey("queueing.Ticket", on_delete=models.PROTECT, related_name="calls")
    lane = models.ForeignKey("queueing.Lane", on_delete=models.PROTECT, related_name="+")
    point_id = models.UUIDField()
    station = models.CharField(max_length=12, choices=Station)
    day = models.DateField()
    kind = models.CharField(max_length=12, choices=Action)
    from_state = models.CharField(max_length=12, choices=State, default="")
    to_state = models.CharField(max_length=12, choices=State)
    turn = models.PositiveIntegerField(null=True)
    counter_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=12, default="")
    override = models.CharField(max_length=12, choices=OverrideReason, default="")
    party_id = models.UUIDField(null=True)
    why_id = models.CharField(max_length=300, default="")
    why_en = models.CharField(max_length=300, default="")
    seconds = models.PositiveIntegerField(null=True)
    line = models.CharField(max_length=12, choices=Station, default="")
    after_turn = models.PositiveIntegerField(null=True)
    is_front = models.BooleanField(default=False)
    place_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["point_id", "station", "day", "turn"], name="call_turn_once"),
            models.CheckConstraint(
                condition=Q(kind__in=_TAKES_A_TURN, turn__isnull=False)
                | (~Q(kind__in=_TAKES_A_TURN) & Q(turn__isnull=True)),
                name="call_turn_of_calls",
            ),
            models.CheckConstraint(condition=Q(override="") | Q(kind=Action.CALL), name="call_override_of_calls"),
            models.CheckConstraint(
                condition=Q(line="", after_turn__isnull=True) | (~Q(line="") & Q(after_turn__isnull=False)),
                name="call_line_after_turn",
            ),
        ]
        indexes = [models.Index(fields=["point_id", "day", "at"], name="call_of_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%H.%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new line. :raises CallIsFinal: the line is already written."""
        if not self._state.adding:
            raise CallIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse. :raises CallIsFinal: always."""
        raise CallIsFinal
