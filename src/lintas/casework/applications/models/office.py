"""What officers record: capture, interview, checks and decisions."""

from django.db import models
from django.db.models import Q

from lintas.foundation.ids import new_id


class Capture(models.Model):
    """
    That photo and fingerprints were taken, and where the core system keeps them. No image is held here.

    How many ``fingers``, and the ``exemption`` from ten, tell of somebody's body: both are sealed, and always there.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.OneToOneField("applications.Application", on_delete=models.CASCADE, related_name="capture")
    core_reference = models.CharField(max_length=40, unique=True)
    fingers = models.BinaryField()
    exemption = models.BinaryField()
    taken_by = models.UUIDField()
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.core_reference


class Interview(models.Model):
    """One interview: what was answered to the guide, a note and a doubt, all sealed, and how it was concluded."""

    class Outcome(models.TextChoices):
        """What the interviewer concluded."""

        CLEAR = "clear"
        DOUBT = "doubt"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="interviews")
    officer_id = models.UUIDField()
    findings = models.BinaryField()
    note = models.BinaryField()
    declaration_signed = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.BinaryField(null=True)
    held_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="doubt", reason__isnull=False) | Q(outcome="clear", declaration_signed=True),
                name="interview_doubt_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome


class Check(models.Model):
    """
    One question about the case to another system: of which round, and when it was asked and answered.

    What was answered is kept once, sealed, with the enquiry.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=12)
    round = models.PositiveSmallIntegerField()
    enquiry_id = models.UUIDField(unique=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "kind", "round"], name="check_once_per_round"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.round}"


class Decision(models.Model):
    """
    A decision by an officer. One that goes against the person must be able to stand on its own; what it says is sealed.

    Legal source: docs/legal/register.md, entry "UU-30-2014" (reasons, remedy and objection).
    """

    AGAINST = ("defer", "reject", "void", "uncollected")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=12)
    ground = models.BinaryField(null=True)
    clause = models.BinaryField(null=True)
    evidence = models.BinaryField(null=True)
    remedy = models.BinaryField(null=True)
    objection = models.BinaryField(null=True)
    review_on = models.DateField(null=True)
    officer_id = models.UUIDField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["defer", "reject", "void", "uncollected"])
                | Q(
                    ground__isnull=False,
                    clause__isnull=False,
                    evidence__isnull=False,
                    remedy__isnull=False,
                    objection__isnull=False,
                ),
                name="decision_against_is_reasoned",
            ),
            models.CheckConstraint(condition=~Q(kind="defer") | Q(review_on__isnull=False), name="decision_review_day"),
        ]

    def __str__(self) -> str:
        return self.kind
