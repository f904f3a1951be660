"""Whatever goes wrong, the person gets a page of the house in their language, and loses nothing."""

import re
import sqlite3
import threading
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, connections
from django.test import Client

from lintas.config.tests.pages import Trouble
from lintas.foundation.idempotency.models import Reply


@pytest.fixture
def browser(settings, monkeypatch) -> Client:
    """A browser that has seen a form."""
    settings.ROOT_URLCONF = "lintas.config.tests.pages"
    monkeypatch.setattr(Trouble, "now", None)
    monkeypatch.setattr(Trouble, "done", 0)
    client = Client(raise_request_exception=False)
    client.cookies[settings.CSRF_COOKIE_NAME] = uuid4().hex
    return client


class Postgres(Exception):
    """What the driver raises, by its SQLSTATE."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def failure(cause: Exception, text: str = "") -> OperationalError:
    wrapped = OperationalError(text)
    wrapped.__cause__ = cause
    return wrapped


PASSING = {
    "lock timeout": failure(Postgres("55P03")),
    "deadlock": failure(Postgres("40P01")),
    "serialization": failure(Postgres("40001")),
    "statement timeout": failure(Postgres("57014")),
    "no connection": failure(Postgres(None)),
    "sqlite": failure(sqlite3.OperationalError("database is locked"), "database is locked"),
    "sqlite table": failure(sqlite3.OperationalError("database table is locked"), "database table is locked"),
}
LASTING = {
    "disk": failure(sqlite3.OperationalError("disk I/O error"), "disk I/O error"),
    "no table": failure(sqlite3.OperationalError("no such table"), "no such table"),
    "out of shape": failure(Postgres("42P01")),
}


class Hidden(HTMLParser):
    """The hidden fields of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.fields[given["name"]] = given["value"]


@pytest.mark.parametrize("cause", PASSING)
@pytest.mark.parametrize(("language", "said"), [("id", "Sistem sedang sibuk"), ("en", "The system is busy")])
def test_a_database_that_is_busy_answers_503_with_what_to_do(db, browser, cause, language, said):
    browser.cookies["bahasa"] = language
    Trouble.now = PASSING[cause]

    answer = browser.post("/coba/", {"once": uuid4(), "name": "SITI"})

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert said in answer.content.decode()
    assert not Reply.objects.exists()


@pytest.mark.parametrize("cause", LASTING)
def test_a_fault_that_does_not_pass_is_not_called_busy(db, browser, cause):
    Trouble.now = LASTING[cause]
    answer = browser.post("/coba/", {"once": uuid4()})
    assert answer.status_code == 500
    assert "Maaf, ada gangguan" in answer.content.decode()


def test_the_busy_page_sends_the_very_same_form_again_and_the_act_is_done_once(db, browser):
    sent = {"once": str(uuid4()), "name": 'SITI "CONTOH" <b>', "note": "satu\r\ndua"}
    Trouble.now = PASSING["deadlock"]
    page = browser.post("/coba/?lembar=2", sent).content.decode()
    again = Hidden(page).fields
    Trouble.now = None

    assert 'action="/coba/?lembar=2"' in page
    assert again["once"] == sent["once"]
    assert again["name"] == sent["name"]
    for _time in range(2):
        assert browser.post("/coba/?lembar=2", again).content == b"done"
    assert Trouble.done == 1


def test_files_are_not_carried_and_the_person_is_sent_back_to_the_form(db, browser):
    Trouble.now = PASSING["deadlock"]
    answer = browser.post("/coba/", {"once": uuid4(), "foto": SimpleUploadedFile("ktp.jpg", b"x")})
    assert answer.status_code == 503
    assert "kembali ke halaman sebelumnya" in answer.content.decode()
    assert "once" not in Hidden(answer.content.decode()).fields


def test_a_password_is_never_repeated_on_the_busy_page(db, browser, monkeypatch):
    from lintas.directory.people import operations

    def busy(**said):
        raise PASSING["lock timeout"]

    monkeypatch.setattr(operations, "sign_in", busy)
    answer = browser.post("/petugas/masuk/", {"once": uuid4(), "username": "siti", "password": "rahasia-sekali"})
    assert answer.status_code == 503
    assert "rahasia-sekali" not in answer.content.decode()


def test_a_session_that_cannot_be_saved_is_busy_too(db, browser, monkeypatch):
    from django.contrib.sessions.backends.db import SessionStore

    def busy(self, must_create=False):
        raise PASSING["sqlite"]

    monkeypatch.setattr(SessionStore, "save", busy)
    answer = browser.get("/ingat/")

    assert answer.status_code == 503
    assert "Sistem sedang sibuk" in answer.content.decode()


@pytest.mark.only_on("postgresql", "SQLite locks as a whole")
def test_a_lock_that_somebody_holds_too_long_ends_as_busy(transactional_db, browser):
    held, enough = threading.Event(), threading.Event()

    def hold():
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("LOCK TABLE live_signal IN EXCLUSIVE MODE")
            held.set()
            enough.wait(20)
            cursor.execute("ROLLBACK")
        connections.close_all()

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(10)
    try:
        answer = browser.post("/tunggu/", {"once": uuid4()})
    finally:
        enough.set()
        other.join()
    assert answer.status_code == 503


@pytest.mark.parametrize(
    ("path", "status", "said", "in_english"),
    [
        ("/ganjil/", 400, "Kiriman tidak terbaca", "could not be read"),
        ("/tertutup/", 403, "tidak terbuka untuk Anda", "not open to you"),
        ("/tidak-ada/", 404, "Halaman tidak ditemukan", "Page not found"),
        ("/petugas/keluar/", 405, "tidak dapat dibuka langsung", "cannot be opened directly"),
    ],
)
def test_each_refusal_has_a_page_of_the_house_in_both_languages(db, browser, path, status, said, in_english):
    for language, words in (("id", said), ("en", in_english)):
        browser.cookies["bahasa"] = language
        answer = browser.get(path)
        assert answer.status_code == status
        page = answer.content.decode()
        assert words in page
        assert re.search(r'<main\b[^>]* id="isi"', page)


@pytest.mark.parametrize(
    ("path", "status", "home"),
    [
        ("/petugas/tidak-ada/", 404, "/petugas/"),
        ("/petugas/keluar/", 405, "/petugas/"),
        ("/tidak-ada/", 404, "/"),
    ],
)
def test_a_refusal_stands_in_the_frame_of_whoever_reads_it_and_leads_to_their_own_home(db, browser, path, status, home):
    answer = browser.get(path)

    page = answer.content.decode()
    assert answer.status_code == status
    assert f'data-shell="{"desk" if home == "/petugas/" else "public"}"' in page
    assert f'<a class="button button--primary" href="{home}">' in page
    assert f'<a class="brand" href="{home}"' in page


def test_an_officer_who_finds_the_database_busy_stays_in_the_officers_frame(db, browser, monkeypatch):
    from lintas.directory.people import queries

    def busy(*given, **said):
        raise PASSING["lock timeout"]

    monkeypatch.setattr(queries, "officer", busy)
    monkeypatch.setattr("lintas.directory.people.sessions.account_of", lambda request: uuid4())
    answer = browser.get("/petugas/sandi/")

    assert answer.status_code == 503
    assert 'data-shell="desk"' in answer.content.decode()


def test_a_host_that_is_not_ours_gets_a_page_and_no_fault(db, browser):
    answer = browser.get("/", headers={"host": "orang-lain.example"})
    assert answer.status_code == 400
    assert "Kiriman tidak terbaca" in answer.content.decode()
