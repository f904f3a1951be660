"""Tables of the kiosks, with the limits that must hold whatever the code does."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from lintas.foundation.ids import new_id
from lintas.visit.kiosks.rules import NUMBERS, START
from lintas.visit.kiosks.states import Outcome, Recorded


class Kiosk(models.Model):
    """
    A box in the hall of a point.

    ``key`` is its Ed25519 public key, set when it was enrolled with the code whose hash is ``code_hash``. ``last_seq``
    and ``last_hash`` end its log as the house has it, ``placed_at`` is that line's moment. ``heard_at`` is when it last
    spoke; ``told_all`` whether it had told every line of its log by then. ``serves_counters``: the counters of the hall
    go on with it while the house is away; one box of a hall does.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point_id = models.UUIDField()
    name = models.CharField(max_length=40)
    code_hash = models.BinaryField(max_length=32)
    code_until = models.DateTimeField()
    key = models.BinaryField(max_length=32, null=True)
    enrolled_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)
    last_seq = models.PositiveIntegerField(default=0)
    last_hash = models.BinaryField(max_length=32, default=START)
    placed_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    told_all = models.BooleanField(default=False)
    serves_counters = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["point_id", "name"], condition=Q(revoked_at__isnull=True), name="kiosk_name_once"
            ),
            models.UniqueConstraint(fields=["key"], name="kiosk_key_once"),
            models.UniqueConstraint(
                fields=["point_id"],
                condition=Q(serves_counters=True, revoked_at__isnull=True),
                name="kiosk_one_serves_counters",
            ),
            models.CheckConstraint(
                condition=Q(key__isnull=True, enrolled_at__isnull=True)
                | Q(key__isnull=False, enrolled_at__isnull=False),
                name="kiosk_key_once_enrolled",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Written(models.Model):
    """A row that is written once and never changed."""

    class Meta:
        abstract = True

    class Final(RuntimeError):
        """Somebody tried to change or remove such a row."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row. :raises Final: it is already written."""
        if not self._state.adding:
            raise self.Final
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse. :raises Final: always."""
        raise self.Final


class Block(Written):
    """Numbers of a lane and day that one kiosk alone may give; ``id`` was made by the kiosk that asked for it."""

    id = models.UUIDField(primary_key=True, editable=False)
    kiosk = models.ForeignKey("kiosks.Kiosk", on_delete=models.PROTECT, related_name="blocks")
    lane_id = models.UUIDField()
    day = models.DateField()
    first = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField()
    leased_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lane_id", "day", "first"], name="block_first_once"),
            models.UniqueConstraint(fields=["lane_id", "day", "last"], name="block_last_once"),
            models.CheckConstraint(
                condition=Q(first__gte=1, first__lte=F("last"), last__lte=NUMBERS), name="block_three_digits"
            ),
        ]
        indexes = [models.Index(fields=["kiosk", "day"], name="block_of_kiosk")]

    def __str__(self) -> str:
        return f"{self.day} {self.first}-{self.last}"


class Given(Written):
    """
    A number that a kiosk gave: one line of its log; ``id`` was made by the kiosk.

    ``wall`` is what its clock showed, ``given_at`` when it was by all we know, ``merged_at`` when the house heard of
    it. ``ticket_id`` is set when it stands or stood in a line.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    kiosk = models.ForeignKey("kiosks.Kiosk", on_delete=models.PROTECT, related_name="given")
    seq = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32)
    lane_id = models.UUIDField()
    day = models.DateField()
    number = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=16, blank=True)
    wall = models.DateTimeField()
    given_at = models.DateTimeField()
    merged_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    ticket_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kiosk", "seq"], name="given_seq_once"),
            models.UniqueConstraint(fields=["lane_id", "day", "number"], name="given_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=NUMBERS), name="given_three_digits"),
            models.CheckConstraint(condition=Q(given_at__lte=F("merged_at")), name="given_before_merged"),
            models.CheckConstraint(
                condition=Q(outcome__in=[Outcome.JOINED, Outcome.EXCHANGED], ticket_id__isnull=False)
                | Q(outcome__in=[Outcome.PAST, Outcome.UNPLACED], ticket_id__isnull=True),
                name="given_ticket_when_in_line",
            ),
            models.UniqueConstraint(fields=["ticket_id"], name="given_ticket_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.number} {self.outcome}"


class Act(models.Model):
    """
    What a counter did with a number while it was cut off: one line of a kiosk's log; ``id`` was made by the kiosk.

    ``ticket_id`` is None when the number stands in no line. In a conflict the house had decided otherwise, for the
    reason ``code``, and nothing was changed; it stays on the officers' list until somebody has looked at it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    kiosk = models.ForeignKey("kiosks.Kiosk", on_delete=models.PROTECT, related_name="acts")
    seq = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32)
    action = models.CharField(max_length=12)
    number = models.CharField(max_length=8)
    ticket_id = models.UUIDField(null=True)
    counter_id = models.UUIDField()
    station = models.CharField(max_length=12, blank=True)
    wall = models.DateTimeField()
    made_at = models.DateTimeField()
    merged_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Recorded)
    code = models.CharField(max_length=60, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kiosk", "seq"], name="act_seq_once"),
            models.CheckConstraint(condition=Q(made_at__lte=F("merged_at")), name="act_before_merged"),
            models.CheckConstraint(
                condition=(Q(outcome=Recorded.DONE, ticket_id__isnull=False, code="", settled_at__isnull=True))
                | (Q(outcome=Recorded.CONFLICT) & ~Q(code="")),
                name="act_conflict_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kiosk", "made_at"],
                condition=Q(outcome=Recorded.CONFLICT, settled_at__isnull=True),
                name="act_to_look_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.number} {self.outcome}"


class Fork(Written):
    """A line that contradicts one that is known, kept as it came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kiosk = models.ForeignKey("kiosks.Kiosk", on_delete=models.PROTECT, related_name="forks")
    seq = models.PositiveIntegerField()
    before = models.BinaryField(max_length=32)
    body = models.BinaryField(max_length=2048)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kiosk", "seq", "body"], name="fork_kept_once")]

    def __str__(self) -> str:
        return f"{self.seq} {self.at:%H.%M}"
