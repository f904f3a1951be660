"""The desk's pages in both languages, at odd addresses, and with long lists."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lintas.casework.applications.models import Application
from lintas.casework.applications.tests.desk import case_url
from lintas.casework.applications.tests.walk import Walk


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "path",
    ["/petugas/", "/petugas/?daftar=missed&sesudah=kacau", "/petugas/?daftar=tidak-ada", "/petugas/kedatangan/",
     "/petugas/kedatangan/tanpa-jadwal/", "/petugas/stok/?baru=banyak", "/petugas/sistem/", "/petugas/hitungan/"],
)  # fmt: skip
def test_pages_open_in_both_languages_and_survive_odd_addresses(walk, desks, path, language):
    page = desks.sit("loket", "kasi").get(path, language=language)
    assert ("Keluar" in page) is (language == "id" and "hitungan" not in path)


@pytest.mark.parametrize(
    "tab", [f"berkas-ktp&halaman={'9' * 4400}", "berkas-tidak-ada", "data", "kerja", "siapa-melihat", "<script>"]
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_tab_opens_in_both_languages(walk, desks, tab, language):
    walk.arrive()
    assert walk.case.reference in desks.sit("loket").get(case_url(walk, f"?lembar={tab}"), language=language)


def test_a_list_costs_the_same_with_one_case_and_with_many(walk, desks, house, now):
    walk.interview().check()
    judge = desks.sit("adjudikator")
    judge.get("/petugas/")
    others = [Walk(point=house, at=now, identity={**walk.identity, "nik": f"99990157059001{n:02}"}) for n in range(6)]
    for other in others:
        other.fill()
    Application.objects.filter(id__in=[other.id for other in others]).update(
        state="adjudication", submitted_at=now, state_since=now
    )

    with CaptureQueriesContext(connection) as with_many:
        judge.get("/petugas/")
    Application.objects.filter(id__in=[other.id for other in others[:5]]).update(state="draft", submitted_at=None)
    with CaptureQueriesContext(connection) as with_few:
        judge.get("/petugas/")
    # One unsealing key for each person is read at once; nothing else grows with the list.
    assert len(with_many) == len(with_few)
