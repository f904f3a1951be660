"""Every change of a need: said, arranged for a session, given back, and whether it was met."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lintas.directory.offices import queries as offices
from lintas.directory.people import operations as people
from lintas.directory.people.queries import Reader
from lintas.directory.people.states import Purpose
from lintas.foundation.errors import DomainError
from lintas.foundation.ids import new_id
from lintas.foundation.outbox.operations import publish
from lintas.foundation.vault import operations as vault
from lintas.visit.needs import events, queries, rules
from lintas.visit.needs.models import FacilityHour, Outcome, Statement
from lintas.visit.needs.states import KEPT, Need

COUNTED = "system:needs.count"
"""Who is noted for an answer: not the person, for who is asked has had a need."""


class NothingStated(DomainError):
    """The person was not asked, or stated no such need."""

    code = "needs.nothing_stated"
    text = _("Bantuan itu tidak tercatat pada permohonan ini. Muat ulang halaman ini.")


class AlreadyAnswered(DomainError):
    """The person has said so before; it is counted once."""

    code = "needs.already_answered"
    text = _("Jawaban Anda sudah kami catat. Terima kasih.")


@transaction.atomic
def state_needs(
    *, subject: UUID, person_id: UUID, needs: Collection[str], reader: Reader, by: str, at: datetime
) -> None:
    """
    Keep what the person needs, sealed; an empty collection says "nothing". What was kept for them goes along.

    :raises ValueError: one of them is no need.
    """
    text = rules.write_needs(needs)
    row = Statement.objects.select_for_update(of=("self",)).filter(subject=subject).first()
    if row is None:
        row = Statement(id=new_id(), subject=subject, person_id=person_id)
        _seal(row, needs=text, kept="", verdict="")
        row.stated_at = at
        row.save(force_insert=True)
    else:
        told = _open(row, reader=reader, purpose=Purpose.OWN_DATA, at=at)
        _seal(row, needs=text)
        row.stated_at = at
        _keep(row, rules.read_needs(text), told.kept, row.point_id, row.starts_at)
        row.save()
    publish(events.NeedsStated(subject=subject), by=by, at=at)


@transaction.atomic
def arrange(*, subject: UUID, point_id: UUID, starts_at: datetime, reader: Reader, by: str, at: datetime) -> None:
    """
    Keep what the visitor needs in the session, and give back what was kept in another. Safe to repeat.

    A facility that is all kept already is not: the person sees it, and comes or chooses another hour. Whoever was not
    asked is passed over.
    """
    row = Statement.objects.select_for_update(of=("self",)).filter(subject=subject).first()
    if row is None or (row.point_id, row.starts_at) == (point_id, starts_at):
        return
    told = _open(row, reader=reader, purpose=Purpose.ARRANGE, at=at)
    _keep(row, told.needs, told.kept, point_id, starts_at)
    row.save()
    office = offices.point(id=point_id).office_code
    publish(events.NeedsArranged(subject=subject, office=office, point_id=point_id, starts_at=starts_at), by=by, at=at)


@transaction.atomic
def let_go(*, subject: UUID, reader: Reader, at: datetime) -> None:
    """Give back what was kept for a visitor who does not come. Safe to repeat."""
    row = Statement.objects.select_for_update(of=("self",)).filter(subject=subject, starts_at__isnull=False).first()
    if row is not None:
        told = _open(row, reader=reader, purpose=Purpose.ARRANGE, at=at)
        _keep(row, (), told.kept, None, None)
        row.save()


@transaction.atomic
def answer(*, subject: UUID, point_id: UUID, verdict: Mapping[str, bool], reader: Reader, at: datetime) -> None:
    """
    Count for each need of the visitor whether it was met at the point, and keep the answer sealed.

    :raises NothingStated: one of them was not stated. :raises AlreadyAnswered: it is counted already.
    """
    row = Statement.objects.select_for_update(of=("self",)).filter(subject=subject).first()
    told = _open(row, reader=reader, purpose=Purpose.OWN_DATA, at=at) if row else queries.Told()
    if row is None or not verdict or not set(verdict) <= set(told.needs):
        raise NothingStated
    if told.verdict is not None:
        raise AlreadyAnswered
    _seal(row, verdict=rules.write_verdict(verdict))
    row.save()
    for need in sorted(verdict):
        _count(point_id, Need(need), is_met=verdict[need])
    publish(events.NeedsAnswered(subject=point_id, office=offices.point(id=point_id).office_code), by=COUNTED, at=at)


def _open(row: Statement, *, reader: Reader, purpose: Purpose, at: datetime) -> queries.Told:
    given = people.reveal(
        cells=queries.info(row).cells,
        person_id=row.person_id,
        reader=reader,
        purpose=purpose,
        case_id=row.subject,
        at=at,
    )
    return queries.told(given)


def _seal(row: Statement, **texts: str) -> None:
    for column, text in texts.items():
        setattr(row, column, vault.seal(text, cell=queries.cell_of(row, column)))


def _keep(
    row: Statement,
    needs: Collection[Need],
    kept: Collection[Need],
    point_id: UUID | None,
    starts_at: datetime | None,
) -> None:
    """Bring what is kept into line with the needs and the session; the row is not saved."""
    same = (row.point_id, row.starts_at) == (point_id, starts_at)
    stays = {need for need in kept if same and need in needs}
    back = [(row.starts_at, row.point_id, need, False) for need in kept if need not in stays]
    more = [(starts_at, point_id, need, True) for need in needs if need not in stays and need in KEPT]
    for moment, place, need, is_more in sorted(back + more, key=_in_order):
        if place is None or moment is None:
            continue
        if not is_more:
            _give_back(place, need, moment)
        elif _take(place, need, moment):
            stays.add(need)
    row.point_id, row.starts_at = point_id, starts_at
    _seal(row, kept=rules.write_needs(stays))


def _in_order(change: tuple[datetime | None, UUID | None, Need, bool]) -> tuple[bool, datetime | None, str, int]:
    """Order changes by session and facility, so that two who exchange several never lock each other up."""
    moment, place, need, _is_more = change
    return moment is None, moment, str(place), list(Need).index(need)


def _give_back(point_id: UUID, need: Need, starts_at: datetime) -> None:
    hours = FacilityHour.objects.filter(point_id=point_id, kind=KEPT[need], starts_at=starts_at)
    hours.update(taken=F("taken") - 1)


def _take(point_id: UUID, need: Need, starts_at: datetime) -> bool:
    """Keep one in the session; the update's row count decides, so that of two at once one gets the last."""
    kind = KEPT[need]
    there = next((one.count for one in offices.facilities(point_id=point_id) if one.kind == kind), 0)
    if not there:
        return False
    hour = FacilityHour(point_id=point_id, kind=kind, starts_at=starts_at, capacity=there)
    FacilityHour.objects.bulk_create([hour], ignore_conflicts=True)
    hours = FacilityHour.objects.filter(point_id=point_id, kind=kind, starts_at=starts_at, taken__lt=F("capacity"))
    return bool(hours.update(taken=F("taken") + 1))


def _count(point_id: UUID, need: Need, *, is_met: bool) -> None:
    Outcome.objects.bulk_create([Outcome(point_id=point_id, need=need)], ignore_conflicts=True)
    column = "met" if is_met else "unmet"
    Outcome.objects.filter(point_id=point_id, need=need).update(**{column: F(column) + 1})
