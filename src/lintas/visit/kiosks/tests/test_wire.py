import json
from uuid import uuid4

import pytest

from lintas.foundation.ledger.models import Entry
from lintas.foundation.outbox.models import Event
from lintas.visit.kiosks.models import Given, Kiosk
from lintas.visit.kiosks.tests.box import STARTED, Box
from lintas.visit.queueing.models import Ticket
from lintas.visit.queueing.tests.factories import DAY, clock


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch):
    monkeypatch.setattr("lintas.foundation.clock.now", lambda: clock(9))


def wish(letter="A", day=DAY):
    return {"id": str(uuid4()), "lane": letter, "day": day.isoformat()}


def test_a_box_shows_its_key_gets_numbers_and_tells_what_it_gave(client, point, monkeypatch):
    box = Box(point, enrol=False)
    monkeypatch.setattr("lintas.foundation.clock.now", lambda: STARTED)
    message = json.dumps({"code": box.code, "key": box.key.hex()}).encode()
    assert box.post(client, "daftar", message).status_code == 200
    answer = box.post(client, "nomor", json.dumps({"wishes": [wish()]}).encode()).json()
    assert answer["point"] == point.name
    assert [lane["letter"] for lane in answer["lanes"]] == ["A", "C", "D", "P"]
    assert answer["blocks"][0]["first"] == 1
    assert answer["blocks"][0]["last"] == 40

    monkeypatch.setattr("lintas.foundation.clock.now", lambda: clock(9))
    box.give(clock(8, 59), number=1)
    answer = box.post(client, "catatan", box.message(clock(9))).json()

    assert answer["seq"] == 1
    assert answer["hash"] == box.last.hex()
    assert Ticket.objects.get().place_at == clock(8, 59)
    assert {"kiosks.enrolled", "kiosks.number_taken", "queueing.ticket_issued"} <= set(
        Event.objects.values_list("name", flat=True)
    )
    assert Entry.objects.filter(act="kiosks.number_taken").count() == 1


def test_what_is_not_signed_by_the_kiosk_for_this_address_is_not_read(client, box):
    box.lease()
    box.give(clock(8))
    message = box.message(clock(9))
    other = Box(box.point, name="pintu-2")
    genuine = box.private.sign(b"something else").hex()

    answers = [
        box.post(client, "catatan", message, signature=""),
        box.post(client, "catatan", message, signature="zz"),
        box.post(client, "catatan", message, signature=genuine),
        box.post(client, "catatan", message, path=f"/mesin/anjungan/{box.id}/nomor/"),
        client.post(f"/mesin/anjungan/{uuid4()}/catatan/", message, content_type="application/json"),
        client.post(
            f"/mesin/anjungan/{other.id}/catatan/",
            message,
            content_type="application/json",
            headers={"X-Kiosk-Signature": genuine},
        ),
        box.post(client, "catatan", message + b" " * 65536),
    ]

    assert [answer.status_code for answer in answers] == [401] * 7
    assert {answer.content for answer in answers} == {b""}
    assert not Given.objects.exists()


def test_what_is_signed_but_not_of_the_agreed_shape_is_refused_and_breaks_nothing(client, box):
    box.lease()
    line = json.dumps(box.give(clock(8)))
    spoiled = [
        b"",
        b"[]",
        b"\xff",
        b"[" * 20000,
        json.dumps({"boot": "a", "ticks": 1, "all": True, "lines": ["{}"]}).encode(),
        json.dumps({"boot": "a", "ticks": 1, "all": True, "lines": [line] * 26}).encode(),
        json.dumps({"boot": "a", "ticks": 1, "all": True, "lines": [line], "more": 1}).encode(),
        json.dumps({"boot": "a", "ticks": -1, "all": True, "lines": [line]}).encode(),
        json.dumps({"boot": "a", "ticks": 1, "all": True, "lines": [line.replace(DAY.isoformat(), "0000")]}).encode(),
        json.dumps(
            {"boot": "a", "ticks": 1, "all": True, "lines": [line.replace('"number": 1', '"number": 1000')]}
        ).encode(),
    ]

    answers = [box.post(client, "catatan", body) for body in spoiled]

    assert [answer.status_code for answer in answers] == [400] * len(spoiled)
    assert not Given.objects.exists()
    assert box.post(client, "catatan", box.message(clock(9))).json()["seq"] == 1


def test_a_clock_far_off_and_dates_at_the_ends_of_time_break_nothing(client, box):
    box.lease()
    for wall in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-24T09:00:00+07:00"):
        box.give(clock(8), wall=wall)

    answer = box.post(client, "catatan", box.message(clock(9)))

    assert answer.status_code == 200
    assert [one["outcome"] for one in answer.json()["became"]] == ["joined"] * 3


def test_a_fork_is_told_to_the_box_and_to_the_ledger(client, box):
    box.lease()
    box.give(clock(8))
    box.post(client, "catatan", box.message(clock(9)))
    box.lines, box.last, box.used = [], bytes(32), {}
    box.give(clock(8, 30))

    assert box.post(client, "catatan", box.message(clock(9))).status_code == 409
    assert box.post(client, "catatan", box.message(clock(9))).json() == {"code": "kiosks.set_aside"}
    assert Kiosk.objects.get().set_aside_at == clock(9)
    assert Entry.objects.filter(act="kiosks.set_aside").count() == 1
