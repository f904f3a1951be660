"""Where and when: every point with its distance and reason, then days and hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from lintas.casework.applications.presenters.citizen_answers import lacking
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.catalogue.queries import FeeOption
from lintas.directory.offices import presenters as places
from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointChoice, PointInfo
from lintas.directory.offices.states import ReasonCode
from lintas.ui import filters
from lintas.visit.appointments import presenters as schedule
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.presenters import DAYS_AT_A_POINT, DayChoice, TimeChoice, Way


@dataclass(frozen=True, slots=True)
class PointCard:
    """One service point to choose (`ui.point_card`); ``value`` is empty when it cannot be chosen."""

    value: str
    name: str
    office: str
    address: str
    distance: str
    facts: tuple[str, ...]
    reason: str
    motif: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Times:
    """The days of a point and the hours of one of them (`ui.slots`). ``why`` says why the day has no hours."""

    point: PointInfo
    days: tuple[DayChoice, ...]
    times: tuple[TimeChoice, ...]
    legend: str
    why: schedule.Reason | None
    earlier: Way
    later: Way


def point_cards(*, village: str, chosen: UUID | None, book: FeeOption | None, at: datetime) -> tuple[PointCard, ...]:
    """
    Return every point, the nearest of the person's office first; one query for the next places.

    A point whose office lacks the chosen ``book`` says so and cannot be chosen.
    """
    choices = _choices(village, at=at)
    nearest = appointments.next_place(point_ids=[choice.point.id for choice in choices], at=at)
    on = catalogue.today(at)
    return tuple(
        _card(
            choice,
            nearest[choice.point.id],
            chosen=chosen,
            without=lacking(book, office_code=choice.point.office_code, on=on),
        )
        for choice in choices
    )


def may_be_chosen(point: PointInfo, *, village: str, at: datetime) -> bool:
    """Say whether the person may choose the point."""
    return any(choice.point.id == point.id and not _barred(choice) for choice in _choices(village, at=at))


def times(
    point_id: UUID,
    *,
    address: str,
    asked: date | None,
    begin: date | None,
    at: datetime,
) -> Times:
    """Return fourteen days of the point and the hours of the day asked for, else of the first with a place."""
    point = offices.point(id=point_id)
    calendar = offices.calendar(point_id=point_id)
    today = calendar.local(at).date()
    first = max(begin or _window(asked or today, today), today)
    [days] = appointments.days_ahead(point_ids=[point_id], from_on=first, days=DAYS_AT_A_POINT, at=at).values()
    on = asked if asked and asked >= today else next((day.on for day in days if day.left), None)
    sessions = appointments.open_slots(point_id=point_id, on=on, at=at) if on else ()
    shown = next((day for day in days if day.on == on), None)
    earlier, later = schedule.earlier_and_later(
        address=address, from_on=first, shown=DAYS_AT_A_POINT, today=today, last=date.max
    )
    return Times(
        point=point,
        days=schedule.day_choices(days, address=address, chosen=on),
        times=schedule.time_choices(sessions, zone=calendar.zone),
        legend=_("Jam pada %(day)s") % {"day": filters.day(on)} if on else "",
        why=schedule.reason_of(shown) if shown and shown.reason else None,
        earlier=earlier,
        later=later if _goes_on(days) else schedule.NOWHERE,
    )


def _window(day: date, today: date) -> date:
    return today + timedelta(days=max(0, (day - today).days) // DAYS_AT_A_POINT * DAYS_AT_A_POINT)


def _goes_on(days: Sequence[appointments.DayPlaces]) -> bool:
    """Say whether later days can have places: they are opened one after the other, so the last week shown has some."""
    return any(day.capacity for day in days[DAYS_AT_A_POINT // 2 :])


def _choices(village: str, *, at: datetime) -> tuple[PointChoice, ...]:
    if village:
        return offices.points_serving(village_code=village, at=at)
    return tuple(
        PointChoice(
            point=point,
            distance_km=None,
            serves=point.office_welcomes_others,
            reason=None if point.office_welcomes_others else ReasonCode.OUTSIDE_WORK_AREA,
            next_on=None,
        )
        for point in offices.points()
    )


def _barred(choice: PointChoice) -> bool:
    """Say whether nobody of the village may come here: closed today is no bar to a later day."""
    if choice.reason in (ReasonCode.NOT_OFFERED, ReasonCode.NO_COUNTER):
        return True
    return choice.reason is ReasonCode.OUTSIDE_WORK_AREA and not choice.point.office_welcomes_others


def _card(choice: PointChoice, nearest: datetime | None, *, chosen: UUID | None, without: str) -> PointCard:
    point, facts = choice.point, []
    if nearest is not None:
        facts.append(_("Jadwal terdekat: %(moment)s") % {"moment": filters.moment(nearest, point.zone)})
    else:
        facts.append(_("Semua tempat yang sudah dibuka telah terisi."))
    if choice.reason is ReasonCode.OUTSIDE_WORK_AREA and not _barred(choice):
        facts.append(_("Di luar wilayah kerja alamat Anda; untuk paspor Anda tetap boleh memilihnya."))
    return PointCard(
        value="" if _barred(choice) or without else str(point.id),
        name=point.name,
        office=point.office_name,
        address=places.address_words(point),
        distance=places.distance_words(choice.distance_km),
        facts=tuple(facts),
        reason=_reason(choice) if _barred(choice) else without,
        motif=point.motif,
        chosen=point.id == chosen,
    )


def _reason(choice: PointChoice) -> str:
    words = str(choice.reason.label) if choice.reason else ""
    sentence = f"{words[:1].upper()}{words[1:]}."
    if choice.next_on is None:
        return sentence
    return _("%(reason)s Melayani mulai %(day)s.") % {"reason": sentence, "day": filters.day(choice.next_on)}
