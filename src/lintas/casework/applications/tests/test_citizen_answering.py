"""The steps in which one types: questions, the applicant, contact. What cannot be is named, nothing is lost."""

import pytest

from lintas.casework.applications import operations, queries
from lintas.casework.applications.tests.phone import ANSWERS, IDENTITY
from lintas.directory.offices import queries as offices
from lintas.directory.people import operations as people
from lintas.directory.people import queries as persons
from lintas.directory.people.queries import Reader


@pytest.fixture
def begun(phone):
    phone.begin()
    return phone


def reader(phone) -> Reader:
    return Reader(kind="person", id=str(phone.case.person_id), role="pemohon", office_id=None, channel="web")


def known(phone, now, *fields: str) -> dict[str, str]:
    return people.reveal_person(
        person_id=phone.case.person_id, fields=fields, reader=reader(phone), purpose="own_data", case_id=None, at=now
    )


class TestQuestions:
    def test_they_come_from_the_policy_and_decide_the_papers(self, phone):
        phone.begin("passport.new.adult")
        phone.step(
            "pertanyaan",
            evidence_lacks_data="no",
            naturalised="no",
            name_changed="yes",
            married="no",
            fee=ANSWERS["fee"],
        )

        assert phone.at_page == phone.page("data")
        assert [item.key for item in phone.case.items][-1] == "penetapan_ganti_nama"

    def test_each_open_question_is_named_and_the_answered_ones_stay(self, begun):
        reply = begun.step("pertanyaan", fee="passport.elec.5y")

        assert reply.status_code == 422
        assert "Pilih jawaban untuk: Apakah pemohon sudah menikah." in begun.said
        assert 'value="passport.elec.5y" checked' in reply.content.decode()
        assert begun.case.filled == ()

    def test_an_answer_that_is_not_offered_is_refused(self, begun):
        assert begun.step("pertanyaan", married="maybe", fee="passport.elec.10y").status_code == 422
        assert begun.step("pertanyaan", married="no", fee="visa.b1").status_code == 422
        assert "Buku ini tidak tersedia" in begun.said

    def test_a_book_that_the_office_no_longer_has_is_left_out_and_it_says_why(self, begun, now):
        operations.choose_point(
            application_id=begun.case.id, point_id=offices.point(slug="bengkulu-selatan").id, by="person:test", at=now
        )
        reply = begun.see("pertanyaan")

        assert "passport.nonelec" not in reply.content.decode()
        assert "Kantor Imigrasi Bengkulu tidak lagi menyediakan" in begun.said

    def test_without_a_place_the_books_say_where_they_are_missing(self, begun):
        begun.see("pertanyaan")

        assert "tidak tersedia di Bengkulu Selatan" in begun.said

    def test_while_choosing_what_is_chosen_is_kept_but_the_step_is_not_done(self, begun, now):
        reply = begun.post(begun.page("pertanyaan/simpan"), married="no", fee="nonsense")

        assert reply.status_code == 204
        assert begun.case.filled == ()
        assert queries.answers(begun.case.id, reader=reader(begun), at=now) == {"married": "no"}


