"""On no page of the desk a key means two things: the second one could never be reached by it."""

import re
from collections import Counter

import pytest

from lintas.casework.applications.tests.desk import EVERY_ROLE
from lintas.casework.applications.tests.walk import Walk
from lintas.directory.offices import queries as offices
from lintas.visit.queueing import operations as queue

STAGES = {
    "scheduled": Walk.scheduled,
    "papers": Walk.arrive,
    "capture": lambda walk: walk.arrive().accept_all(),
    "interview": Walk.capture,
    "examination": lambda walk: walk.interview().check(identity="near", watchlist="unavailable"),
    "adjudication": lambda walk: walk.interview().check(),
    "deferred": Walk.defer,
    "printing": Walk.approve,
    "quality": Walk.printed,
    "ready": Walk.ready,
}
STATIONS = {
    "documents": Walk.arrive,
    "photo": lambda walk: walk.arrive().accept_all(),
    "interview": Walk.capture,
}


def keys_with_two_meanings(page: str) -> list[str]:
    """Return the keys that stand at two places of the page."""
    keys = Counter(key.lower() for key in re.findall(r'data-key="([^"]+)"', page))
    assert keys, "a page of the desk without any key"
    return [key for key, times in keys.items() if times > 1]


def test_control_a_key_at_two_places_is_found():
    assert keys_with_two_meanings('<a data-key="B"></a><a data-key="G"></a><button data-key="b"></button>') == ["b"]


@pytest.mark.parametrize("stage", STAGES)
def test_on_every_sheet_of_a_case_each_key_has_one_meaning(walk, desks, stage):
    STAGES[stage](walk)
    officer = desks.sit(*EVERY_ROLE)
    case = f"/petugas/kasus/{walk.case.reference}/"
    sheets = ["kerja", "data", "siapa-melihat", *(f"berkas-{item.key}" for item in walk.case.items)]

    for sheet in sheets:
        assert keys_with_two_meanings(officer.get(f"{case}?lembar={sheet}")) == [], sheet
    assert keys_with_two_meanings(officer.get(f"{case}?lembar={sheets[-1]}&kembalikan=1&besar=1")) == []
    assert keys_with_two_meanings(officer.get(f"{case}kode-baru/")) == []


@pytest.mark.parametrize("station", STATIONS)
def test_at_every_kind_of_counter_each_key_has_one_meaning(walk, desks, station):
    STATIONS[station](walk)
    officer = desks.sit(*EVERY_ROLE)
    counter = offices.counters(point_id=walk.point.id, station=station)[0]
    sits = {"counter_id": counter.id, "at": walk.at}
    seen = [officer.get("/petugas/loket/")]
    queue.open_counter(point_id=walk.point.id, officer_id=officer.officer.id, **sits)
    seen.append(officer.get("/petugas/loket/"))
    ticket = queue.call_next(by=officer.officer.actor, **sits)
    seen.append(officer.get("/petugas/loket/"))
    queue.arrive(ticket_id=ticket.id, by=officer.officer.actor, at=walk.at)
    seen.append(officer.get("/petugas/loket/"))
    seen.append(officer.get(f"/petugas/kasus/{walk.case.reference}/"))

    assert [keys_with_two_meanings(page) for page in seen] == [[], [], [], [], []]
    assert "Buka permohonan" in seen[3]


def test_on_the_other_pages_of_the_desk_each_key_has_one_meaning(walk, desks):
    walk.arrive()
    officer = desks.sit(*EVERY_ROLE)
    arrival = f"/petugas/kedatangan/{walk.case.reference}/"
    paths = [
        "/petugas/",
        "/petugas/?daftar=scheduled",
        "/petugas/?daftar=checked_in",
        "/petugas/kedatangan/",
        arrival,
        f"{arrival}nomor/",
        "/petugas/kedatangan/tanpa-jadwal/",
        "/petugas/kedatangan/tanpa-jadwal/?layanan=passport.new.adult",
        "/petugas/stok/",
        "/petugas/hari/",
        f"/petugas/hari/loket/?hari={offices.calendar(point_id=walk.point.id).next_open_day(walk.at.date())}&loket=1",
        f"/petugas/hari/?hari={offices.calendar(point_id=walk.point.id).next_open_day(walk.at.date())}",
        "/petugas/sistem/",
    ]

    assert {path: two for path in paths if (two := keys_with_two_meanings(officer.get(path)))} == {}
