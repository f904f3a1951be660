"""Tables of draws, with the limits that must hold whatever the code does."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from lintas.foundation.ids import new_id
from lintas.visit.draws.states import ENTRIES_FIXED, GOING_ON, Action, Pool, ShownBy, State, VoidReason

_FIXED = sorted(ENTRIES_FIXED)
_GOING_ON = sorted(GOING_ON)
_SETTLED = [State.REVEALED, State.DRAWN, State.PUBLISHED]


class DrawQuerySet(models.QuerySet["Draw"]):
    """The vocabulary of draws."""

    def going_on(self) -> Self:
        """Keep the draws that are neither published nor void."""
        return self.filter(state__in=_GOING_ON)


class Draw(models.Model):
    """One round for the places of some sessions. Hashes and the seed are lower-case hexadecimal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point_id = models.UUIDField()
    office_code = models.CharField(max_length=12)
    service_key = models.CharField(max_length=60)
    state = models.CharField(max_length=12, choices=State)
    announced_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reveal_by = models.DateTimeField()
    credit_cap = models.PositiveSmallIntegerField()
    household_most = models.PositiveSmallIntegerField()
    wants_most = models.PositiveSmallIntegerField()
    witnesses_least = models.PositiveSmallIntegerField()
    seed_commitment = models.CharField(max_length=64)
    seed = models.CharField(max_length=64, default="")
    entries_root = models.CharField(max_length=64, default="")
    entries_count = models.PositiveIntegerField(null=True)
    again_of = models.OneToOneField("draws.Draw", on_delete=models.PROTECT, null=True, related_name="again")
    void_reason = models.CharField(max_length=20, choices=VoidReason, default="")
    keeps_until = models.DateTimeField(
        null=True, help_text="until then the places of a void draw are kept for the round that repeats it"
    )

    objects = DrawQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(announced_at__lte=F("opens_at"))
                & Q(opens_at__lt=F("closes_at"))
                & Q(closes_at__lt=F("reveal_by")),
                name="draw_in_order_of_time",
            ),
            models.CheckConstraint(condition=Q(witnesses_least__gte=2), name="draw_two_witnesses"),
            models.UniqueConstraint(fields=["seed_commitment"], name="draw_seed_once"),
            models.CheckConstraint(
                condition=Q(state__in=_SETTLED) & ~Q(seed="") | ~Q(state__in=_SETTLED) & Q(seed=""),
                name="draw_seed_once_revealed",
            ),
            models.CheckConstraint(
                condition=Q(state=State.VOID)
                | Q(state__in=_FIXED, entries_count__isnull=False) & ~Q(entries_root="")
                | ~Q(state__in=_FIXED) & Q(entries_count__isnull=True, entries_root=""),
                name="draw_root_once_closed",
            ),
            models.CheckConstraint(
                condition=Q(state=State.VOID) & ~Q(void_reason="") | ~Q(state=State.VOID) & Q(void_reason=""),
                name="draw_reason_when_void",
            ),
            models.CheckConstraint(
                condition=Q(state=State.VOID) | Q(keeps_until__isnull=True), name="draw_keeps_places_when_void"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "closes_at"], name="draw_by_state"),
            models.Index(fields=["keeps_until"], condition=Q(keeps_until__isnull=False), name="draw_keeps_places"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.closes_at:%Y-%m-%d %H:%M}"


