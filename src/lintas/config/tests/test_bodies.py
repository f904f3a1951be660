"""What is too large is refused by its announced length, before anything of it is read."""

from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.urls import resolve

from lintas.casework.documents import rules
from lintas.config.tests.pages import Trouble

PAPERS = "/permohonan/PYK-7K3M-Q2XD/berkas/"
MULTIPART = "multipart/form-data; boundary=x"


@pytest.fixture
def browser(settings, db, monkeypatch) -> Client:
    """A browser whose requests nobody may read."""
    settings.ROOT_URLCONF = "lintas.config.tests.pages"
    monkeypatch.setattr(Trouble, "now", None)
    client = Client(raise_request_exception=False)
    client.cookies[settings.CSRF_COOKIE_NAME] = uuid4().hex
    return client


@pytest.fixture
def unread(monkeypatch):
    def read(self):
        raise AssertionError("the body was read")

    monkeypatch.setattr(HttpRequest, "_load_post_and_files", read)


def send(browser: Client, path: str, announced: int | str, *, kind: str = MULTIPART, **headers: str):
    return browser.post(path, data=b"", content_type=kind, CONTENT_LENGTH=str(announced), headers=headers)


@pytest.mark.parametrize(("language", "said"), [("id", "paling banyak 60 MB"), ("en", "60 MB at most")])
def test_more_than_a_case_may_hold_is_refused_unread_with_a_page_that_says_what_to_do(browser, unread, language, said):
    browser.cookies["bahasa"] = language
    answer = send(browser, PAPERS, settings.LARGEST_UPLOAD + 1)
    assert answer.status_code == 413
    assert said in answer.content.decode()


def test_a_script_gets_the_same_as_json(browser, unread):
    answer = send(browser, PAPERS, settings.LARGEST_UPLOAD + 1, **{"sec-fetch-mode": "cors"})
    assert (answer.status_code, answer.json()["code"]) == (413, "edge.too_large")
    assert "60 MB" in answer.json()["text"]


@pytest.mark.parametrize("kind", [MULTIPART, "application/x-www-form-urlencoded", "application/octet-stream"])
def test_a_page_without_files_takes_a_form_only_whatever_it_calls_itself(browser, unread, kind):
    answer = send(browser, "/coba/", settings.LARGEST_FORM + 1, kind=kind)
    assert answer.status_code == 413
    assert "Persingkat" in answer.content.decode()


@pytest.mark.parametrize("announced", ["-1", "1e3", "²", "9" * 400])
def test_a_length_that_is_none_or_beyond_all_measure_is_refused(browser, unread, announced):
    assert send(browser, "/coba/", announced).status_code == 413


def test_what_fits_passes(browser):
    assert browser.post("/coba/", {"once": uuid4(), "note": "x" * 400_000}).content == b"done"


def test_the_limits_of_edge_and_papers_are_those_of_the_security_guide():
    assert settings.LARGEST_UPLOAD - settings.LARGEST_FORM == rules.CASE_BYTES == 60 * 1024 * 1024
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES == rules.CASE_FILES == 20


@pytest.mark.parametrize("path", [PAPERS, "/permohonan/PYK-7K3M-Q2XD/lengkapi/"])
def test_the_pages_that_take_papers_say_so(path):
    assert resolve(urlsplit(path).path).func.takes_files


def test_a_length_with_thousands_of_digits_is_too_large(browser, unread):
    assert send(browser, PAPERS, "9" * 4400).status_code == 413
