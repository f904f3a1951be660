"""Another staffing of a counter for one day. Who may do it is for the caller to settle."""

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.directory.offices import queries
from lintas.directory.offices.events import RosterChanged
from lintas.directory.offices.models import Counter, RosterChange
from lintas.directory.offices.operations.closing import DayIsPast
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish


class UnknownCounter(DomainError):
    """No counter has this id."""

    code = "offices.unknown_counter"
    text = _("Loket ini tidak ada. Pilih loket dari daftar.")
    status = 404


class HoursReversed(DomainError):
    """The staffing would end before it begins."""

    code = "offices.hours_reversed"
    text = _("Jam selesai harus sesudah jam mulai. Periksa kedua jamnya.")
    status = 422


@transaction.atomic
def staff_counter(*, counter_id: UUID, on: date, hours: tuple[time, time] | None, by: str, at: datetime) -> None:
    """
    Record that on ``on`` the counter is staffed in these local hours, or not at all; tell it as `RosterChanged`.

    Places follow with the next run of the job that makes them; places that people have are never taken away.

    :raises UnknownCounter: :raises DayIsPast: ``on`` is before today. :raises HoursReversed:
    """
    counter = _counter(counter_id, on=on, at=at)
    if hours is not None and hours[0] >= hours[1]:
        raise HoursReversed
    starts, ends = hours or (None, None)
    RosterChange.objects.update_or_create(
        counter_id=counter_id,
        on=on,
        defaults={"starts": starts, "ends": ends, "decided_by": by, "decided_at": at},
    )
    _tell(counter, on=on, by=by, at=at)


@transaction.atomic
def staff_as_usual(*, counter_id: UUID, on: date, by: str, at: datetime) -> None:
    """
    Take back what was decided for the counter on ``on``: its week counts again. Nothing happens when nothing was.

    :raises UnknownCounter: :raises DayIsPast: ``on`` is before today.
    """
    counter = _counter(counter_id, on=on, at=at)
    deleted, _rows = RosterChange.objects.filter(counter_id=counter_id, on=on).delete()
    if deleted:
        _tell(counter, on=on, by=by, at=at)


def _counter(counter_id: UUID, *, on: date, at: datetime) -> Counter:
    counter = Counter.objects.filter(id=counter_id).first()
    if counter is None:
        raise UnknownCounter
    if on < queries.calendar(point_id=counter.point_id).local(at).date():
        raise DayIsPast
    return counter


def _tell(counter: Counter, *, on: date, by: str, at: datetime) -> None:
    office = queries.point(id=counter.point_id).office_code
    publish(RosterChanged(subject=counter.point_id, office=office, on=on, counter=counter.number), by=by, at=at)
    queries.forget()
    transaction.on_commit(queries.forget)