class TestTheApplicant:
    @pytest.mark.parametrize(
        ("nik", "sentence"),
        [
            ("", "Masukkan NIK, 16 angka"),
            ("99990157059000", "NIK terdiri dari 16 angka, sedangkan yang Anda tulis 14 angka"),
            ("99990157O5900001", "NIK hanya berisi angka"),
            ("9999013113900001", "tanggal ini tidak ada"),
            ("9999015705900000", "tidak mungkin 0000"),
            ("1376015705900001", "gunakan NIK contoh yang diawali 99"),
        ],
    )
    def test_an_impossible_nik_is_named_and_everything_else_stays(self, begun, nik, sentence):
        reply = begun.step("data", **(IDENTITY | {"nik": nik}))

        assert reply.status_code == 422
        assert sentence in begun.said
        for value in ("SITI CONTOH", "PAYAKUMBUH", "JALAN CONTOH 1"):
            assert f'value="{value}"' in reply.content.decode()
        assert begun.case.filled == ()

    def test_a_day_that_does_not_exist_is_named(self, begun):
        reply = begun.step("data", **(IDENTITY | {"birth_date_day": "31", "birth_date_month": "2"}))

        assert reply.status_code == 422
        assert "Tanggal 31-2-1990 tidak ada" in begun.said
        assert 'value="31"' in reply.content.decode()

    def test_nobody_is_born_tomorrow(self, begun):
        begun.step("data", **(IDENTITY | {"birth_date_day": "25", "birth_date_month": "11", "birth_date_year": "2026"}))

        assert "Periksa tanggal lahir: paling akhir 24-11-2026." in begun.said

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"birth_date_day": "18"}, "berbeda dari tanggal lahir di dalam NIK"),
            ({"sex": "M"}, "berbeda dari yang tercatat di dalam NIK"),
        ],
    )
    def test_what_differs_from_the_nik_is_asked_once_more_and_may_be_confirmed(self, begun, change, sentence):
        said = IDENTITY | change
        assert begun.step("data", **said).status_code == 422
        assert sentence in begun.said
        assert begun.case.filled == ()

        begun.step("data", **said, confirmed="on")
        assert begun.at_page == begun.page("kontak")
        assert "identity" in begun.case.filled

    def test_a_village_outside_the_work_area_is_said_clearly_and_there_is_a_way_on(self, begun):
        assert begun.step("data", **(IDENTITY | {"village": "31.71.01.1001"})).status_code == 422
        assert "di luar wilayah kerja kelima titik layanan kami" in begun.said

        begun.step("data", **(IDENTITY | {"village": "lain"}))
        assert begun.at_page == begun.page("kontak")
        begun.step("kontak")
        begun.see("data")
        assert "Alamat saya di daerah lain" in begun.said

    @pytest.mark.parametrize("village", ["13.76.01", "13.76", "x", "13.76.01.9999", "../../etc"])
    def test_what_is_no_village_of_ours_is_refused(self, begun, village):
        assert begun.step("data", **(IDENTITY | {"village": village})).status_code == 422

    def test_a_village_is_found_by_its_name_and_nothing_else_is_complained_of(self, begun):
        reply = begun.step("data", full_name="SITI CONTOH", village_words="kubu gadang", cari="1")

        assert "Kubu Gadang, Payakumbuh Barat, Kota Payakumbuh" in begun.said
        assert 'value="13.76.01.1003"' in reply.content.decode()
        assert 'value="SITI CONTOH"' in reply.content.decode()
        assert "Ada yang perlu diperbaiki" not in begun.said

    def test_a_name_that_is_not_there_says_what_to_do(self, begun):
        begun.step("data", village_words="zzzz", cari="1")

        assert "Tidak ada desa atau kelurahan dengan nama itu" in begun.said

    def test_a_name_typed_but_not_chosen_offers_what_was_found(self, begun):
        said = {key: value for key, value in IDENTITY.items() if key != "village"}
        assert begun.step("data", **said, village_words="kubu gadang").status_code == 422
        assert "Pilih desa atau kelurahan Anda dari yang kami temukan." in begun.said

    @pytest.mark.parametrize("name", ["123", "S1TI", "<script>", "..."])
    def test_a_name_holds_letters(self, begun, name):
        assert begun.step("data", **(IDENTITY | {"full_name": name})).status_code == 422
        assert "Nama hanya berisi huruf" in begun.said

    @pytest.mark.parametrize("name", ["SUKARNO", "I G. A. NGURAH, S.H.", "D'ARCY O’NEIL-PUTRI", "MUHAMMAD AL-FATIH"])
    def test_names_of_every_shape_are_taken(self, begun, name):
        begun.step("data", **(IDENTITY | {"full_name": name}))

        assert begun.at_page == begun.page("kontak")

    def test_the_wrong_service_for_the_age_is_told_at_once(self, begun):
        young = {"nik": "9999015705150001", "birth_date_year": "2015"}
        assert begun.step("data", **(IDENTITY | young)).status_code == 422
        assert "Layanan ini tidak sesuai dengan usia pemohon" in begun.said

    def test_while_typing_what_is_right_is_kept_and_what_is_not_changes_nothing(self, begun, now):
        begun.step("data", **IDENTITY)
        reply = begun.post(begun.page("data/simpan"), full_name="SITI BARU", nik="12", birth_date_day="99")

        assert reply.status_code == 204
        assert known(begun, now, "full_name", "nik", "birth_date") == {
            "full_name": "SITI BARU",
            "nik": "9999015705900001",
            "birth_date": "1990-05-17",
        }

    def test_typing_alone_does_not_finish_the_step(self, begun):
        begun.post(begun.page("data/simpan"), full_name="SITI CONTOH")

        assert begun.case.filled == ()

    def test_what_was_saved_is_there_again(self, begun):
        begun.step("data", **IDENTITY)
        page = begun.see("data").content.decode()

        for value in ("SITI CONTOH", "PAYAKUMBUH", "JALAN CONTOH 1", "9999015705900001", "17", "1990"):
            assert f'value="{value}"' in page
        assert 'value="13.76.01.1002" checked' in page

    def test_for_a_child_the_page_speaks_of_the_child(self, phone):
        phone.begin("passport.renew.child")
        phone.see("data")

        assert "Tulis data anak yang dibuatkan paspor" in phone.said


class TestContact:
    def test_both_are_kept_and_shown_again(self, begun):
        begun.step("kontak", email="Siti@Contoh.Example", phone="0812 3456 7890")
        page = begun.see("kontak").content.decode()

        assert 'value="Siti@contoh.example"' in page
        assert 'value="+6281234567890"' in page
        assert {contact.kind for contact in persons.contacts(begun.case.person_id)} == {"email", "sms"}

    def test_none_is_allowed_and_the_page_says_what_that_means(self, begun):
        begun.see("kontak")
        assert "Boleh dikosongkan" in begun.said

        begun.step("kontak")
        assert begun.at_page == begun.page("berkas")
        assert "contact" in begun.case.filled

    def test_a_contact_is_replaced_by_another_but_not_emptied(self, begun):
        begun.step("kontak", email="siti@contoh.example")
        assert begun.step("kontak").status_code == 422
        assert "tidak dapat dikosongkan" in begun.said

        begun.step("kontak", email="lain@contoh.example")
        assert 'value="lain@contoh.example"' in begun.see("kontak").content.decode()

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("phone", "0812", "Nomor telepon ini belum lengkap"),
            ("phone", "0752 123 4567", "telepon rumah"),
            ("email", "siti@", "Alamat email ini belum lengkap"),
            ("email", "siti contoh@example.org", "Alamat email ini belum lengkap"),
        ],
    )
    def test_what_cannot_be_reached_is_named_and_stays(self, begun, field, value, sentence):
        reply = begun.step("kontak", **{field: value})

        assert reply.status_code == 422
        assert sentence in begun.said
        assert f'value="{value}"' in reply.content.decode()
        assert persons.contacts(begun.case.person_id) == ()


def test_a_change_from_the_check_page_leads_back_there(phone, now):
    phone.fill().place(at=now)
    phone.step("kontak", email="baru@contoh.example", phone="0812 3456 7890", lalu="check")

    assert phone.at_page == phone.page("periksa")
    assert "baru@contoh.example" in phone.said
