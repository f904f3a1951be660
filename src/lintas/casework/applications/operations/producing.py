"""Printing from the stock of blank books, and checking what was printed (P27 to P29)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import queries, rules, states
from lintas.casework.applications.events import StockReceived
from lintas.casework.applications.models import Application, Booklet
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.moving import ReasonMissing
from lintas.casework.applications.operations.shelving import put_on_the_shelf
from lintas.casework.applications.vocabulary import BOOK_KINDS, DEFECTS
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.people.queries import OfficerInfo
from lintas.exchange.agencies import operations as agencies
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish


class NoBookInStock(DomainError):
    """The stock has no blank book of the kind, or not this one."""

    code = "applications.no_book"
    text = _(
        "Buku ini tidak ada di persediaan atau sudah terpakai. Pindai nomor buku lain, atau catat persediaan baru."
    )


class WrongBook(DomainError):
    """The book is of another kind than the one that was chosen and paid for."""

    code = "applications.wrong_book"
    text = _(
        "Buku %(number)s berjenis %(kind)s, sedangkan permohonan ini dibayar untuk paspor %(wanted)s. "
        "Kembalikan buku ini ke persediaan, lalu pindai buku berjenis %(wanted)s."
    )


@transaction.atomic
def print_book(*, application_id: UUID, book_number: str, officer: OfficerInfo, seen: int | None, at: datetime) -> None:
    """
    Take the blank book out of the stock for this case (P27).

    :raises NoBookInStock: it is not there. :raises WrongBook: it is of another kind than the one paid for.
    """
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.PRODUCER)
    states.transition(states.State(application.state), states.Action.PRINTED)
    blank = Booklet.objects.filter(
        number=book_number.strip().upper(), point_id=application.at_point, state=Booklet.State.BLANK
    )
    found = blank.first()
    if found is None:
        raise NoBookInStock
    wanted = queries.book_kind(application.id, policy_id=application.policy_id)
    if wanted and found.kind != wanted:
        raise WrongBook(number=found.number, kind=BOOK_KINDS[found.kind], wanted=BOOK_KINDS[wanted])
    if not blank.update(state=Booklet.State.PRINTED, application=application, changed_at=at):
        raise NoBookInStock
    moving.advance(application, states.Action.PRINTED, by=by, at=at)
    agencies.ask(
        kind="print",
        subject=application.id,
        person_id=application.person_id,
        purpose="passport_print",
        officer=by,
        office_code=application.office_code,
        by=by,
        at=at,
    )


@transaction.atomic
def fail_quality(*, application_id: UUID, reason: str, officer: OfficerInfo, seen: int | None, at: datetime) -> None:
    """Void the faulty book with a reason and order another (P28)."""
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.PRODUCER)
    if reason not in DEFECTS:
        raise ReasonMissing
    states.transition(states.State(application.state), states.Action.DEFECT)
    _printed(application).update(state=Booklet.State.VOID, void_reason=reason, changed_at=at)
    moving.advance(application, states.Action.DEFECT, by=by, at=at, reason=reason)


@transaction.atomic
def pass_quality(*, application_id: UUID, officer: OfficerInfo, seen: int | None, at: datetime) -> str:
    """Put the good book on the shelf, start the collection clock, and return the shelf place (P29). :raises ShelfFull:"""
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.PRODUCER)
    states.transition(states.State(application.state), states.Action.PASS)
    months = catalogue.months(
        "uncollected_cancel", office_code=application.office_code, on=moving.local_day(application, at)
    ).number
    collect_by = rules.months_after(moving.local_day(application, at), months)
    shelf = put_on_the_shelf(application, collect_by=collect_by, at=at)
    moving.advance(application, states.Action.PASS, by=by, at=at)
    return shelf


def _printed(application: Application):
    return Booklet.objects.filter(application=application, state=Booklet.State.PRINTED)


@transaction.atomic
def add_stock(*, point_id: UUID, kind: str, first: int, count: int, by: str, at: datetime) -> int:
    """
    Enter blank books with consecutive numbers into the point's stock; numbers already known are left alone.

    ``kind`` is ``electronic`` or ``nonelectronic``. Return how many are new.
    """
    numbers = [f"X{number:07}" for number in range(first, first + count)]
    known = set(Booklet.objects.filter(number__in=numbers).values_list("number", flat=True))
    fresh = [
        Booklet(number=number, kind=kind, point_id=point_id, changed_at=at) for number in numbers if number not in known
    ]
    Booklet.objects.bulk_create(fresh, ignore_conflicts=True)
    # Another officer may have entered the same box in the same moment: only what became ours is new.
    added = Booklet.objects.filter(id__in=[book.id for book in fresh]).count()
    if added:
        publish(StockReceived(subject=point_id, kind=kind, count=added), by=by, at=at)
    return added
