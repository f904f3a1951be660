"""From the first question to the confirmed day, as a citizen's phone sees it."""

from datetime import timedelta

import pytest

from lintas.casework.applications.states import State
from lintas.exchange.payments import operations as payments
from lintas.exchange.payments import queries as bills
from lintas.exchange.payments.adapters import Payment

CODE = "820261124000001"


def code_arrives(phone, now):
    bill = bills.bill_of(phone.case.id)
    payments.record_code(bill_id=bill.id, code=CODE, expires_at=now + timedelta(hours=2), by="partner:simponi", at=now)


def pays(phone, now, deliver):
    total = bills.bill_of(phone.case.id).total_idr
    payment = Payment(code=CODE, ntpn="NTPN000000000001", ntb="NTB1", amount_idr=total, paid_at=now)
    payments.record_payment(payment, by="partner:simponi", at=now)
    from lintas.casework.applications import operations

    operations.record_payment(application_id=phone.case.id, by="partner:simponi", at=now)


def test_from_the_first_question_to_the_confirmed_day(phone, now, deliver):
    phone.begin()
    assert "Simpan kode ini dahulu" in phone.said
    phone.step("pertanyaan", married="no", fee="passport.elec.10y")
    assert phone.at_page.endswith("/data/")
    phone.submit(at=now)
    assert phone.at_page.endswith("/bayar/"), phone.said
    assert "Kode billing sedang dibuat" in phone.said
    assert phone.case.state == State.AWAITING_PAYMENT

    code_arrives(phone, now)
    phone.see("bayar")
    assert "Bayar Rp950.000" in phone.said
    assert CODE in phone.said

    pays(phone, now, deliver)
    phone.see("bayar")
    assert "Pembayaran diterima" in phone.said
    phone.see("status")
    assert "Anda terjadwal" in phone.said
    assert phone.see("cetak").status_code == 200
    for name in ("status", "bayar", "cetak", "jadwal-baru"):
        phone.see(name, language="en")
        assert phone.status == 200


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_step_opens_before_and_after_it_was_filled(phone, now, language):
    phone.begin()
    names = ("", "pertanyaan", "data", "kontak", "berkas", "jadwal", "periksa", "batal")
    for name in names:
        phone.see(name, language=language)
        assert phone.status == 200, name
    phone.fill().place(at=now)
    for name in names:
        phone.see(name, language=language)
        assert phone.status == 200, name
