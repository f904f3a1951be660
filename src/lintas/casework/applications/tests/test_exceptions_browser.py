"""The pages of what goes wrong, in a real browser: they fit and can be read on a phone and on a desk."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import OperationalError

from lintas.casework.applications import operations, tasks
from lintas.casework.applications.tests.phone import Phone
from lintas.casework.applications.tests.test_codes_that_fail import lapsed
from lintas.casework.applications.tests.walk import Walk
from lintas.casework.applications.views.citizen import paying
from lintas.directory.people import operations as people
from lintas.directory.people import queries as persons
from lintas.foundation import clock
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from tests.browser import DESK, PHONE, assert_accessible, assert_fits, photograph

OPENING = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)

pytestmark = pytest.mark.parametrize(("size", "language"), [(PHONE, "id"), (DESK, "en")])


@pytest.fixture
def walk(house, monkeypatch) -> Walk:
    walk = Walk(point=house, at=OPENING)
    monkeypatch.setattr(clock, "now", lambda: walk.at)
    return walk


@pytest.fixture
def look(transactional_db, walk, open_page, desks, size, language):
    """Open a page as its person, or as an officer with these roles, and check how it reads."""

    def look(path: str, *roles: str, name: str, wide: bool = False):
        if roles:
            session = {settings.STAFF_SESSION_COOKIE_NAME: desks.sit(*roles).session_key}
        else:
            phone = Phone()
            phone.open(walk)
            session = {settings.SESSION_COOKIE_NAME: phone.client.cookies[settings.SESSION_COOKIE_NAME].value}
        page = open_page(size=size, cookies={**session, "bahasa": language})
        page.goto(path)
        photograph(page, f"{name}-{language}-{size[0]}", whole=True)
        assert_accessible(page)
        assert_fits(page)
        return page

    return look


def own(walk: Walk, page: str) -> str:
    return f"/permohonan/{walk.case.reference}/{page}/"


def test_a_code_that_does_not_come(look, walk):
    walk.submit()
    walk.at += timedelta(minutes=20)
    look(own(walk, "bayar"), name="code-slow")
    look(own(walk, "status"), name="code-slow-status")
    look("/petugas/uang/", "kasi", name="codes-missing")
    walk.at += timedelta(days=8)
    tasks.expire_without_code(at=walk.at)
    look(own(walk, "bayar"), name="code-never")
    look(own(walk, "status"), name="code-never-status")


def test_a_code_that_ran_out_at_the_counter(look, walk):
    lapsed(walk)
    look(own(walk, "bayar"), name="code-lapsed")
    look(own(walk, "status"), name="code-lapsed-status")
    look(f"/petugas/kasus/{walk.case.reference}/?lembar=kerja", "loket", name="code-lapsed-desk")
    operations.renew_billing(application_id=walk.id, reader=walk.reader, by=walk.by, at=walk.at)
    walk.code("820261124000002")
    look(own(walk, "bayar"), name="code-again")


def test_somebody_comes_for_the_book(look, walk, desks):
    walk.ready()
    look(f"/petugas/kedatangan/{walk.case.reference}/", "loket", name="collect-arrival")
    operations.register_collection(application_id=walk.id, officer=walk.officer("loket"), at=walk.at)
    look(f"/petugas/kedatangan/{walk.case.reference}/nomor/", "loket", name="collect-ticket")
    look(own(walk, "status"), name="collect-status")
    desk = desks.sit("penyerah")
    counter = next(each for each in tickets.counters_of(walk.point.id) if each.station == "handover")
    queue.open_counter(point_id=walk.point.id, counter_id=counter.id, officer_id=desk.officer.id, at=walk.at)
    queue.call_next(counter_id=counter.id, by=desk.officer.actor, at=walk.at)
    look("/petugas/loket/", "penyerah", name="collect-console")


def test_a_look_is_doubted(look, walk, desks):
    walk.arrive()
    desks.sit("loket").get(f"/petugas/kasus/{walk.case.reference}/?lembar=data")
    seen = next(look for look in persons.access_list(walk.started.person_id) if look.case_id == walk.id)
    people.doubt_access(record_id=seen.id, person_id=walk.started.person_id, at=walk.at)
    look("/petugas/sistem/", "kakanim", name="doubts")


def test_a_value_is_confirmed(look, walk):
    look("/petugas/perlu-konfirmasi/", "kakanim", name="confirm-list")
    page = look("/petugas/perlu-konfirmasi/nilai/?nilai=parameter:slot_hold:all:2022-01-01", "kakanim", name="confirm")
    page.get_by_role("button").last.click()
    page.wait_for_selector(".errors, [role=alert]")
    photograph(page, f"confirm-errors-{page.viewport_size['width']}", whole=True)
    assert_accessible(page)


def test_the_database_is_busy(look, walk, monkeypatch):
    lapsed(walk)
    page = look(own(walk, "bayar"), name="before-busy")

    def busy(**said):
        raise OperationalError("database is locked") from sqlite3.OperationalError()

    with monkeypatch.context() as while_busy:
        while_busy.setattr(paying.operations, "renew_billing", busy)
        page.locator("form[action$='kode-billing-baru/'] button").click()
        page.wait_for_load_state()
        photograph(page, f"busy-{page.viewport_size['width']}", whole=True)
        assert_accessible(page)
        assert_fits(page)
    page.locator("main form button").click()
    page.wait_for_url("**/bayar/")