class Session(models.Model):
    """Places of one session of the appointments that the draw decides. ``key`` is its short published name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draw = models.ForeignKey("draws.Draw", on_delete=models.PROTECT, related_name="sessions")
    key = models.CharField(max_length=8)
    slot_id = models.UUIDField()
    pool = models.CharField(max_length=12, choices=Pool)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField()
    live = models.BooleanField(default=True, help_text="false once the draw is void: then another may have the places")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "key"], name="draw_session_key_once"),
            models.UniqueConstraint(fields=["slot_id"], condition=Q(live=True), name="draw_session_in_one_draw"),
            models.UniqueConstraint(fields=["draw", "slot_id"], name="draw_session_slot_once"),
            models.CheckConstraint(condition=Q(places__gte=1), name="draw_session_places"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.starts_at:%Y-%m-%d %H:%M}"


class Witness(models.Model):
    """Somebody outside the office who brings a value of their own: first its hash, after the close the value."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draw = models.ForeignKey("draws.Draw", on_delete=models.PROTECT, related_name="witnesses")
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    commitment = models.CharField(max_length=64)
    committed_at = models.DateTimeField()
    value = models.CharField(max_length=64, default="")
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "key"], name="draw_witness_once"),
            models.UniqueConstraint(fields=["draw", "commitment"], name="draw_commitment_once"),
            models.CheckConstraint(
                condition=Q(value="", opened_at__isnull=True) | ~Q(value="") & Q(opened_at__isnull=False),
                name="draw_witness_opened_at_with_value",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Household(models.Model):
    """Those who get places together or none. ``code`` is random and says nothing about them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draw = models.ForeignKey("draws.Draw", on_delete=models.PROTECT, related_name="households")
    code = models.CharField(max_length=24)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "code"], name="draw_household_code_once")]

    def __str__(self) -> str:
        return self.code


class EntryQuerySet(models.QuerySet["Entry"]):
    """The vocabulary of entries."""

    def taking_part(self) -> Self:
        """Keep the entries that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Entry(models.Model):
    """
    One person's chance. ``identity`` is the keyed index of the population number, never the number.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draw = models.ForeignKey("draws.Draw", on_delete=models.PROTECT, related_name="entries")
    code = models.CharField(max_length=24)
    person_id = models.UUIDField()
    subject = models.UUIDField(null=True, help_text="the application that gets the place, if it is known")
    identity = models.BinaryField(max_length=17)
    service_key = models.CharField(max_length=60)
    shown_by = models.CharField(max_length=12, choices=ShownBy)
    assisted = models.BooleanField(default=False, help_text="an officer entered it; it makes no difference to the draw")
    pool = models.CharField(max_length=12, choices=Pool)
    household = models.ForeignKey("draws.Household", on_delete=models.PROTECT, null=True, related_name="entries")
    credit = models.PositiveSmallIntegerField()
    wants = models.JSONField(help_text="keys of sessions, the dearest first")
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    void_told_at = models.DateTimeField(null=True, help_text="when its person was told that the draw is void")

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "code"], name="draw_entry_code_once"),
            models.UniqueConstraint(
                fields=["draw", "identity"],
                condition=Q(withdrawn_at__isnull=True),
                name="draw_one_entry_per_identity",
            ),
        ]
        indexes = [
            models.Index(fields=["person_id"], name="draw_entry_of_person"),
            models.Index(fields=["subject"], condition=Q(subject__isnull=False), name="draw_entry_of_case"),
        ]

    def __str__(self) -> str:
        return self.code


class Claim(models.Model):
    """
    That an identity takes part for a service, in one draw at a time; gone when the entry or the draw is over.

    Apart from `Entry`, so that the end of a draw does not rewrite every entry.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.OneToOneField("draws.Entry", on_delete=models.PROTECT, related_name="claim")
    identity = models.BinaryField(max_length=17)
    service_key = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["identity", "service_key"], name="draw_one_claim")]

    def __str__(self) -> str:
        return str(self.entry_id)


class Result(models.Model):
    """
    How an entry fared: its rank in its pool, and its session or none.

    ``told_at`` is set once its person is told, ``settled_at`` once a place won was given to them or let go.
    """

    entry = models.OneToOneField("draws.Entry", on_delete=models.PROTECT, primary_key=True, related_name="result")
    rank = models.PositiveIntegerField()
    session = models.ForeignKey("draws.Session", on_delete=models.PROTECT, null=True, related_name="winners")
    told_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rank__gte=1), name="draw_rank_from_one"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(session__isnull=False), name="draw_only_places_are_settled"
            ),
        ]
        indexes = [models.Index(fields=["entry"], condition=Q(told_at__isnull=True), name="draw_result_to_tell")]

    def __str__(self) -> str:
        return f"{self.rank} {self.session_id or '-'}"


class Credit(models.Model):
    """How many rounds an identity has lost for a service since it last won."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    identity = models.BinaryField(max_length=17)
    service_key = models.CharField(max_length=60)
    lost = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["identity", "service_key"], name="draw_credit_once")]

    def __str__(self) -> str:
        return f"{self.service_key} {self.lost}"


class WrittenOnce(RuntimeError):
    """Somebody tried to change or remove what is written for good."""


class ForGood(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row. :raises WrittenOnce: the row is already written."""
        if not self._state.adding:
            raise WrittenOnce
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse. :raises WrittenOnce: always."""
        raise WrittenOnce


class Paper(ForGood):
    """A published paper, packed with zlib: the entries at the close, the whole transcript at the end."""

    class Part(models.TextChoices):
        """Which paper."""

        ENTRIES = "entries", "entries"
        TRANSCRIPT = "transcript", "transcript"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draw = models.ForeignKey("draws.Draw", on_delete=models.PROTECT, related_name="papers")
    part = models.CharField(max_length=12, choices=Part)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    packed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "part"], name="draw_paper_once")]

    def __str__(self) -> str:
        return f"{self.part} {self.sha256}"


class DrawStep(ForGood):
    """One line of a draw's journal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draw = models.ForeignKey("draws.Draw", on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(max_length=12, choices=Action)
    from_state = models.CharField(max_length=12, choices=State, default="")
    to_state = models.CharField(max_length=12, choices=State)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=VoidReason, default="")

    def __str__(self) -> str:
        return f"{self.action} {self.at:%Y-%m-%d %H:%M}"
