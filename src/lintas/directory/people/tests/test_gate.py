"""The gate: who gets to which page, and for how long."""

from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import get_resolver

from lintas.directory.people import gate, sessions
from lintas.directory.people.models import Account
from lintas.directory.people.states import EVERY_ROLE
from lintas.directory.people.tests.factories import an_officer
from lintas.foundation.access import DESK, Audience, DataClass

pytestmark = pytest.mark.urls("lintas.directory.people.tests.urls_for_gate")


@pytest.fixture
def clock():
    """A machine's clock that the test moves by hand."""

    class Hand:
        seconds = 1_800_000_000

        def time(self):
            return self.seconds

    hand = Hand()
    with patch.object(sessions, "time", hand):
        yield hand


@pytest.fixture
def signed_in(db, client, rf):
    """Sign an officer of the counter in, as the page does; return the browser."""
    return _sign_in(an_officer(roles=("loket",)).account, client)


def _sign_in(account: Account, browser: Client) -> Client:

    from django.http import HttpRequest

    from lintas.directory.people.session_store import SessionStore

    request = HttpRequest()
    request.session = SessionStore()
    sessions.begin(request, account)
    request.session.save()
    browser.cookies["staffid"] = request.session.session_key
    return browser


def test_given_a_public_page_then_nobody_reads_and_no_query_is_made(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        reply = client.get("/terbuka/")

    assert reply.json() == {"reader": ["person", "", ""], "officer": None, "case": None}
    assert client.get("/mesin/").status_code == 200


def test_given_no_declaration_then_the_page_is_not_served(client, db):
    reply = client.get("/tanpa/")

    assert reply.status_code == 403
    assert "Halaman ini tidak terbuka untuk Anda" in reply.content.decode()


def test_given_nobody_signed_in_then_the_desk_asks_for_it_and_remembers_the_page(client, db):
    reply = client.get("/meja/?hari=besok")

    assert reply.status_code == 302
    assert reply.url == "/petugas/masuk/?next=%2Fmeja%2F%3Fhari%3Dbesok"


def test_given_a_script_asks_after_the_session_ended_then_it_is_told_plainly(client, db):
    reply = client.get("/meja/", headers={"Sec-Fetch-Mode": "cors"})

    assert reply.status_code == 401
    assert "Sesi Anda telah berakhir" in reply.content.decode()


@pytest.mark.parametrize(
    ("referer", "where"),
    [
        ("http://testserver/kerja/", "/petugas/masuk/?next=%2Fkerja%2F"),
        ("http://elsewhere.example/", "/petugas/masuk/"),
        ("//elsewhere.example/", "/petugas/masuk/"),
        ("", "/petugas/masuk/"),
    ],
)
def test_given_the_session_ended_before_a_form_was_sent_then_the_page_of_the_form_is_remembered(
    client, db, referer, where
):
    reply = client.post("/meja/", headers={"Referer": referer})

    assert (reply.status_code, reply.url) == (302, where)


def test_given_the_right_role_then_the_officer_reads_in_that_role(signed_in, django_assert_num_queries):
    # the session, the account, the assignments with the officer
    with django_assert_num_queries(3):
        reply = signed_in.get("/meja/")

    kind, _id, role = reply.json()["reader"]
    assert (kind, role, reply.json()["officer"]) == ("officer", "loket", "Petugas loket.contoh")


def test_given_several_roles_then_the_one_that_the_page_names_counts(db, client):
    browser = _sign_in(an_officer(roles=("adjudikator", "kasi")).account, client)

    assert browser.get("/meja/").json()["reader"][2] == "kasi"


@pytest.mark.parametrize("roles", [("pencetak",), ()])
def test_given_another_role_or_none_then_the_page_stays_closed(db, client, roles):
    browser = _sign_in(an_officer(roles=roles).account, client)

    assert browser.get("/meja/").status_code == (403 if roles else 302)


def test_given_a_desk_page_that_names_no_role_then_it_is_closed_to_all(signed_in):
    assert signed_in.get("/meja/tanpa-peran/").status_code == 403


def test_given_the_account_is_disabled_then_the_next_request_is_signed_out(signed_in):
    assert signed_in.get("/meja/").status_code == 200

    Account.objects.update(is_active=False)

    assert signed_in.get("/meja/").status_code == 302


def test_given_the_password_changed_then_other_sessions_are_signed_out(signed_in):
    account = Account.objects.get()
    account.set_password("empat kata yang tidak berhubungan")
    account.save()

    assert signed_in.get("/meja/").status_code == 302


def test_given_fifteen_idle_minutes_then_the_officer_is_signed_out(db, client, clock):
    browser = _sign_in(an_officer().account, client)
    clock.seconds += 15 * 60
    assert browser.get("/meja/").status_code == 200
    clock.seconds += 15 * 60
    assert browser.get("/meja/").status_code == 200

    clock.seconds += 15 * 60 + 1

    assert browser.get("/meja/").status_code == 302
    clock.seconds -= 15 * 60
    assert browser.get("/meja/").status_code == 302


def test_given_a_page_refreshes_itself_then_that_does_not_keep_the_officer_signed_in(db, client, clock):
    browser = _sign_in(an_officer().account, client)
    for _ in range(15):
        clock.seconds += 60
        assert browser.get("/meja/", headers={"Sec-Fetch-Mode": "cors"}).status_code == 200

    clock.seconds += 60

    assert browser.get("/meja/").status_code == 302


def test_given_ten_busy_hours_then_the_officer_signs_in_anew(db, client, clock):
    browser = _sign_in(an_officer().account, client)
    for _ in range(60):
        clock.seconds += 10 * 60
        assert browser.get("/meja/").status_code == 200

    clock.seconds += 1

    assert browser.get("/meja/").status_code == 302


def test_given_a_case_was_opened_here_then_its_holder_reads_it_and_no_other(client, db):
    entered = client.get("/masuk/PYK-1/")
    assert entered.json()["reader"] == ["person", str(gate.UUID(int=2)), "pemohon"]

    reply = client.get("/kasus/PYK-1/")

    assert reply.json() == {
        "reader": ["person", str(gate.UUID(int=2)), "pemohon"],
        "officer": None,
        "case": str(gate.UUID(int=1)),
    }
    assert client.get("/kasus/PYK-2/").status_code in {302, 403}
    assert client.get("/kasus-tanpa-nomor/").status_code in {302, 403}


def test_given_only_the_day_of_birth_opened_the_case_then_pages_that_ask_for_the_code_stay_closed(client, db):
    client.get("/masuk/PYK-1/?level=status")
    assert client.get("/kasus/PYK-1/").status_code in {302, 403}

    client.get("/masuk/PYK-1/")
    assert client.get("/kasus/PYK-1/").status_code == 200

    client.get("/masuk/PYK-1/?level=status")
    assert client.get("/kasus/PYK-1/").status_code == 200


def test_given_a_case_is_opened_then_the_session_has_a_new_key(client, db):
    client.get("/masuk/PYK-1/")
    before = client.cookies["sessionid"].value

    client.get("/masuk/PYK-2/")

    assert client.cookies["sessionid"].value != before
    assert client.get("/kasus/PYK-1/").status_code == 200


def test_given_thirty_idle_minutes_then_the_case_is_closed(client, db, clock):
    client.get("/masuk/PYK-1/")
    for _ in range(4):
        clock.seconds += 30 * 60
        assert client.get("/kasus/PYK-1/").status_code == 200

    clock.seconds += 30 * 60 + 1

    assert client.get("/kasus/PYK-1/").status_code in {302, 403}
    clock.seconds -= 60
    assert client.get("/kasus/PYK-1/").status_code in {302, 403}


def test_given_more_cases_than_a_browser_holds_then_the_longest_unused_is_closed(client, db, clock):
    for number in range(sessions.MOST_CASES + 1):
        clock.seconds += 1
        client.get(f"/masuk/PYK-{number}/")

    assert client.get("/kasus/PYK-0/").status_code in {302, 403}
    assert client.get("/kasus/PYK-1/").status_code == 200


def test_given_an_officer_signs_in_then_cases_left_open_here_are_closed(db, client):
    client.get("/masuk/PYK-1/")

    _sign_in(an_officer().account, client)

    assert client.get("/kasus/PYK-1/").status_code in {302, 403}


class TestEveryAddressOfTheHouse:
    """Each address is declared, and the declaration can be kept."""

    def test_has_a_declaration_that_can_be_kept(self):
        complaints = [
            f"{pattern}: {complaint}" for pattern, view in _addresses() for complaint in _complaints(pattern, view)
        ]

        assert complaints == []

    def test_the_check_itself_finds_what_is_wrong(self):
        from lintas.directory.people.tests import urls_for_gate

        found = {
            str(pattern.pattern): _complaints(str(pattern.pattern), pattern.callback)
            for pattern in urls_for_gate.urlpatterns[:-1]
        }
        assert {pattern for pattern, complaints in found.items() if complaints} == {
            "tanpa/",
            "meja/",
            "meja/tanpa-peran/",
            "kasus-tanpa-nomor/",
        }


def _addresses():
    def walk(patterns, prefix):
        for pattern in patterns:
            here = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, here)
            else:
                yield here, pattern.callback

    return list(walk(get_resolver("lintas.config.urls").url_patterns, ""))


def _complaints(pattern, view):
    access = gate.declaration(view)
    if access is None:
        return ["no declaration"]
    found = []
    if access.audience == Audience.OFFICER and not f"/{pattern}".startswith(DESK):
        found.append("is for officers, outside their addresses")
    if access.audience in {Audience.CASE_HOLDER, Audience.MACHINE} and f"/{pattern}".startswith(DESK):
        found.append("is below the officers' addresses, for somebody else")
    if access.audience == Audience.OFFICER and not access.roles:
        found.append("names no role")
    if access.roles - EVERY_ROLE:
        found.append("names a role that nobody has")
    if access.audience == Audience.CASE_HOLDER and ":reference>" not in pattern:
        found.append("has no reference in its address")
    if access.data in {DataClass.PERSONAL, DataClass.SENSITIVE} and not access.purpose:
        found.append("shows personal data for no purpose")
    if access.audience == Audience.ANYONE and access.data in {DataClass.PERSONAL, DataClass.SENSITIVE}:
        found.append("shows personal data to anyone")
    return found
