"""The pages that officers use while the house is away, and the board of the hall meanwhile."""

from typing import Any
from uuid import uuid4

from kiosk import island, pages
from kiosk.box import Box
from kiosk.manners import Manners
from kiosk.voices import place_clips

SHOWN = 12
"""So many of those who wait are listed."""

SENTENCES = {
    "near": "desk_near",
    "busy": "desk_busy",
    "nobody": "desk_nobody",
    "changed": "desk_changed",
    "soon": "desk_soon",
    "late": "desk_late",
    "where": "desk_changed",
}


def pair(box: Box, manners: Manners, *, problem: str = "") -> str:
    """Return the page that asks for the code of the box."""
    return _page("pair.html", box, manners, problem=problem)


def counters(box: Box, manners: Manners) -> str:
    """Return the page on which an officer chooses the counter."""
    hall = box.hall()
    shown = [(one, _station(hall, one.station, manners), hall.at(one.id)) for one in hall.counters]
    return _page("counters.html", box, manners, counters=shown)


def counter(box: Box, counter_id: str, manners: Manners, *, problem: str = "") -> str | None:
    """Return the page of one counter; None when there is no such counter."""
    hall = box.hall()
    found = hall.counter(counter_id)
    if found is None:
        return None
    line, hour = hall.line(found.station), box.hour()
    return _page(
        "counter.html",
        box,
        manners,
        counter=found,
        station=_station(hall, found.station, manners),
        standing=hall.at(found.id),
        following=island.next_of(hall, found.station),
        acts=island.allowed(hall, found) if box.is_alone else (),
        onward=[(name, _station(hall, name, manners)) for name in hall.stations if name != found.station],
        waiting=[one.text for one in line[:SHOWN]],
        more=max(0, len(line) - SHOWN),
        missed=[
            (one, f"{one.returns_until.astimezone(hour.tzinfo):%H.%M}") for one in hall.missed(found.station, hour)
        ],
        press=str(uuid4()),
        problem=SENTENCES.get(problem, problem),
    )


def board(box: Box, manners: Manners) -> str:
    """Return who is called where, for the screen of the hall."""
    hall = box.hall()
    called = [
        (one, standing, _said(one, standing)) for one in hall.counters if (standing := hall.at(one.id)) is not None
    ]
    return _page("board.html", box, manners, called=called)


def _said(counter: island.Counter, standing: island.Standing) -> str:
    """Return the clips of a call, Indonesian first; none when the number is at the counter already."""
    place = place_clips(counter.name)
    if standing.state != "called" or not place:
        return ""  # half a call misleads more than silence
    names = [*pages.number_clips(standing.text), *place]
    return " ".join(f"/suara/{language}/{name}.mp3" for language in ("id", "en") for name in names)


def _station(hall: island.Hall, name: str, manners: Manners) -> str:
    return hall.stations.get(name, (name, name))[manners.language == "en"]


def _page(template: str, box: Box, manners: Manners, **more: Any) -> str:
    house = box.log.fact("house").rstrip("/")
    return pages.page(template, box, manners, is_alone=box.is_alone, console=f"{house}/petugas/loket/", **more)
