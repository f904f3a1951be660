"""Messages reach people through the real channels, against the running postbox."""

import json
from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest

from lintas.directory.people import operations as people
from lintas.directory.people import queries as people_queries
from lintas.exchange.messaging import handlers, operations, queries
from lintas.exchange.messaging.adapters import NotNow, Outgoing, Undeliverable
from lintas.exchange.messaging.adapters.sms import Sms
from lintas.exchange.messaging.events import MessageQueued
from lintas.exchange.messaging.models import Message
from lintas.exchange.messaging.tests.factories import BY, REFERENCE, a_person, fresh_email, fresh_phone, send
from lintas.foundation.outbox.models import Event


def arrived(postbox, address: str) -> list[dict]:
    """Messages that the postbox holds for the address, newest first."""
    return json.loads(postbox.get(f"/pesan?to={quote(address)}"))["messages"]


def test_a_person_with_both_gets_an_email_and_an_sms(postbox, now, deliver):
    email, phone = fresh_email(), fresh_phone()
    send(a_person(at=now, email=email, phone=phone), at=now)
    assert arrived(postbox, email) == []

    deliver(now)

    [mail], [sms] = arrived(postbox, email), arrived(postbox, phone)
    assert (mail["subject"], mail["text"].strip()) == (
        "Paspor siap diambil",
        "Yth. SITI CONTOH,\n\nPaspor Anda siap diambil.",
    )
    assert sms["text"] == "Paspor Anda siap diambil di Payakumbuh."
    assert {info.channel: info.state for info in queries.sent(REFERENCE)} == {"email": "sent", "sms": "sent"}


def test_a_private_message_sends_no_sms(postbox, now, deliver):
    email, phone = fresh_email(), fresh_phone()
    send(a_person(at=now, email=email, phone=phone), at=now, sms="")

    deliver(now)

    assert len(arrived(postbox, email)) == 1
    assert arrived(postbox, phone) == []


def test_of_two_addresses_the_proven_one_is_used(postbox, now, deliver):
    proven, newer = fresh_email(), fresh_email()
    person_id = a_person(at=now, email=proven)
    [contact] = people_queries.contacts(person_id)
    people.send_code(contact_id=contact.id, at=now)
    deliver(now)
    code = arrived(postbox, proven)[0]["text"].split(": ")[1][:6]
    people.prove_contact(contact_id=contact.id, code=code, at=now)
    people.add_contact(person_id=person_id, kind="email", address=newer, by=BY, at=now)

    send(person_id, at=now)
    deliver(now)

    assert [letter["subject"] for letter in arrived(postbox, proven)] == ["Paspor siap diambil", "Kode Lintas Anda"]
    assert arrived(postbox, newer) == []


def test_somebody_without_an_address_is_seen(db, now, deliver):
    person_id = a_person(at=now)

    send(person_id, at=now)

    [info] = queries.sent(REFERENCE)
    assert (info.channel, info.state, info.state_label) == ("none", "no_address", "Tidak ada alamat")
    assert not Event.objects.filter(name="messaging.message_queued").exists()


def test_the_same_message_sent_twice_is_sent_once(postbox, now, deliver):
    email = fresh_email()
    person_id, once_key = a_person(at=now, email=email), f"ready:{uuid4()}"

    send(person_id, at=now, once_key=once_key)
    send(person_id, at=now, once_key=once_key)
    deliver(now)

    assert len(arrived(postbox, email)) == 1


def test_a_handler_that_runs_again_after_success_sends_nothing(postbox, now, deliver):
    phone = fresh_phone()
    send(a_person(at=now, phone=phone), at=now)
    deliver(now)
    message = Message.objects.get()

    handlers.send_message(MessageQueued(subject=message.id), at=now, delivery=uuid4())

    message.refresh_from_db()
    assert (message.attempts, len(arrived(postbox, phone))) == (1, 1)


def test_a_worker_killed_after_sending_leaves_one_message_with_the_receiver(postbox, now, deliver, monkeypatch):
    email, phone = fresh_email(), fresh_phone()
    send(a_person(at=now, email=email, phone=phone), at=now)
    with monkeypatch.context() as broken:
        broken.setattr(operations, "finish", lambda **_: (_ for _ in ()).throw(SystemError("killed")))
        with pytest.raises(SystemError):
            deliver(now)

    deliver(now + timedelta(hours=1))

    assert (len(arrived(postbox, email)), len(arrived(postbox, phone))) == (1, 1)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize("channel", ["email", "phone"])
def test_an_outage_postpones_and_the_next_try_succeeds(postbox, now, deliver, channel):
    address = fresh_email() if channel == "email" else fresh_phone()
    send(a_person(at=now, **{channel: address}), at=now)
    postbox.post("/faults", {"unavailable": 1.0})

    with pytest.raises(NotNow):
        deliver(now)
    message = Message.objects.get()
    assert (message.state, message.attempts) == ("queued", 1)
    assert message.problem

    postbox.post("/faults", {"unavailable": 0})
    deliver(now + timedelta(hours=1))

    message.refresh_from_db()
    assert (message.state, message.attempts, message.problem) == ("sent", 2, "")
    assert len(arrived(postbox, address)) == 1


