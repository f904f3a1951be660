"""A number on the phone before coming for a finished book: when it is given, how long its place is kept, who stands before."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.casework.applications import operations
from lintas.casework.applications.operations import ahead
from lintas.casework.applications.tests.collector import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    assert_day_is_proven,
    call,
    clock,
    close,
    collection_numbers,
    from_kiosk,
    held,
    order_of_places,
    receive,
    somebody,
    stands_for,
    take,
)
from lintas.casework.applications.tests.walk import AGAINST, Walk
from lintas.casework.applications.vocabulary import VOID_GROUNDS
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.models import Ticket

pytestmark = pytest.mark.usefixtures("no_messages")


def test_who_comes_to_collect_has_a_number_of_that_lane_and_is_not_called(owner):
    assert take(owner) == "D 001"

    assert (held(owner).state, held(owner).station) == ("expected", "handover")
    with pytest.raises(queue.NobodyWaiting):
        call(owner)
    assert tickets.board(owner.point.id, owner.at).people == 0
    assert owner.state == "ready"


def test_who_comes_within_the_hour_stands_before_those_who_came_since(owner):
    take(owner, "09.00")
    other = somebody(owner, "09.20")

    assert receive(owner, "10.00") == "D 001"

    assert [call(owner).number, other.number] == ["D 001", "D 002"]
    assert_day_is_proven(owner, 1)


def test_control_a_number_that_keeps_no_place_is_called_after_them(owner, monkeypatch):
    monkeypatch.setattr(ahead, "came_in_time", lambda *_, **__: False)
    take(owner, "09.00")
    other = somebody(owner, "09.20")
    receive(owner, "10.00")

    assert call(owner).id == other.id


def test_who_comes_later_has_the_number_and_no_place(owner):
    take(owner, "09.00")
    other = somebody(owner, "10.00")

    assert receive(owner, "10.01") == "D 001"

    assert call(owner).id == other.id
    assert_day_is_proven(owner, 1)


def test_nobody_in_the_hall_is_passed_by_a_number_that_was_taken_afterwards(owner):
    there = somebody(owner, "08.30")
    take(owner, "08.31")
    receive(owner, "08.40")

    assert call(owner).id == there.id
    assert_day_is_proven(owner, 1)


def test_who_waited_at_the_door_stands_before_the_quickest_phone(owner):
    take(owner, "08.00")
    at_the_door, afterwards = somebody(owner, "08.29"), somebody(owner, "08.31")

    receive(owner, "08.40")

    assert order_of_places() == [at_the_door.id, held(owner).id, afterwards.id]
    assert call(owner).id == at_the_door.id
    assert_day_is_proven(owner, 1)


def test_who_is_there_before_the_place_of_the_number_has_that_of_the_arrival(owner):
    take(owner, "08.00")

    receive(owner, "08.10")

    assert Ticket.objects.get(id=held(owner).id).place_at == clock(owner, "08.10")


@pytest.mark.parametrize(
    ("taken", "latest", "late"),
    [("11.50", "13.50", "13.51"), ("15.30", "16.00", "16.01"), ("08.00", "09.00", "09.01")],
    ids=["a break is not counted", "closing ends it", "an hour"],
)
def test_the_place_is_kept_for_an_hour_of_opening(owner, taken, latest, late):
    take(owner, taken)
    number = held(owner)

    assert ahead.came_in_time(owner.case, number, at=clock(owner, latest))
    assert not ahead.came_in_time(owner.case, number, at=clock(owner, late))


@pytest.mark.parametrize(
    ("hour", "day", "opens"),
    [
        ("07.59", MONDAY, "Senin, 30 November 2026, 08.00 WIB"),
        ("12.00", MONDAY, "Senin, 30 November 2026, 13.00 WIB"),
        ("12.00", FRIDAY, "Jumat, 27 November 2026, 13.00 WIB"),
        ("16.00", FRIDAY, "Senin, 30 November 2026, 08.00 WIB"),
        ("10.00", SATURDAY, "Senin, 30 November 2026, 08.00 WIB"),
    ],
)
def test_while_the_point_is_closed_there_is_none_until_it_opens_next(owner, hour, day, opens):
    with pytest.raises(operations.NumberNotYet, match=re.escape(opens)):
        take(owner, hour, day=day)
    assert not collection_numbers().exists()


def test_a_day_that_the_office_closed_is_closed(owner):
    close(owner)

    with pytest.raises(operations.NumberNotYet, match=re.escape("Selasa, 1 Desember 2026, 08.00 WIB")):
        take(owner)
    assert not collection_numbers().exists()


def test_taken_again_it_is_the_same_number_wherever_it_stands(owner):
    assert [take(owner), take(owner, "09.30")] == ["D 001", "D 001"]
    receive(owner, "09.40")
    assert take(owner, "09.41") == "D 001"
    call(owner)

    assert take(owner, "09.42") == "D 001"
    assert collection_numbers().count() == 1


def test_a_number_that_ended_is_followed_by_another_at_another_place(owner):
    take(owner, "09.00")
    operations.give_up_number(application_id=owner.id, by=owner.by, at=owner.at)
    other = somebody(owner, "09.10")

    assert take(owner, "09.20") == "D 003"
    receive(owner, "09.30")

    assert call(owner).id == other.id


def test_who_was_served_this_morning_may_come_for_the_book_today(walk):
    walk.ready()
    assert held(walk).state == "done"

    assert operations.take_number(application_id=walk.id, by=walk.by, at=walk.at) == "D 001"
    assert held(walk).state == "expected"


@pytest.mark.parametrize("reach", [Walk.start, Walk.printed, Walk.hand_over])
def test_before_the_book_is_ready_and_after_it_is_collected_there_is_none(walk, reach):
    reach(walk)

    with pytest.raises(operations.NotExpected):
        operations.take_number(application_id=walk.id, by=walk.by, at=walk.at)
    assert not collection_numbers().exists()


@pytest.mark.parametrize(("hour", "is_first"), [("09.55", True), ("10.30", False)])
def test_a_kiosk_gives_its_number_that_place_to_who_is_in_time(owner, hour, is_first):
    take(owner, "09.00")
    other = somebody(owner, "09.30")
    owner.at = clock(owner, hour)
    given = from_kiosk(owner, "D")
    assert stands_for(owner, given)

    assert collection_numbers().get(number=1).state == "cancelled"
    [own] = collection_numbers().filter(subject=owner.id, state="waiting")
    assert own == given
    assert call(owner).id == (own.id if is_first else other.id)
    assert_day_is_proven(owner, 1)


def test_a_place_of_the_collection_line_is_worth_nothing_in_another(owner):
    take(owner, "09.00")
    owner.at = clock(owner, "09.20")
    other = queue.issue_ticket(
        point_id=owner.point.id,
        subject=uuid4(),
        queue_class="priority",
        station="documents",
        by="officer:x",
        at=owner.at,
    )
    owner.at = clock(owner, "09.30")
    given = from_kiosk(owner, "P")

    assert stands_for(owner, given)

    given.refresh_from_db()
    assert (given.subject, given.place_at) == (owner.id, owner.at)
    assert held(owner).number != other.number


def test_the_number_in_play_is_shown_though_a_later_one_has_ended(owner):
    given = from_kiosk(owner, "D")
    take(owner, "09.01")
    owner.at = clock(owner, "09.02")

    assert stands_for(owner, given)

    assert (held(owner).id, held(owner).state) == (given.id, "waiting")
    assert take(owner, "09.03") == held(owner).number
    said = {"relation": "applicant", "receiver": "SITI CONTOH", "proof_seen": True, "signed": True}
    with pytest.raises(operations.NotCalledYet):
        operations.hand_over(**owner.act_of("penyerah"), **said)


def test_a_day_that_was_closed_since_keeps_no_place(owner):
    take(owner, "08.40")
    number = held(owner)
    assert ahead.came_in_time(owner.case, number, at=clock(owner, "09.30"))

    close(owner)

    assert not ahead.came_in_time(owner.case, number, at=clock(owner, "09.30"))


@pytest.mark.parametrize("said", ["D 001", "d1", " d-001 "])
def test_the_arrival_desk_finds_the_case_by_the_number_from_the_phone(owner, desks, said):
    take(owner)

    answer = desks.sit("loket").post("/petugas/kedatangan/", reference=said)

    assert answer["Location"] == f"/petugas/kedatangan/{owner.case.reference}/"


@pytest.mark.parametrize("said", ["D 002", "A 001", "D 0001", "001"])
def test_a_number_that_nobody_has_leads_to_no_case(owner, desks, said):
    take(owner)

    answer = desks.sit("loket").post("/petugas/kedatangan/", reference=said)

    assert answer.status_code == 422
    assert "Permohonan tidak ditemukan" in answer.content.decode()


def test_the_arrival_desk_sees_the_number_and_records_the_arrival_with_it(owner, desks):
    take(owner, "09.00")
    owner.at = clock(owner, "09.30")
    desk, address = desks.sit("loket"), f"/petugas/kedatangan/{owner.case.reference}/"
    page = desk.get(address)
    assert "Nomornya sudah diambil dari ponsel" in page
    assert "Catat hadir dengan nomor D 001" in page
    assert "Record arrival with number D 001" in desk.get(address, language="en")

    printed = desk.get(desk.post(f"{address}ambil/")["Location"])

    assert "D 001" in printed
    assert held(owner).state == "waiting"
    assert "Cetak nomor lagi" in desk.get(address)
    assert desk.post(f"{address}ambil/").status_code == 409
    assert collection_numbers().count() == 1


def test_a_book_that_is_handed_over_without_a_call_leaves_nobody_expected(owner):
    take(owner)
    said = {"relation": "applicant", "receiver": "SITI CONTOH", "proof_seen": True, "signed": True}

    operations.hand_over(**owner.act_of("penyerah"), **said)

    assert owner.state == "collected"
    assert held(owner).state == "cancelled"


def test_a_number_that_waits_in_line_is_still_called_before_the_book_is_handed_over(owner):
    take(owner)
    receive(owner, "09.10")
    said = {"relation": "applicant", "receiver": "SITI CONTOH", "proof_seen": True, "signed": True}

    with pytest.raises(operations.NotCalledYet):
        operations.hand_over(**owner.act_of("penyerah"), **said)
    assert (owner.state, held(owner).state) == ("ready", "waiting")


def test_a_case_that_is_voided_leaves_nobody_expected(owner):
    take(owner)

    operations.void(reasoning=replace(AGAINST, ground=next(iter(VOID_GROUNDS))), **owner.act_of("kakanim"))

    assert held(owner).state == "cancelled"


def test_who_never_comes_leaves_no_number_for_the_next_day_and_takes_another(owner):
    take(owner)
    owner.at += timedelta(days=1)

    assert queue.end_expected(at=owner.at) == 1
    assert operations.take_number(application_id=owner.id, by=owner.by, at=owner.at) == "D 001"
    assert held(owner).state == "expected"
