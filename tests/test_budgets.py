"""Every page stays light, on the server that people meet: counted in a browser, over the wire."""

import pytest

from benchmarks.house import House
from benchmarks.weight import in_browser, weigh_all
from tests.browser import OPTIONS

REQUESTS = 8
FIRST_BYTES, NEXT_BYTES = 60_000, 20_000
STEPS = {"", "pertanyaan", "data", "kontak", "berkas", "jadwal", "periksa"}
AFTERWARDS = {"bayar", "status", "jadwal-baru", "cetak", "kontak-saya", "kode-cadangan", "siapa-melihat"}
OPEN = {
    "/", "/tempat/", "/tempat/payakumbuh/", "/kantor-saya/", "/layanan/", "/layanan/passport.new.adult/", "/jadwal/",
    "/jadwal/payakumbuh/", "/ajukan/", "/lanjutkan/", "/status/", "/nomor-antrean/", "/antrean/", "/papan/payakumbuh/",
    "/buku-besar/", "/petugas/masuk/",
}  # fmt: skip


@pytest.fixture(scope="module")
def weights(browser_program, browser_driver):
    """Weigh every page of a furnished house once."""
    with House("sqlite") as house, house.serving("one port") as port:
        browser = browser_driver.chromium.launch(executable_path=browser_program, args=OPTIONS)
        found = weigh_all(house, in_browser(browser, f"http://127.0.0.1:{port}"))
        browser.close()
        return found


def test_every_page_is_weighed(weights):
    addresses = {one.address for one in weights}
    of_cases = {one.strip("/").partition("/")[2].partition("/")[2] for one in addresses if "/permohonan/" in one}

    assert addresses >= OPEN
    assert of_cases >= STEPS | AFTERWARDS


def test_the_first_view_of_any_page_is_light(weights):
    heavy = {one.address: one.first for one in weights if one.first[0] > REQUESTS or one.first[1] > FIRST_BYTES}

    assert heavy == {}


def test_the_next_view_of_any_page_is_lighter(weights):
    heavy = {one.address: one.then for one in weights if one.then[0] > REQUESTS or one.then[1] > NEXT_BYTES}

    assert heavy == {}


def test_the_scales_see_the_whole_page(weights):
    whole = [one for one in weights if not one.address.endswith("/isi/")]

    assert min(one.first[1] for one in whole) > 10_000
    assert all(0 < one.then[1] < one.first[1] for one in whole)
