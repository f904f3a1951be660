"""Messages to people: what, to whom, by which way, and how far."""

from django.db import models
from django.db.models import Q

from lintas.exchange.messaging.states import Channel, State
from lintas.foundation.ids import new_id


class Message(models.Model):
    """
    One message by one channel.

    ``subject``, ``body`` and ``address`` are sealed under the person's key; ``address`` is written when it was sent,
    as it was then. ``once_key`` with the channel is unique: what is sent again by a repeated event is sent once.
    ``send_before`` is the end of its use, such as that of a one-time code.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    contact_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=5, choices=Channel.choices)
    subject = models.BinaryField(null=True)
    body = models.BinaryField(null=True)
    address = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    once_key = models.CharField(max_length=120)
    queued_at = models.DateTimeField()
    send_before = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["reference", "id"], name="messaging_reference"),
            models.Index(
                fields=["queued_at"], condition=Q(state__in=[State.FAILED, State.NO_ADDRESS]), name="messaging_unsent"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["once_key", "channel"], name="messaging_once"),
            models.CheckConstraint(
                condition=Q(channel=Channel.NONE, state=State.NO_ADDRESS, contact_id__isnull=True)
                | (~Q(channel=Channel.NONE) & ~Q(state=State.NO_ADDRESS) & Q(contact_id__isnull=False)),
                name="messaging_no_address_without_contact",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False, address__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at__isnull=True)),
                name="messaging_sent_at_when_sent",
            ),
        ]
