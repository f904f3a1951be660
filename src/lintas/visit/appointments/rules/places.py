"""Decisions about places and days that need no database, clock or settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class Arrival(StrEnum):
    """How a person's arrival lies against the session (parameters checkin_opens_before, checkin_grace_after)."""

    TOO_EARLY = "too_early"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    OVER = "over"


class NoPlace(StrEnum):
    """Why a day has no place to give; each with its own next date."""

    DRAWN = "drawn"
    FULL = "full"
    NO_BOOKLETS = "no_booklets"
    CLOSED = "closed"
    NOT_RELEASED = "not_released"
    NOT_OFFERED = "not_offered"


@dataclass(frozen=True, slots=True)
class Session:
    """A part of a day at the office, in the office's own wall-clock time."""

    start: time
    end: time


def arrival(
    *, at: datetime, starts_at: datetime, ends_at: datetime, opens_before: timedelta, grace_after: timedelta
) -> Arrival:
    """
    Return how an arrival at ``at`` lies against the session.

    Late comers are served at the end of the same session while capacity remains; after it the day
    counts as missed. Source: process.yaml parameters, confidence P (no national rule was found).
    """
    if at < starts_at - opens_before:
        return Arrival.TOO_EARLY
    if at < starts_at:
        return Arrival.EARLY
    if at <= starts_at + grace_after:
        return Arrival.ON_TIME
    return Arrival.LATE if at < ends_at else Arrival.OVER


def last_day_to_move(*, starts_on: date, cutoff: timedelta) -> date:
    """
    Return the last calendar day at the office on which the person may still move the appointment.

    With the parameter reschedule_cutoff at one day: until the end of the day before (H-1).
    """
    return starts_on - timedelta(days=cutoff.days)


def fits(session: Session, hours: Iterable[tuple[time, time]]) -> bool:
    """Return whether the office is open during the whole session."""
    return any(opens <= session.start and session.end <= closes for opens, closes in hours)


def moment(day: date, clock: time, zone: tzinfo) -> datetime:
    """Return the aware moment of a wall-clock time at the office."""
    return datetime.combine(day, clock, tzinfo=zone)


def release_day(*, day: date, release_days: int) -> date:
    """Return the day on which the places of ``day`` are opened to everybody."""
    return day - timedelta(days=release_days)


def why_no_place(
    *,
    offered_at_all: bool,
    full: bool,
    open_later: bool,
    opens_on: date | None,
    today: date,
    withheld: bool = False,
    kept: bool = False,
) -> NoPlace:
    """
    Return why a day has no place left.

    ``full``: sessions are still to come, all taken. ``kept``: some of those places are nobody's yet, a draw decides.
    ``withheld``: some of their places are not taken and wait for books. ``open_later``: the point is open that day and no
    sessions were made for it. ``opens_on``: the day its places are opened, None when the weekday has no schedule.
    """
    if not offered_at_all:
        return NoPlace.NOT_OFFERED
    if kept:
        return NoPlace.DRAWN
    if withheld:
        return NoPlace.NO_BOOKLETS
    if full:
        return NoPlace.FULL
    if not open_later:
        return NoPlace.CLOSED
    if opens_on is None:
        return NoPlace.NOT_OFFERED
    return NoPlace.NOT_RELEASED if opens_on > today else NoPlace.CLOSED


def nearness(candidate: datetime, wanted: datetime) -> tuple[date, timedelta]:
    """
    Return the key by which the nearest session for somebody whose day was closed comes first: day, then hour.

    Both are local moments at one office. Earlier days are for the caller to leave out: nobody has to come earlier.
    """
    same_hour = datetime.combine(candidate.date(), wanted.time(), tzinfo=candidate.tzinfo)
    return candidate.date(), abs(candidate - same_hour)


def answer_by(*, at: datetime, starts_at: datetime, within: timedelta, cutoff: timedelta, zone: tzinfo) -> datetime:
    """
    Return until when another place may be chosen: ``within`` from now, and not after the last day to move.

    Where that day is over already, until the place begins: whoever is offered something can always answer.
    """
    last_day = last_day_to_move(starts_on=starts_at.astimezone(zone).date(), cutoff=cutoff)
    midnight = moment(last_day + timedelta(days=1), time.min, zone)
    return min(at + within, midnight if midnight > at else starts_at)
