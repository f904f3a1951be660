"""Closing a point for a day, and taking that back. Who may do it is for the caller to settle."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.directory.offices import queries
from lintas.directory.offices.events import PointClosed, PointReopened
from lintas.directory.offices.models import Closure, ServicePoint
from lintas.directory.offices.states import ClosureReason
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish
from lintas.foundation.words import Bilingual


class AlreadyClosed(DomainError):
    """A closure for this point and day is on record."""

    code = "offices.already_closed"
    text = _("Titik layanan ini sudah dicatat tutup pada hari itu. Buka kembali dahulu bila alasannya berubah.")


class NotClosed(DomainError):
    """There is no closure to take back."""

    code = "offices.not_closed"
    text = _("Titik layanan ini tidak dicatat tutup pada hari itu. Periksa tanggalnya.")


class DayIsPast(DomainError):
    """The day lies before today at the office."""

    code = "offices.day_is_past"
    text = _("Hari itu sudah lewat. Pilih hari ini atau hari sesudahnya.")


@transaction.atomic
def close_point(
    *, point_id: UUID, on: date, reason: ClosureReason | str, words: Bilingual, by: str, at: datetime
) -> UUID:
    """
    Record that the point does not serve on ``on``, a calendar day at the office; tell it as `PointClosed`.

    ``words`` are what the public reads. Return the closure's id.

    :raises queries.UnknownPoint: there is no such point.
    :raises DayIsPast: ``on`` is before today.
    :raises AlreadyClosed: the day is closed already.
    :raises ValueError: ``reason`` is no `ClosureReason`.
    """
    point = _locked(point_id, on=on, at=at)
    if Closure.objects.filter(point_id=point.id, on=on).exists():
        raise AlreadyClosed
    closure = Closure.objects.create(
        point_id=point.id,
        on=on,
        reason=ClosureReason(reason),
        words_id=words.id,
        words_en=words.en,
        decided_by=by,
        decided_at=at,
    )
    publish(PointClosed(subject=point.id, office=point.office_code, on=on, reason=closure.reason), by=by, at=at)
    _forget()
    return closure.id


@transaction.atomic
def reopen_point(*, point_id: UUID, on: date, by: str, at: datetime) -> None:
    """
    Take back the closure of ``on``; tell it as `PointReopened`.

    :raises queries.UnknownPoint: there is no such point.
    :raises DayIsPast: ``on`` is before today.
    :raises NotClosed: there is nothing to take back.
    """
    point = _locked(point_id, on=on, at=at)
    deleted, _rows = Closure.objects.filter(point_id=point.id, on=on).delete()
    if not deleted:
        raise NotClosed
    publish(PointReopened(subject=point.id, office=point.office_code, on=on), by=by, at=at)
    _forget()


def _locked(point_id: UUID, *, on: date, at: datetime) -> queries.PointInfo:
    """Lock the point against a second closing, and refuse days that are over."""
    if not ServicePoint.objects.select_for_update().filter(id=point_id).exists():
        raise queries.UnknownPoint
    if on < queries.calendar(point_id=point_id).local(at).date():
        raise DayIsPast
    return queries.point(id=point_id)


def _forget() -> None:
    queries.forget()
    transaction.on_commit(queries.forget)
