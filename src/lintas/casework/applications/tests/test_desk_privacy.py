"""What the desk shows of a person, to whom, and what is written down about it."""

import pytest

from lintas.casework.applications import operations
from lintas.casework.applications.presenters.desk_duties import DUTIES, SUPERVISION
from lintas.casework.applications.tests.desk import case_url
from lintas.casework.applications.tests.walk import Walk
from lintas.casework.documents import queries as documents
from lintas.directory.people import rules
from lintas.directory.people.models import AccessRecord
from lintas.directory.people.states import FIELDS, DataKind, Purpose
from lintas.foundation.ids import new_reference

NIK, SPACED = "9999015705900001", "9999 0157 0590 0001"


def test_values_are_masked_until_asked_for_and_asking_is_recorded(walk, desks):
    walk.arrive()
    counter = desks.sit("loket")

    page = counter.get(case_url(walk))
    assert "SITI CONTOH" in page
    assert "99••••••••••0001" in page
    assert "JALAN CONTOH 1" not in page
    assert NIK not in page

    answer = counter.post(case_url(walk, "buka-data/"), lembar="berkas-ktp")
    assert answer["Location"] == case_url(walk, "?lembar=berkas-ktp")
    page = counter.get(answer["Location"])
    assert SPACED in page
    assert "JALAN CONTOH 1" in page
    assert "cocok dengan tanggal lahir dan jenis kelamin" in page

    last = AccessRecord.objects.filter(person_id=walk.started.person_id, reader_kind="officer").latest("id")
    assert (last.purpose, last.role, last.masked, last.case_id) == ("document_check", "loket", False, walk.id)
    assert "nik" in last.fields


def test_masked_looks_open_only_what_a_mask_can_show(walk, desks):
    walk.arrive()
    desks.sit("loket").get(case_url(walk))
    look = AccessRecord.objects.filter(person_id=walk.started.person_id, purpose="document_check").latest("id")
    assert look.masked
    assert set(look.fields) <= {"nik", "birth_date", "phone", "email", "mother_name", "father_name"}


def test_opened_values_close_again_after_some_minutes_and_with_another_case(walk, desks, monkeypatch):
    from datetime import timedelta

    walk.arrive()
    counter = desks.sit("loket")
    counter.post(case_url(walk, "buka-data/"))
    assert SPACED in counter.get(case_url(walk, "?lembar=data"))
    walk.at += timedelta(minutes=6)
    assert SPACED not in counter.get(case_url(walk, "?lembar=data"))


def test_an_oddity_is_loud_and_says_what_to_compare(walk, desks):
    walk.identity["birth_date"] = "1991-05-17"
    walk.arrive()
    counter = desks.sit("loket")
    counter.post(case_url(walk, "buka-data/"))
    page = counter.get(case_url(walk, "?lembar=data"))
    assert "summary__row--different" in page
    assert "Tanggal lahir berbeda dari NIK" in page
    assert "cocok dengan tanggal lahir" not in page


@pytest.mark.parametrize(
    ("reach", "role"),
    [
        (Walk.arrive, "biometrik"),
        (Walk.arrive, "pencetak"),
        (Walk.capture, "loket"),
        (lambda walk: walk.interview().check(), "penyerah"),
        (lambda walk: walk.interview().check(), "pewawancara"),
    ],
)
def test_who_has_nothing_to_do_with_the_case_now_sees_its_journey_and_no_person(walk, desks, reach, role):
    reach(walk)
    page = desks.sit(role).get(case_url(walk))
    assert walk.case.reference in page
    assert "Perjalanan" in page
    for private in ("SITI", "•0001", NIK, SPACED, "JALAN CONTOH", "berkas/ktp"):
        assert private not in page
    for tab in ("data", "berkas-ktp"):
        assert "SITI" not in desks.sit(role).get(case_url(walk, f"?lembar={tab}"))


def test_every_duty_opens_what_the_door_permits_for_its_purpose():
    for duty in {duty for group in (*DUTIES.values(), SUPERVISION) for duty in group}:
        kinds = {FIELDS[field] for field in duty.fields}
        kinds |= {DataKind.IMAGE} if duty.papers else set()
        kinds |= {DataKind.SPECIFIC} if duty.answers or duty.findings else set()
        assert rules.allows(kind="officer", role=duty.role.value, purpose=duty.purpose, kinds=kinds, has_case=True), (
            duty
        )


class TestPictures:
    def link(self, walk, desk) -> str:
        page = desk.get(case_url(walk, "?lembar=berkas-ktp"))
        return page.split(f"/petugas/kasus/{walk.case.reference}/halaman/")[1].split('"')[0]

    def path(self, walk, desk) -> str:
        return f"/petugas/kasus/{walk.case.reference}/halaman/{self.link(walk, desk)}"

    def test_a_picture_is_served_inert_and_the_look_is_recorded(self, walk, desks):
        walk.arrive()
        counter = desks.sit("loket")
        answer = counter.client.get(self.path(walk, counter))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
        look = AccessRecord.objects.filter(person_id=walk.started.person_id).latest("id")
        assert (look.purpose, look.kinds) == ("document_check", ["image"])

    def test_the_link_is_of_no_use_in_another_session_later_or_for_another_page(self, walk, desks, monkeypatch):
        walk.arrive()
        counter, other = desks.sit("loket"), desks.sit("loket", anew=True)
        path = self.path(walk, counter)
        assert other.client.get(path).status_code == 403
        assert counter.client.get(path.split("?")[0]).status_code == 403
        pages = {paper.requirement: paper.pages[0].id for paper in documents.papers(walk.id)}
        swapped = path.replace(str(pages["ktp"]), str(pages["paspor_lama"]))
        assert counter.client.get(swapped).status_code == 403

        import time

        real = time.time
        monkeypatch.setattr(time, "time", lambda: real() + 61)
        assert counter.client.get(path).status_code == 403

    def test_a_role_without_the_case_gets_no_picture(self, walk, desks):
        walk.capture()
        both = desks.sit("loket", "pencetak")
        page_id = documents.papers(walk.id)[0].pages[0].id
        assert both.client.get(f"/petugas/kasus/{walk.case.reference}/halaman/{page_id}/").status_code == 403


