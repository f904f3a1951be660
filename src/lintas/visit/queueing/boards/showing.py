"""A board as its page shows it and its voice says it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.templatetags.static import static
from django.utils.translation import gettext as _

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.foundation.words import Bilingual
from lintas.visit.queueing import queries
from lintas.visit.queueing.boards.notices import notices
from lintas.visit.queueing.boards.resting import Rest, rest, sign
from lintas.visit.queueing.boards.shapes import Shape
from lintas.visit.queueing.presenters import share_text
from lintas.visit.queueing.queries import BoardCall
from lintas.visit.queueing.voices.sentences import announcement

FRESH = timedelta(seconds=90)
"""An older call is shown, but no more said: a screen that was away does not call people who came long ago."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A call taken apart: ``where`` "Loket", ``place`` "3"; ``is_open`` while the visitor is expected, ``others`` of the same family."""

    id: str
    number: str
    others: tuple[str, ...]
    where: str
    place: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A call for the voice: its sentence for readers, and the addresses of its clips by language."""

    id: str
    text: str
    clips: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that a board shows at a moment."""

    current: Shown | None
    recent: tuple[Shown, ...]
    rest: Rest | None
    lanes: tuple[dict[str, object], ...]
    notices: tuple[Bilingual, ...]
    said: tuple[Said, ...]
    signs: tuple[str, ...]
    trust: str
    now: datetime


def page(point: PointInfo, shape: Shape, *, at: datetime) -> Page:
    """Return the board of the point in the shape. Nine queries."""
    calendar = offices.calendar(point_id=point.id)
    now = calendar.local(at)
    board = queries.board(point.id, at, station=shape.station)
    breaks = [found for found in queries.breaks_at(point.id) if shape.station in (None, found.station)]
    resting = rest(board, offices.opening(calendar, at), today=now.date(), breaks=bool(breaks))
    allowed = catalogue.count("call_repeat", office_code=point.office_code, on=now.date())
    open_calls = [call for call in reversed(board.calls) if call.is_open and at - call.at < FRESH]
    return Page(
        current=_shown(board.current) if board.current and not resting else None,
        recent=() if resting else tuple(_shown(call) for call in board.recent),
        rest=resting,
        lanes=_lanes(board, shape) if board.people or not resting else (),
        notices=notices(office_code=point.office_code, on=now.date()) if shape.has_notices else (),
        signs=tuple(sign(found, zone=calendar.zone) for found in breaks),
        trust=share_text(board.hits) if shape.has_lanes and any(lane.wait for lane in board.lanes) else "",
        said=tuple(_said(call, is_last=call.times >= allowed) for call in open_calls),
        now=now,
    )


def _shown(call: BoardCall) -> Shown:
    where, _space, place = call.counter.rpartition(" ")
    return Shown(
        id=str(call.id), number=call.number, others=call.others, where=where, place=place, is_open=call.is_open
    )


def _said(call: BoardCall, *, is_last: bool) -> Said:
    rows = announcement(numbers=(call.number, *call.others), counter=call.counter, is_last=is_last)
    addresses = (" ".join(static(f"queueing/voice/{name}.mp3") for name in row) for row in rows)
    words = _("Nomor %(number)s, silakan ke %(counter)s") % {
        "number": ", ".join((call.number, *call.others)),
        "counter": call.counter,
    }
    return Said(id=str(call.id), text=words, clips="|".join(addresses))


def _lanes(board: queries.Board, shape: Shape) -> tuple[dict[str, object], ...]:
    # The hall sees all its lanes, the waiting room of a station those that have come as far.
    lanes = board.lanes if shape.station is None else [lane for lane in board.lanes if lane.people]
    return tuple(
        {
            "letter": lane.letter,
            "name": lane.name,
            "people": lane.people,
            "low": lane.wait[0] if lane.wait else None,
            "high": lane.wait[1] if lane.wait else None,
        }
        for lane in (lanes if shape.has_lanes else ())
    )
