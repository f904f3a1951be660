"""One case through the desk, page by page, the way officers do it."""

import re

from lintas.casework.applications import operations
from lintas.casework.applications.models import Booklet, Item, Step
from lintas.casework.applications.tests.walk import GUIDE, Walk
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments

REASONING = {
    "clause": "Pasal contoh",
    "evidence": "Nama pada akta berbeda dengan KTP.",
    "remedy": "Bawa penetapan pengadilan tentang nama.",
    "objection": "Ajukan keberatan tertulis kepada kepala kantor.",
}
SAID = {f"guide_{key}": value for key, value in GUIDE.items()}


def go(walk, response) -> str:
    """Follow where the act led to, in the browser that acted; return the address."""
    assert response.status_code == 302, response.content.decode()[-800:]
    return response["Location"]


def shown_case(walk) -> str:
    return f"/petugas/kasus/{walk.case.reference}/"


def test_a_case_goes_through_every_desk_to_the_hand_over(walk, desks):
    walk.scheduled()
    counter = desks.sit("loket")
    walk.at = appointments.appointment_of(walk.id).starts_at

    # Kedatangan: pindai, cocokkan, catat.
    reference = walk.case.reference
    there = go(walk, counter.post("/petugas/kedatangan/", reference=reference.lower().replace("-", " ")))
    assert "SITI CONTOH" in counter.get(there)
    ticket = counter.get(go(walk, counter.post(f"/petugas/kedatangan/{reference}/hadir/")))
    assert re.search(r"[A-Z] \d{3}", ticket)
    assert walk.state == "checked_in"
    walk.called_to("documents")

    # Berkas: satu demi satu, lalu semuanya.
    for item in walk.case.items:
        page = counter.get(shown_case(walk))
        assert "Terima, asli dilihat" in page
        go(walk, counter.act(walk, f"berkas/{item.key}/terima", original="on"))
    assert set(Item.objects.values_list("state", "original_seen")) == {("accepted", True)}
    there = go(walk, counter.act(walk, "dokumen-lengkap"))
    assert f"selesai=P15&pada={reference}" in there
    assert walk.state == "capture"
    walk.called_to("photo")

    go(walk, desks.sit("biometrik").act(walk, "foto", core_reference="BIO-1", photo_passes="on", fingers="10"))
    assert walk.state == "interview"
    walk.called_to("interview")

    officer = desks.sit("pewawancara")
    assert "Panduan wawancara" in officer.get(shown_case(walk))
    go(walk, officer.act(walk, "wawancara", note="Jelas.", declaration="on", outcome="clear", **SAID))
    assert walk.state == "verification"
    walk.check()

    judge = desks.sit("adjudikator")
    page = judge.get(shown_case(walk))
    assert "Jelas." in page
    assert "Setujui, pesan cetak" in page
    go(walk, judge.act(walk, "setujui"))

    number = walk.stock()
    producer = desks.sit("pencetak")
    assert number in producer.get(shown_case(walk))
    go(walk, producer.act(walk, "cetak", book_number=number.lower()))
    go(walk, producer.act(walk, "lulus"))

    giver = desks.sit("penyerah")
    assert "A-001" in giver.get(shown_case(walk))
    go(
        walk,
        giver.act(walk, "serahkan", relation="applicant", receiver="SITI CONTOH", proof_seen="on", signed="on"),
    )
    assert walk.state == "collected"
    assert Booklet.objects.get().state == "issued"
    assert [*Step.objects.order_by("number").values_list("transition", flat=True)][2:] == [
        "P10", "P15", "P16", "P17", "P23", "P25", "P27", "P29", "P30",
    ]  # fmt: skip


def test_a_returned_paper_names_its_reason_and_the_person_is_sent_to_complete_it(walk, desks):
    walk.arrive().called_to("documents")
    counter = desks.sit("loket")
    go(walk, counter.act(walk, "berkas/ktp/kembalikan", reason="unreadable"))
    go(walk, counter.act(walk, "berkas/paspor_lama/terima", original="on"))
    assert "berkas dikembalikan" in counter.get(shown_case(walk))
    go(walk, counter.act(walk, "belum-lengkap"))
    assert walk.state == "incomplete"

    walk.give("ktp", "ktp", b"\xff\xd8\xff-sharper")
    operations.complete_papers(application_id=walk.id, by=walk.by, at=walk.at)
    assert "Dokumen sudah dilengkapi" in counter.get(f"/petugas/kedatangan/{walk.case.reference}/")


