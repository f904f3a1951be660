"""The page of a number before coming in a real browser, for an appointment and for a finished book."""

from datetime import timedelta

import pytest
from django.conf import settings

from lintas.casework.applications import operations
from lintas.casework.applications.tests.collector import collects
from lintas.casework.applications.tests.phone import Phone
from lintas.casework.applications.tests.walk import Walk
from lintas.visit.appointments import queries as appointments
from tests.browser import DESK, PHONE, assert_accessible, assert_fits, photograph

LANGUAGES = ["id", "en"]


pytestmark = pytest.mark.usefixtures("no_messages")


def comes_in_an_hour(walk: Walk) -> Walk:
    walk.scheduled()
    walk.at = appointments.appointment_of(walk.id).starts_at - timedelta(hours=1)
    return walk


@pytest.fixture(params=[(comes_in_an_hour, "A 001"), (collects, "D 001")], ids=["jadwal", "pengambilan"])
def visit(request, transactional_db, walk):
    """The case, the number that it will have, and the cookies of the phone in which it is open."""
    reach, number = request.param
    session = Phone().open(reach(walk)).client.cookies[settings.SESSION_COOKIE_NAME].value
    return walk, number, {settings.SESSION_COOKIE_NAME: session}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_it_works_without_javascript(visit, open_page, language, size):
    walk, number, cookies = visit
    page = open_page(size=size, javascript=False, cookies=cookies | {"bahasa": language})
    page.goto(f"/permohonan/{walk.case.reference}/nomor/")
    assert_fits(page)
    name = f"nomor-{number[0]}-{size[0]}-{language}"
    photograph(page, name, whole=True)

    page.locator("main form button").first.click()

    page.get_by_text(number).first.wait_for()
    assert_fits(page)
    photograph(page, f"{name}-diambil", whole=True)


def test_it_is_for_everybody_who_sees_or_hears_it(visit, open_page):
    walk, _, cookies = visit
    page = open_page(size=PHONE, cookies=cookies)
    page.goto(f"/permohonan/{walk.case.reference}/nomor/")
    assert_accessible(page)

    operations.take_number(application_id=walk.id, by=walk.by, at=walk.at)
    page.reload()

    assert_accessible(page)
