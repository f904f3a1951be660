"""Two officers on one case, or one who clicks twice: nobody overwrites, and no words are lost."""

from uuid import uuid4

from lintas.casework.applications import operations
from lintas.casework.applications.models import Booklet
from lintas.casework.applications.tests.desk import case_url, text
from lintas.casework.applications.tests.walk import AGAINST


def test_the_second_sees_the_fresh_state_and_keeps_the_words(walk, desks):
    walk.interview().check(identity="near")
    examiner = desks.sit("pemeriksa")
    seen = walk.case.version
    operations.defer(reasoning=AGAINST, review_on=walk.at.date(), **walk.act_of("kasi"))
    answer = examiner.post(case_url(walk, "keraguan-terjawab/"), seen=seen, note="Ejaan lama, KTP benar.")
    assert answer.status_code == 409
    page = text(answer)
    assert "baru saja diubah oleh petugas lain" in page
    assert "Ditangguhkan" in page
    assert "Ejaan lama, KTP benar." in page
    assert walk.state == "deferred"


def test_the_form_shown_again_can_be_sent_when_the_state_still_fits(walk, desks):
    walk.printed()
    producer = desks.sit("pencetak")
    answer = producer.post(case_url(walk, "cacat/"), seen=walk.case.version - 1, reason="print_fault")
    assert answer.status_code == 409
    assert f'name="seen" id="defect_seen" value="{walk.case.version}"' in text(answer)
    assert walk.state == "quality"


def test_a_screen_that_is_behind_is_told_without_a_reload(walk, desks):
    walk.arrive()
    counter, shown = desks.sit("loket"), walk.case.version
    assert "baru saja berubah" not in counter.get(case_url(walk, f"berubah/?versi={shown}"))
    walk.accept_all()
    assert "kini pada tahap “Foto dan sidik jari”" in counter.get(case_url(walk, f"berubah/?versi={shown}"))


def test_a_double_click_acts_once(walk, desks):
    walk.approve()
    producer, key = desks.sit("pencetak"), str(uuid4())
    said = {"once": key, "seen": walk.case.version, "book_number": walk.stock()}
    first, second = (producer.client.post(case_url(walk, "cetak/"), said) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Booklet.objects.filter(state="printed").count() == 1


def test_a_form_without_the_version_is_refused_in_words_of_ours(walk, desks):
    walk.approve()
    answer = desks.sit("pencetak").post(case_url(walk, "cetak/"), book_number=walk.stock())
    assert answer.status_code == 422
    assert walk.state == "printing"