class TestSearching:
    def test_by_reference_however_typed(self, walk, desks):
        walk.scheduled()
        typed = walk.case.reference.replace("-", " ").lower()
        assert desks.sit("biometrik").post("/petugas/cari/", cari=typed)["Location"] == case_url(walk)

    def test_by_queue_number(self, walk, desks):
        walk.arrive()
        counter = desks.sit("loket")
        number = counter.get(case_url(walk)).split('desk-ticket">')[1].split("<")[0]
        answer = counter.post("/petugas/cari/", cari=number.replace(" 0", "-").lower())
        assert answer["Location"] == case_url(walk)

    def test_by_nik_and_the_hit_is_recorded(self, walk, desks):
        walk.arrive()
        answer = desks.sit("loket").post("/petugas/cari/", cari="9999 0157 0590 0001")
        assert answer["Location"] == case_url(walk)
        assert AccessRecord.objects.filter(person_id=walk.started.person_id, purpose=Purpose.SEARCH).count() == 1

    def test_by_nik_only_for_those_who_may(self, walk, desks):
        walk.arrive()
        answer = desks.sit("pencetak").post("/petugas/cari/", cari=NIK)
        assert answer.status_code == 404
        assert "hanya untuk loket" in answer.content.decode()

    @pytest.mark.parametrize("typed", ["", "PYK-1", "Z 999", "9999999999999999", "'; DROP TABLE", "x" * 500])
    def test_what_is_not_there_is_said(self, walk, desks, typed):
        walk.arrive()
        answer = desks.sit("loket").post("/petugas/cari/", cari=typed)
        assert answer.status_code == 404
        assert "Tidak ada permohonan" in answer.content.decode()

    def test_a_nik_never_comes_by_an_address(self, walk, desks):
        assert desks.sit("loket").client.get(f"/petugas/cari/?cari={NIK}").status_code == 405

    def test_searching_is_limited(self, walk, desks):
        walk.arrive()
        counter = desks.sit("loket")
        answers = {counter.post("/petugas/cari/", cari=new_reference("PYK")).status_code for _ in range(121)}
        assert answers == {404, 429}


def test_the_list_opens_names_once_each_whatever_its_length(walk, desks, django_assert_max_num_queries):
    walk.arrive()
    counter = desks.sit("loket")
    counter.get("/petugas/")
    with django_assert_max_num_queries(36):
        counter.get("/petugas/")
    looks = AccessRecord.objects.filter(person_id=walk.started.person_id, purpose=Purpose.WORK_LIST).count()
    assert looks == 2


def test_who_looked_is_shown_at_the_desk_too(walk, desks):
    walk.arrive()
    counter = desks.sit("loket")
    counter.post(case_url(walk, "buka-data/"))
    counter.get(case_url(walk, "?lembar=data"))
    page = counter.get(case_url(walk, "?lembar=siapa-melihat"))
    assert counter.officer.alias in page
    assert "Memeriksa berkas" in page


def test_an_unanswered_check_is_never_shown_as_clear(walk, desks):
    from lintas.exchange.agencies import operations as agencies
    from lintas.exchange.agencies.models import Enquiry

    walk.interview()
    operations.ask_for_checks(application_id=walk.id, by="system:test", at=walk.at)
    for enquiry in Enquiry.objects.filter(subject=walk.id):
        result = "unavailable" if enquiry.kind == "watchlist" else {"identity": "match"}.get(enquiry.kind, "clear")
        agencies.record_answer(
            enquiry_id=enquiry.id, result=result, partner_reference="X-1", by="partner:test", at=walk.at
        )
    page = desks.sit("kasi").get(case_url(walk, "?lembar=data"))
    assert "tidak terjawab: belum bersih, petugas harus memastikan sendiri" in page
    assert page.count("summary__row--equal") >= 2


def test_who_hands_a_book_over_sees_that_other_systems_answered_and_not_what(walk, desks):
    walk.interview().check(watchlist="review")
    operations.clear_doubt(note="Orang lain, nama sama.", **walk.act_of("pemeriksa"))
    walk.check(watchlist="review")
    answered = "Pencegahan ke luar negeri"
    assert "perlu ditinjau" in desks.sit("adjudikator").get(case_url(walk, "?lembar=data"))

    operations.approve(**walk.act_of("adjudikator"))
    page = desks.sit("pencetak").get(case_url(walk, "?lembar=data"))

    assert answered in page
    assert "dijawab" in page
    assert "perlu ditinjau" not in page