def test_a_mailbox_that_does_not_exist_is_given_up_and_seen(postbox, now, deliver):
    send(a_person(at=now, email="siti@contoh.invalid"), at=now)

    deliver(now)

    message = Message.objects.get()
    assert (message.state, message.problem, message.attempts) == ("failed", "smtp_550", 1)
    assert Event.objects.filter(name="messaging.message_failed", subject=message.id).exists()


def test_a_number_that_the_gateway_refuses_is_given_up(postbox):
    with pytest.raises(Undeliverable) as refusal:
        Sms().send(Outgoing(id=uuid4(), address="0812", subject="", body="Halo"))

    assert refusal.value.reason == "http_422"


def test_a_gateway_that_refuses_us_is_tried_again(postbox, settings, tmp_path):
    settings.SECRETS_DIR = tmp_path

    with pytest.raises(NotNow):
        Sms().send(Outgoing(id=uuid4(), address=fresh_phone(), subject="", body="Halo"))


def test_nothing_private_is_queued_for_sms(db, now):
    person_id = a_person(at=now, phone=fresh_phone())

    with pytest.raises(operations.NotSafeForSms):
        send(person_id, at=now, sms="Halo SITI CONTOH")
    with pytest.raises(operations.TooLongForSms):
        send(person_id, at=now, sms="siap " * 80)

    assert not Message.objects.exists()


def test_texts_and_addresses_are_sealed_at_rest(postbox, now, deliver):
    email = fresh_email()
    send(a_person(at=now, email=email), at=now)

    deliver(now)

    row = Message.objects.get()
    kept = b"".join(bytes(part) for part in (row.subject, row.body, row.address))
    for word in (b"SITI", b"Paspor", email.encode()):
        assert word not in kept


def test_each_sending_is_on_the_persons_list_of_who_looked(postbox, now, deliver):
    person_id = a_person(at=now, email=fresh_email())
    send(person_id, at=now)

    deliver(now)

    looks = people_queries.access_list(person_id)
    assert {(look.reader_kind, look.purpose) for look in looks} == {("system", "notify")}
    assert {field for look in looks for field in look.fields} == {"email", "subject", "body"}


def test_subject_lines_are_shown_through_the_door(db, now):
    person_id = a_person(at=now, email=fresh_email())
    send(person_id, at=now)
    reader = people_queries.Reader(kind="person", id=str(person_id), role="pemohon", office_id=None, channel="web")

    subjects = operations.subjects_of(REFERENCE, reader=reader, purpose="own_data", case_id=None, at=now)

    assert list(subjects.values()) == ["Paspor siap diambil"]


def test_a_code_is_sent_at_once_and_kept_nowhere(postbox, now, deliver):
    phone = fresh_phone()
    person_id = a_person(at=now, phone=phone)
    [contact] = people_queries.contacts(person_id)
    people.send_code(contact_id=contact.id, at=now)

    deliver(now)

    [sms] = arrived(postbox, phone)
    assert sms["text"].startswith("Kode Lintas Anda: ")
    assert "Berlaku 10 menit" in sms["text"]
    assert Message.objects.get().body is None
    people.prove_contact(contact_id=contact.id, code=sms["text"].split(": ")[1][:6], at=now)


def test_a_code_whose_time_is_over_is_not_sent_any_more(postbox, now, deliver):
    phone = fresh_phone()
    [contact] = people_queries.contacts(a_person(at=now, phone=phone))
    people.send_code(contact_id=contact.id, at=now)
    postbox.post("/faults", {"unavailable": 1.0})
    with pytest.raises(NotNow):
        deliver(now)
    postbox.post("/faults", {"unavailable": 0})

    deliver(now + timedelta(minutes=11))

    message = Message.objects.get()
    assert (message.state, message.problem, message.body) == ("failed", "too_late", None)
    assert arrived(postbox, phone) == []


def test_the_mailbox_of_a_case_costs_one_query(db, now, django_assert_num_queries):
    person_id = a_person(at=now, email=fresh_email())
    for _ in range(20):
        send(person_id, at=now)

    with django_assert_num_queries(1):  # the messages
        assert len(queries.sent(REFERENCE)) == 20


def test_the_mailbox_page_shows_what_arrived_and_says_that_it_is_a_simulator(postbox, now, deliver):
    email = fresh_email()
    send(a_person(at=now, email=email), at=now, body="Lihat https://lintas.example/status.\n\n<b>Terima kasih</b>")
    deliver(now)

    pretty, plain = postbox.get(f"/?to={quote(email)}"), postbox.get(f"/?polos=1&to={quote(email)}")

    assert "SIMULATOR" in pretty
    assert '<a href="https://lintas.example/status"' in pretty
    assert "<pre>Lihat https://lintas.example/status." in plain
    assert "<b>" not in pretty + plain
