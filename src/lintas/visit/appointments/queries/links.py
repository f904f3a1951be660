"""What a link in a reminder is for: one appointment at one session, and nothing else."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError
from lintas.visit.appointments.models import Reminder
from lintas.visit.appointments.states import State

LINKS = signing.Signer(salt="lintas.visit.appointments.cannot_come", sep="/")
"""Signed for this one purpose: a made-up link is refused before any table is asked."""


class LinkUnknown(DomainError):
    """The link is not one of ours."""

    code = "appointments.link_unknown"
    text = _(
        "Tautan ini tidak lengkap atau bukan dari kami. Salin seluruh tautan dari pesan, atau buka permohonan Anda."
    )
    status = 404


@dataclass(frozen=True, slots=True)
class LinkInfo:
    """The appointment behind a link. ``is_open`` says whether the link can still give the place back."""

    reminder_id: UUID
    subject: UUID
    person_id: UUID
    point_id: UUID
    starts_at: datetime
    is_open: bool


def link(*, signed: str, at: datetime) -> LinkInfo:
    """Return what the link is for. One query, none for a forged one. :raises LinkUnknown:"""
    try:
        token = LINKS.unsign(signed)
    except signing.BadSignature:
        raise LinkUnknown from None
    found = Reminder.objects.select_related("appointment", "slot").filter(digest=digest_of(token)).first()
    if found is None:
        raise LinkUnknown
    appointment = found.appointment
    stands = appointment.state == State.BOOKED and appointment.slot_id == found.slot_id
    return LinkInfo(
        reminder_id=found.id,
        subject=appointment.subject,
        person_id=appointment.person_id,
        point_id=found.slot.point_id,
        starts_at=found.slot.starts_at,
        is_open=stands and found.used_at is None and found.slot.starts_at > at,
    )


def digest_of(token: str) -> bytes:
    """Return what is kept of a token; it has the strength of a key, so one round is enough."""
    return hashlib.sha256(token.encode()).digest()
