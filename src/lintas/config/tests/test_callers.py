"""Behind a proxy everybody has an address of their own, and nobody may choose it."""

from ipaddress import ip_network

import pytest
from django.test import Client

from lintas.config.callers import caller_address

PROXIES = (ip_network("10.0.0.5"), ip_network("10.1.0.0/24"), ip_network("fd00::/64"))


@pytest.mark.parametrize(
    ("connection", "forwarded", "caller"),
    [
        ("10.0.0.5", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.5", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("10.0.0.5", "203.0.113.7, 10.1.0.9", "203.0.113.7"),
        ("10.0.0.5", "203.0.113.7,10.1.0.9 , 10.1.0.8", "203.0.113.7"),
        ("::ffff:10.0.0.5", "203.0.113.7", "203.0.113.7"),
        ("fd00::1", "2001:db8:0::7", "2001:db8::7"),
        ("10.0.0.5", "::ffff:203.0.113.7", "203.0.113.7"),
        # A stranger writes the header and is not believed.
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("10.0.0.6", "198.51.100.1", "10.0.0.6"),
        # What a proxy of ours never writes.
        ("10.0.0.5", "", "10.0.0.5"),
        ("10.0.0.5", "203.0.113.7, unknown", "10.0.0.5"),
        ("10.0.0.5", "203.0.113.7, ", "10.0.0.5"),
        ("10.0.0.5", "203.0.113.7:4711", "10.0.0.5"),
        ("10.0.0.5", "10.1.0.9, 10.1.0.8", "10.0.0.5"),
        ("", "203.0.113.7", ""),
    ],
)
def test_the_caller_is_the_last_who_is_no_proxy_of_ours(connection, forwarded, caller):
    assert caller_address(connection=connection, forwarded=forwarded, trusted=PROXIES) == caller


def test_given_no_proxy_is_trusted_then_the_header_says_nothing():
    assert caller_address(connection="10.0.0.5", forwarded="203.0.113.7", trusted=()) == "10.0.0.5"


def tries(number: int, *, header: str) -> list[int]:
    """Return how as many tries to sign in from one address fared."""
    browser = Client(REMOTE_ADDR="10.0.0.5", HTTP_X_FORWARDED_FOR=header)
    page = browser.get("/petugas/masuk/")
    once = page.content.decode().partition('name="once" value="')[2].partition('"')[0]
    form = {"username": "orang.contoh", "password": "salah", "once": once}
    return [browser.post("/petugas/masuk/", form).status_code for _ in range(number)]


def test_given_one_caller_behind_the_proxy_spent_their_tries_then_another_still_has_theirs(db, settings):
    settings.TRUSTED_PROXIES = PROXIES

    assert 429 in tries(11, header="203.0.113.7")
    assert tries(1, header="203.0.113.8") == [422]
    assert tries(1, header="203.0.113.9, 203.0.113.7") == [429]


def test_control_given_no_trusted_proxy_then_all_share_the_tries(db, settings):
    settings.TRUSTED_PROXIES = ()

    assert 429 in tries(11, header="203.0.113.7")
    assert tries(1, header="203.0.113.8") == [429]


def answered(*, connection: str):
    """Return the answer to somebody who says that the way to the proxy was encrypted."""
    return Client(REMOTE_ADDR=connection, HTTP_X_FORWARDED_PROTO="https").get("/galeri/")


@pytest.fixture
def only_encrypted(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    settings.TRUSTED_PROXIES = PROXIES


def test_a_proxy_of_ours_is_believed_about_encryption(db, only_encrypted):
    assert answered(connection="10.0.0.5").status_code == 200


def test_a_stranger_is_not_believed_about_encryption(db, only_encrypted):
    answer = answered(connection="203.0.113.7")

    assert answer.status_code == 301
    assert answer["Location"].startswith("https://")


def test_control_given_everybody_is_believed_then_the_stranger_is_too(db, only_encrypted, settings):
    settings.TRUSTED_PROXIES = (ip_network("0.0.0.0/0"),)

    assert answered(connection="203.0.113.7").status_code == 200
