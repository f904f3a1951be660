"""Whom the registry does not know is entered at the counter, with the original: never an identity that nobody saw."""

from datetime import timedelta

import pytest

from lintas.casework.applications import queries
from lintas.casework.applications.queries import Identity
from lintas.casework.applications.tests.desk import case_url, text
from lintas.visit.draws import operations as draws
from lintas.visit.draws.models import Entry
from lintas.visit.draws.tests import factories as make


@pytest.fixture
def draw(walk):
    walk.fill()
    draw_id = draws.announce(
        point_id=walk.point.id,
        service_key=walk.service_key,
        slot_ids=[walk.free_slot(later=20), walk.free_slot(later=21)],
        opens_at=walk.at,
        closes_at=walk.at + timedelta(hours=50),
        reveal_by=walk.at + timedelta(hours=52),
        by="officer:x",
        at=walk.at,
    )
    make.commit(draw_id, at=walk.at - timedelta(minutes=1))
    draws.open_window(draw_id=draw_id, by="x", at=walk.at)
    return draw_id


def state(walk):
    return queries.identity_of(walk.id, person_id=walk.started.person_id).state


def test_the_officer_sees_the_original_and_enters_the_person(walk, desks, draw):
    desk, page = desks.sit("loket"), case_url(walk, "undian/")
    assert case_url(walk, "undian/") in desk.get(case_url(walk))
    shown = desk.get(page)
    assert "SITI CONTOH" in shown
    assert walk.identity["nik"] not in shown

    assert desk.post(page, sure="on").status_code == 302
    assert state(walk) is Identity.SHOWN
    assert desk.post(page, wish_1="S2", wish_2="S1").status_code == 302

    entry = Entry.objects.get()
    assert (entry.shown_by, entry.assisted, entry.wants) == ("desk", True, ["S2", "S1"])
    assert entry.code in desk.get(page)


def test_without_the_original_nobody_is_entered(walk, desks, draw):
    desk, page = desks.sit("loket"), case_url(walk, "undian/")

    assert desk.post(page).status_code == 422
    assert desk.post(page, wish_1="S1").status_code == 409

    assert (state(walk), Entry.objects.count()) == (Identity.UNASKED, 0)


@pytest.mark.parametrize("role", ["pewawancara", "kakanim", "pencetak"])
def test_it_is_the_counters_part(walk, desks, draw, role):
    assert desks.sit(role).post(case_url(walk, "undian/"), sure="on").status_code == 403
    assert state(walk) is Identity.UNASKED


def test_a_case_that_was_handed_in_is_not_entered(walk, desks, house):
    walk.scheduled()

    assert "403" in str(desks.sit("loket").post(case_url(walk, "undian/"), sure="on").status_code)
    assert "Undian di loket" not in text(desks.sit("loket").client.get(case_url(walk)))


def test_the_head_sees_the_draws_of_the_place_and_the_way_to_the_calendar(walk, desks, draw):
    said = desks.sit("kakanim").get("/petugas/hari/")

    assert f'href="/undian/{draw}/"' in said
    assert "Undian di sini" in said
    assert 'href="/kalender/?tempat=payakumbuh"' in said
    assert "Draws here" in desks.sit("kasi").get("/petugas/hari/", language="en")
    draws.void_draw(draw_id=draw, reason="outage", by="officer:x", at=walk.at)
    assert "Undian di sini" not in desks.sit("kakanim").get("/petugas/hari/")
