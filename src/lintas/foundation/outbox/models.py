"""Tables of the outbox."""

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q

from lintas.foundation.ids import new_id
from lintas.foundation.outbox.states import UNFINISHED, State


class Subject(models.Model):
    """
    How many events a subject has had.

    Publishing raises the number and so holds the row until it commits: the numbers of one subject
    ascend in the order in which they become visible, whatever order their ids were made in.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    last_position = models.PositiveBigIntegerField()


class Event(models.Model):
    """A fact that was published, as JSON; its class is found by its name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=100)
    subject = models.UUIDField()
    position = models.PositiveBigIntegerField()
    body = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "position"], name="outbox_event_numbered_once"),
        ]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Words for choosing deliveries."""

    def due(self, at: datetime) -> "DeliveryQuerySet":
        """Keep what may be taken up at ``at``: waiting, and nothing earlier of its subject unfinished."""
        earlier = Delivery.objects.filter(
            handler=OuterRef("handler"),
            subject=OuterRef("subject"),
            position__lt=OuterRef("position"),
            state__in=UNFINISHED,
        )
        return self.filter(~Exists(earlier), state=State.WAITING, due_at__lte=at)

    def dead(self, *, offices: Collection[str] | None = None) -> "DeliveryQuerySet":
        """Keep the dead letters, of these offices' events only if given; "" are events of no office in particular."""
        dead = self.filter(state=State.DEAD)
        return dead if offices is None else dead.filter(event__body__office__in=list(offices))

    def lapsed(self, at: datetime) -> "DeliveryQuerySet":
        """Keep those whose worker did not come back in time."""
        return self.filter(state=State.RUNNING, due_at__lte=at)


class Delivery(models.Model):
    """
    One event on its way to one handler.

    ``due_at`` is when it may be taken up: the next try of a waiting delivery, the end of the lease of
    a running one. ``attempts`` counts the takings and so tells a worker whether it still holds it.
    ``last_error`` is the name of the exception's class; its message might hold personal data.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey("outbox.Event", on_delete=models.PROTECT, related_name="deliveries")
    handler = models.CharField(max_length=100)
    subject = models.UUIDField()
    position = models.PositiveBigIntegerField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=100, blank=True)
    done_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "handler"], name="outbox_delivery_once_per_handler"),
            models.UniqueConstraint(fields=["handler", "subject", "position"], name="outbox_delivery_in_line"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="outbox_delivery_known_state"),
            models.CheckConstraint(
                condition=Q(state=State.DONE, done_at__isnull=False) | (~Q(state=State.DONE) & Q(done_at=None)),
                name="outbox_delivery_done_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DEAD) | (Q(failing_since__isnull=False) & ~Q(last_error="")),
                name="outbox_delivery_dead_has_cause",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RUNNING) | Q(attempts__gt=0), name="outbox_delivery_running_was_taken"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="outbox_unfinished_by_due", condition=Q(state__in=UNFINISHED)),
            models.Index(
                fields=["handler", "subject", "position"],
                name="outbox_unfinished_in_line",
                condition=Q(state__in=UNFINISHED),
            ),
            models.Index(fields=["failing_since"], name="outbox_dead", condition=Q(state=State.DEAD)),
            models.Index(fields=["done_at"], name="outbox_done", condition=Q(state=State.DONE)),
        ]
