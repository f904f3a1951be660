"""The ledger's page in a real browser: long signatures on a small screen, and before there is any."""

import pytest

from lintas.foundation.ledger import operations
from tests.browser import DESK, PHONE, assert_accessible, assert_fits, assert_targets_are_large, photograph

SIZES = pytest.mark.parametrize(("size", "language"), [(PHONE, "id"), (DESK, "en")], ids=["phone-id", "desk-en"])


def look(page, name):
    photograph(page, f"buku-{name}-{page.viewport_size['width']}", whole=True)
    assert_accessible(page)
    assert_fits(page)
    assert_targets_are_large(page)


@SIZES
def test_what_was_signed_can_be_read(live_server, history, write, open_page, size, language):
    history(5, shard="PDG/2026")
    history(2, shard="BDL/2026")
    write(1, shard="PDG/2026", start=9)
    operations.sequence()
    page = open_page(size=size, cookies={"bahasa": language, "tempat": "payakumbuh"})
    page.goto("/buku-besar/")
    page.locator("details summary").first.click()

    look(page, "besar")


@SIZES
def test_before_the_first_entry_the_page_says_so(live_server, open_page, size, language):
    page = open_page(size=size, cookies={"bahasa": language})
    page.goto("/buku-besar/")

    look(page, "kosong")
