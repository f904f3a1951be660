"""What may stand in an SMS, in the words of the process."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.exchange.messaging import rules

REFERENCE = "PYK-7K3M-Q2XW"


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"Permohonan {REFERENCE} kami terima. Bayar Rp950.000 dengan kode billing 820261124000001 "
        "sebelum 24 November 2026 pukul 11.00 WIB.",
        "Pembayaran diterima. Datang ke Kepulauan Mentawai pada Selasa, 24 November 2026 pukul 08.30 WIB.",
        f"Kode billing 820261124000001 sudah lewat batas waktu. {REFERENCE}",
        "Anda sudah terdaftar hadir. Nomor antrean A-017, perkiraan dipanggil 09.30-10.00.",
        f"Paspor Anda siap diambil di Payakumbuh mulai 26-11-2026. Lihat https://lintas.example/status/{REFERENCE}",
        "Lihat http://127.0.0.1:8000/status atau http://localhost:8000/status.",
        "Terima kasih. Mohon nilai layanan kami: https://lintas.example/s/ab12-Xy.",
        "Please pay Rp950,000 before 11:00.",
        "Kode Lintas Anda: 482913. Berlaku 10 menit.",
        f"Application {REFERENCE}: please come on 24 November 2026 at 08:30 WIB.",
        "Jadwal Anda pindah ke 1 Desember 2026, 3 hari kerja.",
    ],
)
def test_references_codes_dates_and_places_are_safe(text):
    assert rules.safe_for_sms(text)


@pytest.mark.parametrize(
    "text",
    [
        "NIK Anda 9999015705900001",
        "9999015705900001",
        "Nomor 99.990.157.059.00001",
        "Data nik berbeda",
        "Halo SITI CONTOH, paspor Anda siap",
        "Paspor X1234567 dibatalkan",
        "Hubungi 081234567890",
        "Hubungi +6281234567890",
        "Tulis ke siti@contoh.example",
        "Lihat https://lintas.example/?nik=1",
        "Lihat https://lintas.example/9999015705900001",
        "Lihat https://siti@lintas.example/",
        "Anda masuk daftar cekal",
        "Karena Anda hamil, datang lewat pintu samping",
        "Pemeriksaan perdagangan orang",
        "Lahir 17051990",
        f"{REFERENCE[:-1]}?".replace("?", "0" if REFERENCE[-1] != "0" else "1"),
    ],
)
def test_anything_about_the_person_is_not_safe(text):
    assert not rules.safe_for_sms(text)


@given(number=st.integers(10**6, 10**18))
def test_a_bare_number_is_safe_only_as_a_billing_code(number):
    assert rules.safe_for_sms(f"Nomor {number} tercatat") == (len(str(number)) == 15)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("“" + "a" * 69, 1),
        ("“" + "a" * 70, 2),
        ("“" + "a" * 134, 3),
    ],
)
def test_the_network_cuts_texts_as_gsm_says(text, parts):
    assert rules.parts_of_sms(text) == parts
