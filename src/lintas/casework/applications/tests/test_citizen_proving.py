"""Contacts are proven by a code, and printed codes open a case without a phone; each once."""

import re
from datetime import timedelta

import pytest

from lintas.casework.applications.tests.phone import Phone
from lintas.directory.people import operations as people
from lintas.directory.people import queries as persons

SPENT = "Kode ini sudah pernah dipakai dan hanya berlaku satu kali."


@pytest.fixture
def reachable(phone):
    phone.begin()
    phone.step("kontak", phone="0812 3456 7890")
    return phone


def contact(phone):
    [found] = persons.contacts(phone.case.person_id)
    return found


def ask(phone, now) -> str:
    """Ask for a code and read it where the messenger would."""
    phone.step("kontak-saya", contact=str(contact(phone).id))
    return people.code_to_send(contact_id=contact(phone).id, at=now).code


def test_the_code_that_was_sent_proves_the_contact(reachable, now):
    code = ask(reachable, now)
    assert "Kode sudah kami kirim" in reachable.said
    reachable.step("kontak-saya", contact=str(contact(reachable).id), code=code)

    assert "Kontak ini terbukti sampai kepada Anda" in reachable.said
    assert contact(reachable).proven_at == now


def test_the_address_is_shown_masked(reachable):
    reachable.see("kontak-saya")

    assert "+628••••••890" in reachable.said
    assert "+6281234567890" not in reachable.said


def test_a_code_used_twice_is_refused_in_words(reachable, now):
    code = ask(reachable, now)
    reachable.step("kontak-saya", contact=str(contact(reachable).id), code=code)
    reply = reachable.step("kontak-saya", contact=str(contact(reachable).id), code=code)

    assert reply.status_code == 422
    assert SPENT in reachable.said


def test_a_wrong_code_says_how_many_tries_are_left_and_five_spend_it(reachable, now):
    code = ask(reachable, now)
    wrong = "000000" if code != "000000" else "111111"
    said = {"contact": str(contact(reachable).id)}
    assert reachable.step("kontak-saya", code=wrong, **said).status_code == 422
    assert "Sisa percobaan: 4" in reachable.said
    for _ in range(4):
        reachable.step("kontak-saya", code=wrong, **said)

    assert reachable.step("kontak-saya", code=code, **said).status_code == 422
    assert contact(reachable).proven_at is None


def test_an_old_code_is_refused(reachable, now, time_is):
    code = ask(reachable, now)
    time_is(now + timedelta(minutes=11))

    assert reachable.step("kontak-saya", contact=str(contact(reachable).id), code=code).status_code == 422
    assert "sudah tidak berlaku" in reachable.said


def test_one_browser_asks_for_so_many_codes_whichever_case_it_has_open(reachable, house, now, monkeypatch):
    monkeypatch.setattr(people, "send_code", lambda **_given: None)
    reachable.see("kontak-saya")
    for _ in range(2):
        for _ in range(20):
            reachable.step("kontak-saya", contact=str(contact(reachable).id))
        reachable.begin()
        reachable.step("kontak", phone="0812 3456 7890")

    assert reachable.step("kontak-saya", contact=str(contact(reachable).id)).status_code == 429


def test_without_digits_they_are_asked_for(reachable, now):
    ask(reachable, now)

    assert reachable.step("kontak-saya", contact=str(contact(reachable).id), code="").status_code == 422
    assert "Tulis 6 angka dari pesan kami." in reachable.said


def test_the_contact_of_somebody_else_is_out_of_reach(reachable, now, house):
    other = Phone()
    other.begin()
    other.step("kontak", phone="0812 9999 9999")
    reply = reachable.step("kontak-saya", contact=str(contact(other).id))

    assert reply.status_code == 200
    assert people.code_to_send(contact_id=contact(other).id, at=now) is None


def test_who_gave_no_contact_reads_what_that_means(phone):
    phone.begin()
    phone.see("kontak-saya")

    assert "Belum ada kontak" in phone.said


class TestCodesOnPaper:
    @pytest.fixture
    def codes(self, reachable) -> list[str]:
        page = reachable.step("kode-cadangan").content.decode()
        return re.findall(r"<li>([^<]+)</li>", page)

    def test_there_are_eight_and_the_page_explains_them_first(self, reachable, codes):
        reachable.see("kode-cadangan")

        assert "Setiap kode hanya berlaku satu kali." in reachable.said
        assert len(set(codes)) == 8

    def test_one_opens_the_case_on_another_device_once(self, reachable, codes):
        for device, expected in ((Phone(), 200), (Phone(), 422)):
            reply = device.post("/lanjutkan/", reference=reachable.reference, code=codes[0].lower())
            assert reply.status_code == expected
        assert device.said.count("Nomor permohonan tidak cocok") == 1
        device.post("/lanjutkan/", reference=reachable.reference, code=codes[1])
        assert device.at_page == f"/permohonan/{reachable.reference}/"

    def test_a_new_sheet_ends_the_old_one(self, reachable, codes):
        reachable.step("kode-cadangan")

        assert Phone().post("/lanjutkan/", reference=reachable.reference, code=codes[0]).status_code == 422

    def test_the_status_opens_with_one_as_well(self, reachable, codes):
        device = Phone()
        device.post("/status/", reference=reachable.reference, code=codes[2])

        assert device.at_page == f"/permohonan/{reachable.reference}/"
