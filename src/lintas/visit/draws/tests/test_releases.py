"""The release calendar: every channel says the same, and what it says is what happens."""

import json
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import translation

from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import presenters as schedule
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.models import Schedule, Slot
from lintas.visit.draws.releases import showing
from lintas.visit.draws.releases.calendar import calendars
from lintas.visit.draws.tests import factories as make


@pytest.fixture
def visitor(house, now, monkeypatch) -> Client:
    monkeypatch.setattr(clock, "now", lambda: now)
    return Client()


def said(client, address) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", client.get(address).content.decode())).split())


def unfolded(content: bytes) -> list[str]:
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_page_file_and_data_say_the_same(visitor, house):
    data = visitor.get("/kalender/tempat.json?tempat=payakumbuh").json()["releases"]
    reply = visitor.get("/kalender/tempat.ics?tempat=payakumbuh")
    page = said(visitor, "/kalender/?tempat=payakumbuh")

    days = {(one["opens_on"], one["places_of"]) for one in data}
    lines = unfolded(reply.content)
    assert reply.headers["Content-Type"] == "text/calendar; charset=utf-8"
    starts = [line.removeprefix("DTSTART;VALUE=DATE:") for line in lines if line.startswith("DTSTART;")]
    of = [line.removeprefix("UID:payakumbuh-")[:8] for line in lines if line.startswith("UID:")]
    in_file = {
        (date.fromisoformat(on).isoformat(), date.fromisoformat(day).isoformat())
        for on, day in zip(starts, of, strict=True)
    }
    assert in_file == days
    assert len(days) > 15
    with translation.override("id"):
        for [one] in [calendars([house], at=clock.now())]:
            assert all(row["value"] in page for row in showing.shown(one).rows)


def test_the_reason_of_a_day_that_is_not_open_names_the_day_of_the_calendar(visitor, house, now):
    [found] = calendars([house], at=now)
    for opening in found.openings:
        for service_class in opening.classes:
            [day] = appointments.days_ahead(
                point_ids=[house.id], service_class=service_class, from_on=opening.of, days=1, at=now
            )[house.id]
            assert (day.reason, day.next_on) == ("not_released", opening.on)
            with translation.override("id"):
                assert schedule.reason_sentence(day).endswith(f"Dibuka pada {showing.filters.day(opening.on)}.")


def test_on_the_day_that_was_published_the_places_are_opened_and_not_before(visitor, house, now):
    [found] = calendars([house], at=now)
    first = found.openings[0]
    assert not Slot.objects.filter(point_id=house.id, on=first.of).exists()

    places.make_slots_of(point_id=house.id, at=now + (first.on - now.date()))

    classes = Slot.objects.filter(point_id=house.id, on=first.of).values_list("service_class", flat=True)
    assert set(classes) == set(first.classes)


def test_a_holiday_is_opened_by_nobody(visitor, house, now):
    [found] = calendars([house], at=now)
    calendar = offices.calendar(point_id=house.id)
    closed = [
        now.date() + timedelta(days=ahead)
        for ahead in range(1, 57)
        if not calendar.is_open(now.date() + timedelta(days=ahead))
    ]

    assert closed
    assert not {opening.of for opening in found.openings} & set(closed)


def test_a_schedule_that_opens_earlier_changes_every_channel(visitor, house, now):
    Schedule.objects.filter(point_id=house.id).update(release_days=35)

    [found] = calendars([house], at=now)

    assert all((one.of - one.on).days == 35 for one in found.openings)
    assert str(found.openings[0].of) in json.dumps(showing.as_data([found]))


def test_an_announced_draw_stands_in_every_channel(visitor, house, now):
    coming = Slot.objects.filter(point_id=house.id, service_class="regular", starts_at__gt=now + timedelta(days=6))
    slots = [coming.first()]
    draw_id = make.announce(
        house,
        slots=slots,
        opens_at=now + timedelta(hours=1),
        closes_at=now + timedelta(hours=50),
        reveal_by=now + timedelta(hours=52),
        at=now,
    )

    assert "Undian" in said(visitor, "/kalender/?tempat=payakumbuh")
    assert f"/undian/{draw_id}/" in visitor.get("/kalender/").content.decode()
    [drawn] = visitor.get("/kalender/tempat.json").json()["draws"]
    assert (drawn["id"], drawn["places"]) == (str(draw_id), sum(slot.capacity for slot in slots))
    assert f"UID:{draw_id}@lintas" in unfolded(visitor.get("/kalender/tempat.ics").content)
    assert visitor.get("/kalender/tempat.json?tempat=pesawaran").json()["draws"] == []


def test_the_calendar_is_found_from_the_schedules_and_from_the_draws(visitor, house):
    assert "/kalender/" in visitor.get("/jadwal/").content.decode()
    assert "/kalender/?tempat=payakumbuh" in visitor.get("/jadwal/payakumbuh/").content.decode()
    assert "/kalender/" in visitor.get("/undian/").content.decode()
    assert visitor.get("/kalender/?tempat=atlantis").status_code == 404


def test_all_points_cost_as_many_queries_as_one(visitor, house, now, django_assert_max_num_queries):
    every = offices.points()
    calendars(every, at=now)

    with django_assert_max_num_queries(5):
        calendars(every, at=now)


def test_classes_that_open_on_different_days_are_told_apart(visitor, house, now):
    Schedule.objects.filter(point_id=house.id, service_class="priority").update(release_days=30)

    [found] = calendars([house], at=now)
    uids = [line for line in unfolded(showing.as_file([found], at=now)) if line.startswith("UID:")]

    days = {one.of for one in found.openings if "priority" in one.classes}
    assert days & {one.of for one in found.openings if "regular" in one.classes}
    assert len(set(uids)) == len(uids) == len(found.openings)


def test_every_page_that_shows_places_leads_to_the_calendar_and_the_draws(visitor, house):
    for address, calendar in {
        "/": "/kalender/",
        "/jadwal/": "/kalender/",
        "/jadwal/payakumbuh/": "/kalender/?tempat=payakumbuh",
        "/tempat/payakumbuh/": "/kalender/?tempat=payakumbuh",
    }.items():
        page = visitor.get(address).content.decode()
        assert f'href="{calendar}"' in page, address
        assert 'href="/undian/"' in page, address
