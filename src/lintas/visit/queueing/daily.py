"""The day page: in which order a hall was served, and whether that was the order of the rule."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.ui import filters
from lintas.visit.queueing import queries, rules
from lintas.visit.queueing.queries import DayOrder, Hits, OrderedCall, StationOrder

SHOWN = 60
"""Calls on one page, newest first."""


@dataclass(frozen=True, slots=True)
class Way:
    """A link beside others; ``current`` when it is where one is."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class DayPage:
    """What the page of one day shows; ``items`` as `ui.worklist` takes them."""

    point: PointInfo
    day: date
    order: DayOrder
    station: StationOrder | None
    items: list[dict[str, object]]
    stations: list[Way]
    before: str
    after: str
    older: str
    newer: str
    lanes: list[dict[str, str]]
    hits: list[dict[str, str]]


def page(point: PointInfo, day: date, *, today: date, station: str, until: int | None) -> DayPage:
    """Return the page of one day; ``until`` is the newest turn that it shows, None for the latest. Four queries."""
    order = queries.order_of(point_id=point.id, day=day)
    chosen = next((one for one in order.stations if one.station == station), next(iter(order.stations), None))
    calls = chosen.calls if chosen else ()
    seen = [call for call in reversed(calls) if until is None or call.turn <= until]
    zone = offices.calendar(point_id=point.id).zone
    address = reverse("queueing:day", kwargs={"slug": point.slug})

    def to(**more: object) -> str:
        return f"{address}?{urlencode({'hari': day.isoformat()} | more)}"

    here = chosen.station if chosen else ""
    return DayPage(
        point=point,
        day=day,
        order=order,
        station=chosen,
        items=[_item(call, zone) for call in seen[:SHOWN]],
        stations=[Way(str(one.station.label), to(langkah=one.station), one is chosen) for one in order.stations],
        before=to(hari=day - timedelta(days=1)),
        after=to(hari=day + timedelta(days=1)) if day < today else "",
        older=to(langkah=here, sampai=seen[SHOWN].turn) if len(seen) > SHOWN else "",
        newer=_newer(calls, until, to, here),
        lanes=[_lane(lane) for lane in order.lanes],
        hits=list(_hits(order.lanes, queries.hits_by_lane(point.id, day=day))),
    )


def _item(call: OrderedCall, zone: object) -> dict[str, object]:
    item: dict[str, object] = {
        "number": call.number,
        "title": call.counter,
        "time": filters.hour(call.at, zone),
        "text": str(call.why),
    }
    if call.override is not None:
        item |= {"tag": _("di luar giliran: %(why)s") % {"why": call.override.label}, "tag_kind": "next"}
    elif not call.is_right:
        due = _("seharusnya %(number)s") % {"number": call.due} if call.due else _("tidak tercatat menunggu")
        item |= {"tag": due, "tag_kind": "late"}
    return item


def _newer(calls, until: int | None, to, here: str) -> str:
    above = [] if until is None else [call.turn for call in calls if call.turn > until]
    if not above:
        return ""
    return to(langkah=here, sampai=above[SHOWN - 1]) if len(above) > SHOWN else to(langkah=here)


def _lane(lane: queries.LaneInfo) -> dict[str, str]:
    most = _("tidak pernah di belakang lebih dari %(limit)d nomor lain") % {"limit": lane.limit} if lane.limit else ""
    weight = _("bobot %(weight)d") % {"weight": lane.weight}
    return {"key": f"{lane.letter} · {lane.name}", "value": "; ".join(filter(None, (weight, most)))}


def _hits(lanes: Iterable[queries.LaneInfo], hits: Mapping[str, Hits]) -> Iterator[dict[str, str]]:
    for lane in lanes:
        told = hits.get(lane.letter)
        if told is not None:
            share = (
                _("belum cukup banyak") if told.share is None else _("%(share)s dari 100 tepat") % {"share": told.share}
            )
            counted = _("%(count)s perkiraan") % {"count": told.told}
            yield {"key": f"{lane.letter} · {lane.name}", "value": f"{share} ({counted})"}


WINDOW = rules.WINDOW
