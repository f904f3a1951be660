"""A case, its papers as the policy names them, and the journal of its steps."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from lintas.casework.applications.states import ACTIVE, FINAL, State
from lintas.foundation.ids import new_id


class ApplicationQuerySet(models.QuerySet["Application"]):
    """The words in which lists of cases are asked for."""

    def active(self) -> "ApplicationQuerySet":
        """Keep cases that were submitted and have not ended."""
        return self.filter(state__in=ACTIVE)

    def at_point(self, point_id) -> "ApplicationQuerySet":
        """Keep cases of one service point."""
        return self.filter(point_id=point_id)


class Application(models.Model):
    """
    One person's case of one service, under the policy version of its day.

    ``answers`` (the person's choices) are sealed under the person's key; who the person is lives in
    `directory.people`. ``version`` counts steps and decisions on papers, so that a screen that shows an older state is
    noticed. ``wrong_birth_dates`` counts days of birth guessed wrong, in all.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    service_key = models.CharField(max_length=60)
    process = models.CharField(max_length=20, default="passport")
    policy_id = models.UUIDField()
    person_id = models.UUIDField(db_index=True)
    nik_index = models.BinaryField(max_length=20, null=True)
    point_id = models.UUIDField(null=True)
    office_id = models.UUIDField(null=True)
    office_code = models.CharField(max_length=8, blank=True)
    queue_class = models.CharField(max_length=12, default="regular")
    channel = models.CharField(max_length=10, default="online")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    answers = models.BinaryField(null=True)
    filled = models.JSONField(default=list)
    resume_digest = models.BinaryField(max_length=32)
    continues = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="continued_by")
    opened_at = models.DateTimeField()
    state_since = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    clock_started_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    respond_by = models.DateTimeField(null=True)
    told_late_at = models.DateTimeField(null=True)
    wrong_birth_dates = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="application_state_known"),
            models.UniqueConstraint(
                fields=["nik_index", "process"],
                condition=Q(state__in=sorted(ACTIVE), nik_index__isnull=False),
                name="application_one_active_per_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.CANCELLED]) | Q(point_id__isnull=False),
                name="application_has_a_point",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.CANCELLED]) | Q(submitted_at__isnull=False),
                name="application_submitted_at_set",
            ),
        ]
        indexes = [
            models.Index(fields=["point_id", "state", "state_since", "id"], name="application_worklist"),
            models.Index(
                fields=["due_on"],
                condition=Q(due_on__isnull=False, told_late_at__isnull=True) & ~Q(state__in=sorted(FINAL)),
                name="application_running_late",
            ),
            models.Index(fields=["state", "respond_by"], name="application_respond_by"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def at_point(self) -> UUID:
        """The service point of a case that has one, as every submitted case does."""
        if self.point_id is None:
            raise ValueError("A draft without a place has no service point yet.")
        return self.point_id


class Item(models.Model):
    """One requirement of the case's policy and what became of it. Why it was returned is sealed: it may be a forgery."""

    class State(models.TextChoices):
        """Where a requirement stands."""

        EXPECTED = "expected"
        GIVEN = "given"
        ACCEPTED = "accepted"
        RETURNED = "returned"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.EXPECTED)
    reason = models.BinaryField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)
    original_seen = models.BooleanField(default=False)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="item_once_per_case"),
            models.CheckConstraint(
                condition=~Q(state="returned") | Q(reason__isnull=False), name="item_returned_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["expected", "given"]) | (~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="item_decision_has_an_author",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Step(models.Model):
    """A line of the journal, written once: who moved the case, when, along which arrow, and, sealed, why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    transition = models.CharField(max_length=4)
    source = models.CharField(max_length=20, choices=State.choices)
    target = models.CharField(max_length=20, choices=State.choices)
    by = models.CharField(max_length=80)
    role = models.CharField(max_length=20)
    reason = models.BinaryField(null=True)
    note = models.BinaryField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="step_numbered_once"),
        ]
        indexes = [models.Index(fields=["transition", "at"], name="step_by_transition")]

    def __str__(self) -> str:
        return f"{self.number} {self.transition}"


class Pause(models.Model):
    """A stretch in which the standard time stood still; open while ``ended_at`` is empty."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="pauses")
    cause = models.CharField(max_length=20, choices=State.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(ended_at__isnull=True), name="pause_one_open"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("started_at")), name="pause_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return self.cause
