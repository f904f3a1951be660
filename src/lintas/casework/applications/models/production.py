"""Blank books, printed books, and their way into the right hands."""

from django.db import models
from django.db.models import Q

from lintas.foundation.ids import new_id


class Booklet(models.Model):
    """One numbered passport book of the office's stock."""

    class State(models.TextChoices):
        """Where a book stands."""

        BLANK = "blank"
        PRINTED = "printed"
        VOID = "void"
        ISSUED = "issued"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=16)
    point_id = models.UUIDField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.BLANK)
    application = models.ForeignKey(
        "applications.Application", null=True, on_delete=models.PROTECT, related_name="booklets"
    )
    void_reason = models.CharField(max_length=30, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="blank", application__isnull=True)
                | (~Q(state="blank") & Q(application__isnull=False)),
                name="booklet_used_for_a_case",
            ),
            models.CheckConstraint(
                condition=Q(state="void") & ~Q(void_reason="") | ~Q(state="void") & Q(void_reason=""),
                name="booklet_void_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(state__in=["printed", "issued"]), name="booklet_one_good_per_case"
            ),
        ]
        indexes = [models.Index(fields=["point_id", "kind", "state", "number"], name="booklet_stock")]

    def __str__(self) -> str:
        return self.number


class Collection(models.Model):
    """A finished book on the shelf, and who took it. ``left_at`` is when it left the shelf, in whatever way."""

    class Relation(models.TextChoices):
        """Who the receiver is to the applicant."""

        APPLICANT = "applicant"
        FAMILY = "family"
        PROXY = "proxy"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.OneToOneField("applications.Application", on_delete=models.CASCADE, related_name="collection")
    point_id = models.UUIDField()
    shelf = models.CharField(max_length=12)
    left_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField()
    collect_by = models.DateField()
    reminded_day = models.PositiveSmallIntegerField(default=0)
    relation = models.CharField(max_length=10, choices=Relation.choices, blank=True)
    receiver = models.BinaryField(null=True)
    proof = models.CharField(max_length=40, blank=True)
    handed_by = models.UUIDField(null=True)
    handed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True, relation="", receiver__isnull=True)
                | (Q(handed_at__isnull=False, receiver__isnull=False, handed_by__isnull=False) & ~Q(relation="")),
                name="collection_receiver_is_complete",
            ),
            models.UniqueConstraint(
                fields=["point_id", "shelf"],
                condition=Q(left_at__isnull=True),
                name="collection_one_book_per_place",
            ),
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True) | Q(left_at__isnull=False), name="collection_handed_has_left"
            ),
        ]
        indexes = [
            models.Index(fields=["ready_at"], condition=Q(handed_at__isnull=True), name="collection_waiting"),
            models.Index(fields=["point_id", "-ready_at", "-id"], name="collection_last_of_a_point"),
        ]

    def __str__(self) -> str:
        return self.shelf
