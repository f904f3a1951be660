"""Visitors and officers before the pages of this room, for tests."""

from uuid import uuid4

from lintas.directory.offices import queries as offices
from lintas.directory.people import operations as people
from lintas.foundation.idempotency.door import fresh_key
from lintas.visit.queueing import operations
from lintas.visit.queueing.tests.factories import clock

NOW = clock(9)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def issue(point, queue_class="regular", station="documents"):
    return operations.issue_ticket(
        point_id=point.id, subject=uuid4(), queue_class=queue_class, station=station, by="officer:x", at=NOW
    )


def an_officer(point, *, role="loket", whole_office=False):
    name = f"{role}.{uuid4().hex[:8]}"
    officer_id = people.create_officer(
        username=name,
        password="sandi-contoh-panjang",
        alias=f"Petugas {name}",
        staff_number=name,
        by="system:x",
        at=NOW,
    )
    people.assign_role(
        officer_id=officer_id,
        role=role,
        office_id=point.office_id,
        point_id=None if whole_office else point.id,
        from_on=NOW.date(),
        by="system:x",
        at=NOW,
    )
    return name


def sign_in(client, point, **more):
    name = an_officer(point, **more)
    answer = client.post(
        "/petugas/masuk/",
        {"username": name, "password": "sandi-contoh-panjang", "next": "/petugas/loket/", "once": fresh_key()},
    )
    assert answer.status_code == 302, text_of(answer)


def press(client, address, **fields):
    return client.post(address, fields | {"once": fresh_key()}, follow=True)


def counter_of(point, number=1):
    return next(one for one in offices.counters(point_id=point.id) if one.number == number)


def sit(client, point, number=1):
    return press(client, f"/petugas/loket/buka/{counter_of(point, number).id}/")


def at_minute(monkeypatch, minute, second=0):
    """Let the pages live at so many minutes past nine."""
    monkeypatch.setattr("lintas.foundation.clock.now", lambda: clock(9, minute, second))


def act(client, name, ticket=None):
    return press(client, "/petugas/loket/kerjakan/", act=name, ticket=ticket.id if ticket else "")
