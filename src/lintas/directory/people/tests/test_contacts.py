"""Proving a contact, and printed codes."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from lintas.directory.people import identity, operations, queries
from lintas.directory.people.models import BackupCode, ContactCode, ContactPoint
from lintas.directory.people.outlive import writing_what_was_taken_back
from lintas.directory.people.tests.factories import AT, a_person, a_reader, themselves
from lintas.foundation.limits.operations import TooOften
from lintas.foundation.outbox.models import Event


def a_contact(kind="email", address="siti@contoh.example"):
    person_id = a_person()
    return person_id, operations.add_contact(person_id=person_id, kind=kind, address=address, by="x", at=AT)


def a_code(contact_id, at=AT):
    operations.send_code(contact_id=contact_id, at=at)
    return operations.code_to_send(contact_id=contact_id, at=at).code


def other_than(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_given_a_contact_then_its_address_is_sealed_and_kept_once(db):
    person_id, contact_id = a_contact("sms", "0812-3456-7890")

    again = operations.add_contact(person_id=person_id, kind="sms", address="+62 812 3456 7890", by="x", at=AT)

    assert again == contact_id
    assert queries.contacts(person_id) == (queries.ContactInfo(contact_id, "sms", None),)
    assert b"81234567890" not in bytes(ContactPoint.objects.get().address)
    look = {"contact_id": contact_id, "reader": themselves(person_id), "purpose": "own_data", "case_id": None}
    assert operations.reveal_contact(at=AT, **look) == "+6281234567890"
    assert operations.reveal_contact(at=AT, masked=True, **look) == "+628••••••890"
    assert [found.fields for found in queries.access_list(person_id)] == [("phone",), ("phone",)]


def test_given_a_family_shares_a_phone_then_each_has_it(db):
    a_contact("sms", "081234567890")
    a_contact("sms", "081234567890")

    assert ContactPoint.objects.values("address_index").distinct().count() == 1


@pytest.mark.parametrize(
    ("kind", "address", "refusal"),
    [
        ("email", "siti", operations.AddressImpossible),
        ("email", "siti@contoh", operations.AddressImpossible),
        ("email", "siti contoh@contoh.example", operations.AddressImpossible),
        ("email", "a@b.example\nBcc: c@d.example", operations.AddressImpossible),
        ("email", "x" * 300 + "@contoh.example", operations.AddressImpossible),
        ("sms", "0812", identity.PhoneImpossible),
        ("sms", "(0752) 628269", identity.PhoneCannotReceive),
    ],
)
def test_given_an_impossible_address_then_nothing_is_kept(db, kind, address, refusal):
    person_id = a_person()

    with pytest.raises(refusal):
        operations.add_contact(person_id=person_id, kind=kind, address=address, by="x", at=AT)

    assert not ContactPoint.objects.exists()


def test_given_the_right_code_then_the_contact_is_proven_and_the_look_of_the_sender_is_in_the_list(db):
    person_id, contact_id = a_contact()
    operations.send_code(contact_id=contact_id, at=AT)
    event = Event.objects.get(name="people.contact_code_asked")
    assert event.body["contact_id"] == str(contact_id)

    sent = operations.code_to_send(contact_id=contact_id, at=AT)
    operations.prove_contact(contact_id=contact_id, code=f" {sent.code[:3]} {sent.code[3:]} ", at=AT)

    assert (sent.address, sent.kind, sent.language, len(sent.code)) == ("siti@contoh.example", "email", "id", 6)
    assert sent.code not in repr(sent)
    assert sent.code not in str(Event.objects.values_list("body", flat=True))
    assert queries.contacts(person_id)[0].proven_at == AT
    [look] = queries.access_list(person_id)
    assert (look.purpose, look.reader_kind, look.kinds) == ("notify", "system", ("contact", "secret"))


def test_given_the_code_was_handed_out_then_it_is_not_handed_out_again(db):
    _person_id, contact_id = a_contact()
    a_code(contact_id)

    assert operations.code_to_send(contact_id=contact_id, at=AT) is None
    assert ContactCode.objects.get().sealed is None


def test_given_queueing_the_message_was_taken_back_then_the_code_waits_again(transactional_db):
    _person_id, contact_id = a_contact()
    operations.send_code(contact_id=contact_id, at=AT)

    with transaction.atomic():
        first = operations.code_to_send(contact_id=contact_id, at=AT)
        transaction.set_rollback(True)

    assert operations.code_to_send(contact_id=contact_id, at=AT).code == first.code


def test_given_ten_minutes_then_the_code_has_expired_and_is_not_sent(db):
    person_id, contact_id = a_contact()
    code = a_code(contact_id)
    operations.send_code(contact_id=contact_id, at=AT)

    assert operations.code_to_send(contact_id=contact_id, at=AT + timedelta(minutes=10)) is None
    with pytest.raises(operations.CodeExpired):
        operations.prove_contact(contact_id=contact_id, code=code, at=AT + timedelta(minutes=10))

    assert queries.contacts(person_id)[0].proven_at is None


def test_given_the_code_was_used_then_it_is_refused_as_used(db):
    _person_id, contact_id = a_contact()
    code = a_code(contact_id)
    operations.prove_contact(contact_id=contact_id, code=code, at=AT)

    with pytest.raises(operations.CodeUsed) as refusal:
        operations.prove_contact(contact_id=contact_id, code=code, at=AT)

    assert "sudah pernah dipakai" in str(refusal.value)


def test_given_a_newer_code_then_the_earlier_one_opens_no_longer(db):
    person_id, contact_id = a_contact()
    earlier = a_code(contact_id)
    newer = a_code(contact_id, at=AT + timedelta(minutes=1))

    if earlier != newer:
        with pytest.raises(operations.CodeWrong):
            operations.prove_contact(contact_id=contact_id, code=earlier, at=AT + timedelta(minutes=1))
    operations.prove_contact(contact_id=contact_id, code=newer, at=AT + timedelta(minutes=1))

    assert queries.contacts(person_id)[0].proven_at is not None


def test_given_five_wrong_tries_then_even_the_right_code_is_spent(db):
    person_id, contact_id = a_contact()
    code = a_code(contact_id)

    for left in (4, 3, 2, 1):
        with pytest.raises(operations.CodeWrong) as refusal:
            operations.prove_contact(contact_id=contact_id, code=other_than(code), at=AT)
        assert refusal.value.facts == {"left": left}
    for attempt in (other_than(code), code):
        with pytest.raises(operations.TooManyTries):
            operations.prove_contact(contact_id=contact_id, code=attempt, at=AT)

    assert queries.contacts(person_id)[0].proven_at is None


def test_given_no_code_was_asked_for_then_any_is_refused(db):
    _person_id, contact_id = a_contact()

    with pytest.raises(operations.CodeExpired):
        operations.prove_contact(contact_id=contact_id, code="123456", at=AT)
    for operation in (operations.prove_contact, operations.send_code, operations.code_to_send):
        with pytest.raises(operations.UnknownContact):
            operation(contact_id=uuid4(), at=AT, **({"code": "1"} if operation is operations.prove_contact else {}))


@pytest.mark.parametrize("text", ["", "      ", "abcdef", "١٢٣٤٥٦", "0" * 10_000])
def test_given_something_that_is_no_code_then_it_is_a_wrong_try(db, text):
    _person_id, contact_id = a_contact()
    a_code(contact_id)

    with pytest.raises(operations.CodeWrong):
        operations.prove_contact(contact_id=contact_id, code=text, at=AT)


def test_given_the_page_takes_its_transaction_back_then_wrong_tries_count_all_the_same(transactional_db):
    _person_id, contact_id = a_contact()
    code = a_code(contact_id)

    for _ in range(5):
        with writing_what_was_taken_back(), transaction.atomic():
            with pytest.raises((operations.CodeWrong, operations.TooManyTries)):
                operations.prove_contact(contact_id=contact_id, code=other_than(code), at=AT)
            transaction.set_rollback(True)

    with pytest.raises(operations.TooManyTries):
        operations.prove_contact(contact_id=contact_id, code=code, at=AT)


@pytest.mark.storm
def test_given_eight_type_the_code_at_the_same_moment_then_one_is_first(transactional_db):
    _person_id, contact_id = a_contact()
    code = a_code(contact_id)
    ContactCode.objects.update(tries_left=8)
    # SQLite lets one writer in after the other, so there the eight come in turn.
    together = 1 if connection.vendor == "sqlite" else 8
    barrier, results = threading.Barrier(together), []

    def type_it():
        barrier.wait()
        try:
            operations.prove_contact(contact_id=contact_id, code=code, at=AT)
            results.append("proven")
        except operations.CodeUsed:
            results.append("used")
        finally:
            if together > 1:
                connections.close_all()

    if together == 1:
        for _ in range(8):
            type_it()
    else:
        threads = [threading.Thread(target=type_it) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(results) == ["proven", *["used"] * 7]
    assert Event.objects.filter(name="people.contact_proven").count() == 1


def test_given_printed_codes_then_each_opens_once(db):
    person_id = a_person()
    codes = operations.issue_backup_codes(person_id=person_id, at=AT)
    assert len(set(codes)) == 8

    operations.use_backup_code(person_id=person_id, code=codes[0].lower().replace("-", " "), at=AT)
    with pytest.raises(operations.BackupCodeWrong):
        operations.use_backup_code(person_id=person_id, code=codes[0], at=AT)
    operations.use_backup_code(person_id=person_id, code=codes[1], at=AT)

    assert BackupCode.objects.filter(used_at__isnull=True).count() == 6
    assert not any(
        code.replace("-", "").encode() in bytes(row.digest) for code in codes for row in BackupCode.objects.all()
    )


def test_given_new_printed_codes_then_those_before_open_no_longer(db):
    person_id = a_person()
    before = operations.issue_backup_codes(person_id=person_id, at=AT)
    operations.issue_backup_codes(person_id=person_id, at=AT)

    with pytest.raises(operations.BackupCodeWrong):
        operations.use_backup_code(person_id=person_id, code=before[0], at=AT)


def test_given_the_code_of_somebody_else_then_it_does_not_open(db):
    codes = operations.issue_backup_codes(person_id=a_person(), at=AT)

    with pytest.raises(operations.BackupCodeWrong):
        operations.use_backup_code(person_id=a_person(), code=codes[0], at=AT)


def test_given_ten_tries_in_an_hour_then_the_eleventh_waits_also_when_the_tries_were_taken_back(transactional_db):
    person_id = a_person()
    codes = operations.issue_backup_codes(person_id=person_id, at=AT)

    for _ in range(10):
        with writing_what_was_taken_back(), transaction.atomic():
            with pytest.raises(operations.BackupCodeWrong):
                operations.use_backup_code(person_id=person_id, code="0000-0000", at=AT)
            transaction.set_rollback(True)

    with pytest.raises(TooOften):
        operations.use_backup_code(person_id=person_id, code=codes[0], at=AT)


def test_given_an_officer_without_a_case_then_a_contact_stays_closed(db):
    _person_id, contact_id = a_contact()

    with pytest.raises(operations.NotAllowed):
        operations.reveal_contact(
            contact_id=contact_id, reader=a_reader(), purpose="document_check", case_id=None, at=AT
        )


def test_given_an_address_was_sent_five_codes_then_the_sixth_waits_an_hour_whoever_asks(db):
    for _ in range(5):
        _person_id, contact_id = a_contact("sms", "081234567890")
        operations.send_code(contact_id=contact_id, at=AT)
    _person_id, another = a_contact("sms", "081234567890")
    _person_id, elsewhere = a_contact("sms", "081234567891")

    with pytest.raises(TooOften):
        operations.send_code(contact_id=another, at=AT)
    operations.send_code(contact_id=elsewhere, at=AT)
    operations.send_code(contact_id=another, at=AT + timedelta(hours=1))

    assert ContactCode.objects.filter(contact_id=another).count() == 1


def test_given_an_address_was_sent_ten_codes_then_the_next_waits_for_another_day(db):
    morning = AT.replace(hour=0, minute=0)
    _person_id, contact_id = a_contact()
    for hour in (0, 1):
        for _ in range(5):
            operations.send_code(contact_id=contact_id, at=morning + timedelta(hours=hour))

    with pytest.raises(TooOften):
        operations.send_code(contact_id=contact_id, at=morning + timedelta(hours=2))
    operations.send_code(contact_id=contact_id, at=morning + timedelta(days=1))