def test_doubt_leads_to_examination_deferral_and_a_refusal_that_says_everything(walk, desks):
    walk.capture().called_to("interview")
    interviewer, examiner, section, head = (desks.sit(role) for role in ("pewawancara", "pemeriksa", "kasi", "kakanim"))
    doubted = interviewer.act(walk, "wawancara", note="Ragu.", doubt="identity_doubt", outcome="doubt", **SAID)
    go(walk, doubted)
    assert walk.state == "deepened"
    assert "Ragu." in examiner.get(shown_case(walk))

    form = section.get(f"{shown_case(walk)}?lembar=kerja&untuk=defer&alasan=data_conflict")
    assert "Samakan data di Dukcapil" in form
    assert "21 hari kerja" in form
    review = {"review_on_day": "24", "review_on_month": "12", "review_on_year": "2026"}
    go(walk, section.act(walk, "tangguhkan", ground="data_conflict", **REASONING, **review))
    assert walk.state == "deferred"

    assert "Nama pada akta berbeda" in head.get(shown_case(walk))
    go(walk, head.act(walk, "tolak", ground="data_conflict", **REASONING))
    assert walk.state == "rejected"
    assert walk.read(walk.case.decisions[-1].remedy) == [REASONING["remedy"]]


def test_an_examiner_resolves_a_doubt_and_a_section_head_lifts_a_deferral(walk, desks):
    walk.interview().check(identity="near")
    go(walk, desks.sit("pemeriksa").act(walk, "keraguan-terjawab", note="Ejaan lama, KTP benar."))
    assert walk.state == "verification"
    walk.check(watchlist="review")
    operations.defer(
        reasoning=operations.Reasoning(ground="data_conflict", **REASONING),
        review_on=walk.at.date(),
        **walk.act_of("kasi"),
    )
    go(walk, desks.sit("kasi").act(walk, "cabut-penangguhan", note="Penetapan pengadilan diterima."))
    assert walk.state == "verification"


def test_an_adjudicator_sends_a_case_back_with_a_reason(walk, desks):
    walk.interview().check()
    go(walk, desks.sit("adjudikator").act(walk, "kembali-diperiksa", note="Periksa lagi akta kelahiran."))
    assert walk.state == "deepened"
    assert "Periksa lagi akta kelahiran." in desks.sit("pemeriksa").get(shown_case(walk))


def test_a_faulty_book_is_void_and_another_one_printed(walk, desks):
    walk.printed()
    producer = desks.sit("pencetak")
    go(walk, producer.act(walk, "cacat", reason="chip_unreadable"))
    assert walk.state == "printing"
    assert Booklet.objects.get().void_reason == "chip_unreadable"


def test_the_office_moves_an_appointment_and_gives_another_one_to_who_did_not_come(walk, desks):
    walk.scheduled()
    counter = desks.sit("loket")
    before = appointments.appointment_of(walk.id).starts_at
    assert "Jadwal sekarang" in counter.get(f"{shown_case(walk)}?lembar=kerja")
    go(walk, counter.act(walk, "pindah-jadwal", slot=walk.free_slot(later=2), reason="outage"))
    assert appointments.appointment_of(walk.id).starts_at > before

    walk.at = appointments.appointment_of(walk.id).ends_at
    places.mark_missed(subject=walk.id, by="system:test", at=walk.at)
    operations.mark_missed(application_id=walk.id, by="system:test", at=walk.at)
    assert walk.state == "missed"
    go(
        walk,
        counter.act(
            walk,
            "jadwal-pengganti",
            slot=walk.free_slot(later=1),
            reason="hardship",
            evidence="Surat keterangan ditunjukkan.",
        ),
    )
    assert walk.state == "scheduled"


def test_a_head_closes_a_case_that_was_withdrawn_in_writing(walk, desks):
    walk.scheduled()
    head = desks.sit("kakanim")
    form = head.get(f"{shown_case(walk)}?lembar=kerja&untuk=void&alasan=withdrawn")
    assert "Anda dapat mengajukan permohonan baru kapan saja." in form
    go(walk, head.act(walk, "batalkan", ground="withdrawn", **REASONING))
    assert walk.state == "cancelled"


def test_after_an_act_the_next_case_of_the_list_is_there(walk, desks, house, now):
    walk.arrive()
    other = Walk(point=house, at=now, identity={**walk.identity, "nik": "9999015705900002"})
    other.submit().code("820261124000002").pay(number="820261124000002", ntpn="NTPN000000000002")
    other.at = appointments.appointment_of(other.id).starts_at
    operations.check_in(application_id=other.id, officer=other.officer("loket"), at=other.at)
    walk.called_to("documents")
    counter = desks.sit("loket")
    for item in walk.case.items:
        go(walk, counter.act(walk, f"berkas/{item.key}/terima", original="on"))

    there = go(walk, counter.act(walk, "dokumen-lengkap"))

    assert there.startswith(f"/petugas/kasus/{other.case.reference}/?")
    page = counter.get(there)
    assert "Dokumen lengkap" in page
    assert walk.case.reference in page
