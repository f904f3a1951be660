"""Coming by the day of birth and going on with the code, in a real browser."""

import pytest
from playwright.sync_api import expect

from lintas.casework.applications.tests.walk import Walk
from lintas.directory.people import operations as people
from tests.browser import DESK, PHONE, assert_accessible, assert_fits, assert_targets_are_large, photograph


@pytest.mark.parametrize(
    ("size", "language", "javascript"), [(PHONE, "id", False), (DESK, "en", True)], ids=["phone", "desk"]
)
def test_from_the_day_of_birth_to_the_code(
    transactional_db, house, now, time_is, open_page, size, language, javascript
):
    walk = Walk(point=house, at=now).submit()
    email = walk.prove_contact("email")
    walk.code().pay()
    reference = walk.started.reference
    page = open_page(size=size, javascript=javascript, cookies={"bahasa": language})

    def look(name):
        photograph(page, f"level-{name}-{language}-{size[0]}", whole=True)
        if javascript:
            assert_accessible(page)
        assert_fits(page)
        assert_targets_are_large(page)

    page.goto(f"/status/?nomor={reference}")
    for part, typed in (("day", "17"), ("month", "5"), ("year", "1990")):
        page.locator(f"#id_birth_date_{part}").fill(typed)
    page.locator("main form button").first.click()
    page.wait_for_url(f"**/permohonan/{reference}/status/")
    look("status")

    page.locator("main a[href^='/lanjutkan/']").click()
    page.locator("main a[href*='/buka/']").wait_for()
    look("asked")
    page.locator("main a[href*='/buka/']").click()
    page.wait_for_url("**/buka/**")
    look("contact")
    page.locator("main form button").first.click()
    page.locator("main input[name=code]").wait_for()
    look("sent")
    page.locator("main input[name=code]").fill(people.code_to_send(contact_id=email, at=now).code)
    page.locator("main form button").first.click()
    page.wait_for_url(f"**/permohonan/{reference}/status/")
    expect(page.locator("main a[href^='/lanjutkan/']")).to_have_count(0)

    page.locator(f"main form[action='/permohonan/{reference}/tutup/'] button").click()
    page.wait_for_url(lambda url: "/status/" not in url and "/tutup/" not in url)
    look("left")
    page.goto(f"/permohonan/{reference}/status/")
    assert "/lanjutkan/" in page.url
