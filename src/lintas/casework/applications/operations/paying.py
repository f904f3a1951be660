"""What a code, a payment, or its absence does to the case (P02, P03)."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from lintas.casework.applications import states
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.placing import let_go, secure
from lintas.visit.appointments import operations as places

LATE_BY = timedelta(minutes=1)
"""A code that runs out this much later than the person was told came late."""


@transaction.atomic
def note_code(*, application_id: UUID, expires_at: datetime, by: str, at: datetime) -> None:
    """
    Let a case whose code came late wait, with its place, until that code runs out. Telling it twice changes nothing.

    A place that has lapsed meanwhile is taken again when the payment comes.
    """
    application = moving.locked(application_id)
    if application.state != states.State.AWAITING_PAYMENT or application.respond_by is None:
        return
    if expires_at - application.respond_by < LATE_BY:
        return
    application.respond_by = expires_at
    application.save(update_fields=["respond_by"])
    with suppress(places.HoldExpired, places.NoPlaceHeld):
        until = expires_at + moving.duration(application, "slot_hold", at)
        places.prolong_hold(subject=application.id, until=until, by=by, at=at)


@transaction.atomic
def record_payment(*, application_id: UUID, by: str, at: datetime) -> None:
    """Confirm the place of the paid case (P02). Telling it twice changes nothing."""
    application = moving.locked(application_id)
    if application.state != states.State.AWAITING_PAYMENT:
        return
    secure(application, by=by, at=at)
    moving.advance(application, states.Action.PAID, by=by, at=at)


@transaction.atomic
def expire_unpaid(*, application_id: UUID, by: str, at: datetime) -> None:
    """Give the place back and close the unpaid case (P03). Telling it twice changes nothing."""
    application = moving.locked(application_id)
    if application.state != states.State.AWAITING_PAYMENT:
        return
    let_go(application, by=by, at=at)
    moving.advance(application, states.Action.BILLING_EXPIRED, by=by, at=at)
