"""What an officer sends after the sign-in ended, or from a form that was open too long, is not typed twice."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client

from lintas.directory.people import sessions
from lintas.directory.people.tests.factories import an_officer
from lintas.directory.people.tests.urls_for_too_late import received

PASSWORD = "empat kata tanpa hubungan"
NOTE = 'Ditanya "mengapa"\r\n<b>dua</b> kali & dijawab'
HERE = "http://testserver"
pytestmark = pytest.mark.urls("lintas.directory.people.tests.urls_for_too_late")


@pytest.fixture(autouse=True)
def nothing_received():
    received.clear()


@pytest.fixture
def officer(db):
    return an_officer(password=PASSWORD)


@pytest.fixture
def desk(officer):
    """A browser at which the officer has signed in."""
    browser = Client(enforce_csrf_checks=True)
    assert signs_in(browser).status_code == 302
    return browser


def hidden(reply):
    """Return the hidden fields of the page, and where its form goes."""
    page = reply.content.decode()
    assert 'data-shell="desk"' in page
    (action,) = re.findall(r'<form method="post" action="([^"]+)"', page)
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return action, {name: unescape(value) for name, value in fields}


def signs_in(browser, page=None, username="loket.contoh"):
    _action, fields = hidden(page or browser.get("/petugas/masuk/"))
    return browser.post("/petugas/masuk/", {**fields, "username": username, "password": PASSWORD})


def form_of(browser):
    """Return the tokens of a form that the officer opens now."""
    return {"once": str(uuid4()), "csrfmiddlewaretoken": browser.cookies["csrftoken"].value}


def sends(browser, tokens, *, origin=HERE, **more):
    headers = {"Referer": f"{HERE}/petugas/sandi/?lembar=2", "Origin": origin} if origin else {}
    sent = {"catatan": NOTE, "alasan": ["satu", "dua"], **tokens, **more}
    return browser.post("/petugas/catat/?lembar=2", sent, headers=headers)


def idle(monkeypatch):
    monkeypatch.setattr(sessions, "OFFICER_IDLE", -1)


def back_again(monkeypatch):
    monkeypatch.setattr(sessions, "OFFICER_IDLE", 15 * 60)


def test_given_the_sign_in_ended_then_what_was_sent_survives_it_and_is_sent_once(desk, monkeypatch):
    tokens = form_of(desk)
    idle(monkeypatch)

    late = sends(desk, tokens)

    assert late.status_code == 401
    assert "isiannya masih ada: masuk, lalu kirim lagi" in late.content.decode()
    assert "no-store" in late.headers["Cache-Control"]
    back_again(monkeypatch)
    again = signs_in(desk, late)
    action, fields = hidden(again)
    assert (again.status_code, action) == (200, "/petugas/catat/?lembar=2")
    assert "Anda sudah masuk lagi" in again.content.decode()
    assert 'href="/petugas/sandi/?lembar=2"' in again.content.decode()
    assert "no-store" in again.headers["Cache-Control"]
    assert received == []
    both = [desk.post(action, {**fields, "alasan": ["satu", "dua"]}) for _time in range(2)]
    assert [reply.content for reply in both] == [b"tercatat", b"tercatat"]
    (got,) = received
    assert (got["catatan"], got["alasan"]) == ([NOTE], ["satu", "dua"])


def test_every_value_of_a_field_is_carried(desk, monkeypatch):
    tokens = form_of(desk)
    idle(monkeypatch)
    late = sends(desk, tokens)
    back_again(monkeypatch)
    page = signs_in(desk, late).content.decode()
    assert re.findall(r'name="alasan" value="([^"]+)"', page) == ["satu", "dua"]


def test_given_a_page_that_asks_by_itself_noticed_first_then_the_form_is_still_kept(desk, monkeypatch):
    tokens = form_of(desk)
    idle(monkeypatch)
    assert desk.get("/petugas/catat/", headers={"Sec-Fetch-Mode": "cors"}).status_code == 401

    late = sends(desk, tokens)

    assert "titipan" in hidden(late)[1]


def test_given_a_wrong_password_then_the_form_is_still_kept(desk, monkeypatch):
    tokens = form_of(desk)
    idle(monkeypatch)
    late = sends(desk, tokens)
    back_again(monkeypatch)

    wrong = signs_in(desk, late, username="loket.salah")

    assert wrong.status_code == 422
    assert hidden(wrong)[1]["titipan"] == hidden(late)[1]["titipan"]
    assert hidden(wrong)[1]["next"] == "/petugas/sandi/?lembar=2"


def test_given_another_officer_signs_in_there_then_nothing_of_it_is_shown_or_sent(desk, monkeypatch):
    an_officer("orang.kedua", password=PASSWORD)
    tokens = form_of(desk)
    idle(monkeypatch)
    late = sends(desk, tokens)
    back_again(monkeypatch)

    reply = signs_in(desk, late, username="orang.kedua")

    assert (reply.status_code, reply.url) == (302, "/petugas/sandi/?lembar=2")
    assert received == []


def test_given_the_kept_form_is_touched_then_it_is_not_offered(desk, monkeypatch):
    tokens = form_of(desk)
    idle(monkeypatch)
    late = sends(desk, tokens)
    back_again(monkeypatch)
    _action, fields = hidden(late)

    reply = desk.post(
        "/petugas/masuk/",
        {**fields, "titipan": fields["titipan"][:-1], "username": "loket.contoh", "password": PASSWORD},
    )

    assert reply.status_code == 302


def test_given_a_sign_in_beside_it_then_a_form_opened_before_can_be_sent_again(desk):
    before = form_of(desk)
    assert signs_in(desk).status_code == 302

    stale = sends(desk, before)

    assert stale.status_code == 403
    assert "Formulir ini sudah terlalu lama terbuka" in stale.content.decode()
    assert 'href="/petugas/sandi/?lembar=2"' in stale.content.decode()
    assert received == []
    action, fields = hidden(stale)
    assert desk.post(action, fields, headers={"Origin": HERE}).content == b"tercatat"
    assert received[0]["catatan"] == [NOTE]


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_given_a_form_that_another_site_sends_then_it_is_never_offered(desk, origin):
    reply = sends(desk, {"once": str(uuid4()), "csrfmiddlewaretoken": "x" * 64}, origin=origin)

    page = reply.content.decode()
    assert reply.status_code == 403
    assert 'data-shell="desk"' in page
    assert "Formulir ini sudah terlalu lama terbuka" in page
    assert NOTE not in unescape(page)


def test_given_a_stale_sign_in_then_the_password_is_not_repeated_and_the_page_can_be_opened_again(desk):
    old = form_of(desk)
    assert signs_in(desk).status_code == 302

    reply = desk.post(
        "/petugas/masuk/",
        {**old, "username": "loket.contoh", "password": PASSWORD},
        headers={"Origin": HERE, "Referer": f"{HERE}/petugas/masuk/?next=%2Fpetugas%2Fstok%2F"},
    )

    page = reply.content.decode()
    assert reply.status_code == 403
    assert PASSWORD not in page
    assert 'href="/petugas/masuk/?next=%2Fpetugas%2Fstok%2F"' in page


def test_given_a_password_was_sent_too_late_then_it_is_not_carried(desk, monkeypatch):
    tokens = form_of(desk)
    idle(monkeypatch)

    reply = desk.post("/petugas/sandi/", {**tokens, "present": PASSWORD, "wanted": "x", "again": "x"})

    page = reply.content.decode()
    assert reply.status_code == 401
    assert "titipan" not in page
    assert "belum diproses: masuk, lalu ulangi di halamannya" in page
