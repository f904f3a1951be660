"""An officer whose sign-in ended while filling in a form, on any screen, loses nothing."""

import pytest

from lintas.directory.offices.models import Office
from lintas.directory.people import sessions
from lintas.directory.people.tests.factories import an_officer
from lintas.directory.people.tests.urls_for_too_late import received
from tests.browser import DESK, PHONE, assert_reads_well, photograph

PASSWORD = "empat kata tanpa hubungan"
FORM = """<!doctype html><html lang="id"><title>Uji</title><form method="post" action="/petugas/catat/">
<input name="once" value="7f0c1a52-55a0-4b0e-9d5c-2a1f35a0a001"><input name="csrfmiddlewaretoken" value="{token}">
<textarea name="catatan">Ditanya dua kali & dijawab</textarea><button>Simpan</button></form>"""


def look(page, name):
    photograph(page, f"terlambat-{name}-{page.viewport_size['width']}", whole=True)
    assert_reads_well(page)


def fill_in_a_form(page):
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
    page.route("**/uji/", lambda route: route.fulfill(body=FORM.format(token=token), content_type="text/html"))
    page.goto("/uji/")


def sign_in(page):
    page.locator("#id_username").fill("loket.contoh")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form button").click()


@pytest.mark.parametrize(("size", "language"), [(PHONE, "id"), (DESK, "en")], ids=["phone-id", "desk-en"])
def test_what_was_filled_in_survives_the_sign_in(live_server, house, open_page, settings, monkeypatch, size, language):
    settings.ROOT_URLCONF = "lintas.directory.people.tests.urls_for_too_late"
    received.clear()
    an_officer(password=PASSWORD, office_id=Office.objects.get(code="PDG").id)
    page = open_page(size=size, cookies={"bahasa": language})
    page.goto("/petugas/masuk/")
    sign_in(page)
    page.wait_for_url("**/petugas/")
    fill_in_a_form(page)
    with monkeypatch.context() as later:
        later.setattr(sessions, "OFFICER_IDLE", -1)
        page.get_by_role("button", name="Simpan").click()
        page.wait_for_url("**/petugas/catat/")
        look(page, "masuk-lagi")
    sign_in(page)
    page.wait_for_url("**/petugas/masuk/")
    look(page, "kirim-lagi")
    page.locator("main form button").click()
    page.get_by_text("tercatat").wait_for()

    assert received[0]["catatan"] == ["Ditanya dua kali & dijawab"]
