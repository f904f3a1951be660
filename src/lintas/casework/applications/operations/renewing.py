"""Codes that ran out or never came: a walk-in is billed anew, a case without a code is let go (P03, P15)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import queries, states
from lintas.casework.applications.models import Application
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.billing import bill
from lintas.casework.applications.operations.placing import let_go
from lintas.casework.applications.operations.visiting import at_the_counter
from lintas.casework.applications.vocabulary import NO_CODE
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.people.queries import OfficerInfo, Reader
from lintas.directory.people.states import Purpose
from lintas.exchange.payments import queries as bills
from lintas.exchange.payments.states import BillState
from lintas.foundation.errors import DomainError
from lintas.foundation.live import operations as live


class CodeNotLapsed(DomainError):
    """The case does not owe money on a code that has run out."""

    code = "applications.code_not_lapsed"
    text = _("Kode billing baru tidak diperlukan: kode yang ada masih berlaku, sedang dibuat, atau sudah dibayar.")


@transaction.atomic
def renew_billing(*, application_id: UUID, reader: Reader, by: str, at: datetime) -> None:
    """
    Ask for a new code for the person's own case that is paid at the counter, its code having run out.

    Money that came too late for the old code pays the new bill.

    :raises ActionNotAllowed: the case is not at the document check. :raises CodeNotLapsed: its code has not run out.
    """
    application = moving.locked(application_id)
    _bill_anew(application, reader=reader, purpose=Purpose.OWN_DATA, by=by, at=at)


@transaction.atomic
def renew_billing_at_the_counter(*, application_id: UUID, officer: OfficerInfo, seen: int | None, at: datetime) -> None:
    """Ask for a new code for the person at the counter; otherwise as `renew_billing`."""
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.COUNTER)
    _bill_anew(application, reader=at_the_counter(officer), purpose=Purpose.INTAKE, by=by, at=at)


@transaction.atomic
def expire_without_code(*, application_id: UUID, by: str, at: datetime) -> bool:
    """
    Close a case whose code never came in the longest time that SIMPONI gives a code; say whether it was one (P03).

    Nobody can have paid it: its bill ends with it, and the person carries on with the same answers and papers.
    Legal source: process.yaml, transition P03 and parameter ``billing_expiry_counter``.
    """
    application = moving.locked(application_id)
    owed = bills.bill_of(application.id)
    if application.state != states.State.AWAITING_PAYMENT or owed is None or owed.state != BillState.ASKED:
        return False
    if owed.raised_at + moving.duration(application, "billing_expiry_counter", at) > at:
        return False
    let_go(application, by=by, at=at)
    moving.advance(application, states.Action.BILLING_EXPIRED, by=by, at=at, reason=NO_CODE)
    return True


def _bill_anew(application: Application, *, reader: Reader, purpose: str, by: str, at: datetime) -> None:
    if application.state not in states.PAID_AT_THE_COUNTER:
        raise states.ActionNotAllowed(state=states.State(application.state).label)
    owed = bills.bill_of(application.id)
    if owed is None or owed.state != BillState.LAPSED:
        raise CodeNotLapsed
    bill(
        application,
        catalogue.policy(application.policy_id),
        queries.answers(application.id, reader=reader, at=at, purpose=purpose),
        expires_in=moving.duration(application, "billing_expiry_counter", at),
        today=moving.local_day(application, at),
        by=by,
        at=at,
    )
    live.touch(topic=f"case:{application.id}", at=at)
