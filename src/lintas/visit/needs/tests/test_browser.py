"""The open figure of needs on a phone."""

import pytest

from lintas.ui.language import COOKIE
from tests.browser import PHONE, assert_reads_well, photograph


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_table_of_needs_that_were_met_fits_a_phone(open_page, transactional_db, house, language):
    phone = open_page(size=PHONE, cookies={COOKIE: language})
    phone.goto("/bantuan/")

    assert_reads_well(phone)
    photograph(phone, f"bantuan-{language}", whole=True)
