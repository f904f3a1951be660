"""Every refusal is a page of the house that can be read, by anybody, on any screen."""

import pytest
from django.db import OperationalError

from lintas.config.tests.pages import Trouble
from tests.browser import DESK, PHONE, assert_reads_well, photograph

FORM = """<!doctype html><html lang="id"><title>Uji</title><form method="post" action="{address}">
<input name="once" value="7f0c1a52-55a0-4b0e-9d5c-2a1f35a0a001"><input name="csrfmiddlewaretoken" value="{token}">
<input name="nama" value="SITI CONTOH"><button>Kirim</button></form>"""
TOKEN = "a" * 32


@pytest.fixture
def visitor(live_server, house, open_page, settings, monkeypatch):
    """Open a page of somebody at a house that runs into trouble."""
    settings.ROOT_URLCONF = "lintas.config.tests.pages"
    monkeypatch.setattr(Trouble, "now", None)

    def opened(size, language, **cookies):
        return open_page(size=size, cookies={"bahasa": language, **cookies})

    return opened


def look(page, name):
    photograph(page, f"tepi-{name}-{page.viewport_size['width']}", whole=True)
    assert_reads_well(page)


@pytest.mark.parametrize(("size", "language"), [(PHONE, "id"), (DESK, "en")], ids=["phone-id", "desk-en"])
@pytest.mark.parametrize(
    ("address", "status", "place"),
    [
        ("/ganjil/", 400, ""),
        ("/tertutup/", 403, "payakumbuh"),
        ("/tidak-ada/sama-sekali/", 404, "kepulauan-mentawai"),
        ("/petugas/keluar/", 405, ""),
    ],
)
def test_what_is_refused(visitor, size, language, address, status, place):
    page = visitor(size, language, tempat=place)

    assert page.goto(address).status == status
    look(page, str(status))


@pytest.mark.parametrize(("size", "language"), [(PHONE, "id"), (DESK, "en")], ids=["phone-id", "desk-en"])
@pytest.mark.parametrize(
    ("fault", "status"), [(OperationalError("x"), 503), (ZeroDivisionError(), 500)], ids=["busy", "broken"]
)
def test_what_breaks(visitor, size, language, fault, status, monkeypatch, settings, live_server):
    monkeypatch.setattr(Trouble, "now", fault)
    page = visitor(size, language, **{settings.CSRF_COOKIE_NAME: TOKEN})
    page.route(
        "**/uji/",
        lambda route: route.fulfill(body=FORM.format(address="/coba/", token=TOKEN), content_type="text/html"),
    )
    page.goto("/uji/")
    with page.expect_response("**/coba/") as answered:
        page.get_by_role("button").click()

    assert answered.value.status == status
    page.wait_for_load_state()
    look(page, str(status))
