"""A person doubts a look: the head of the office sees it, and the person hears that."""

from lintas.casework.applications import handlers, queries, telling
from lintas.directory.people import operations as people
from lintas.directory.people import queries as persons
from lintas.foundation.outbox.events import decode
from lintas.foundation.outbox.models import Event


def doubt(walk, desks):
    """Let an officer look at the case's person, and the person doubt it."""
    walk.arrive()
    desk = desks.sit("loket")
    desk.get(f"/petugas/kasus/{walk.case.reference}/?lembar=data")
    look = next(look for look in persons.access_list(walk.started.person_id) if look.case_id == walk.id)
    people.doubt_access(record_id=look.id, person_id=walk.started.person_id, at=walk.at)
    return desk.officer.alias


def test_the_head_of_the_office_reads_who_looked_and_at_which_case_and_another_office_does_not(walk, desks):
    before = desks.sit("kakanim").get("/petugas/sistem/")
    alias = doubt(walk, desks)
    page = desks.sit("kakanim").get("/petugas/sistem/")

    assert "Tidak ada akses yang diragukan" in before
    assert alias in page
    assert f"/petugas/kasus/{walk.case.reference}/" in page
    assert not persons.doubts(office_id=walk.id)


def test_the_person_is_told_that_the_doubt_is_seen_and_a_repeated_event_tells_it_under_the_same_key(
    walk, desks, monkeypatch
):
    sent: list[dict] = []
    monkeypatch.setattr(telling.messaging, "send", lambda **message: sent.append(message))
    doubt(walk, desks)
    event = Event.objects.get(name="people.access_doubted")

    for _time in range(2):
        handlers.acknowledge_doubt(decode(event.name, event.body), at=walk.at)

    assert sent[0]["reference"] == walk.case.reference
    assert "terlihat oleh kepala kantor" in sent[0]["body"]
    assert len({message["once_key"] for message in sent}) == 1


def test_a_doubt_about_a_look_without_a_case_is_told_on_the_newest_case(walk):
    walk.start()
    assert queries.case_looked_at(None, person_id=walk.started.person_id) == walk.id
    assert queries.case_looked_at(walk.started.person_id, person_id=walk.started.person_id) == walk.id
