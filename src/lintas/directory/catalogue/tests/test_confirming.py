"""The head of an office confirms what we were unsure of, by decree, for that office."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client

from lintas.directory.catalogue import operations, queries
from lintas.directory.catalogue.models import Approval
from lintas.directory.catalogue.views import confirming, desk
from lintas.directory.offices import operations as offices
from lintas.directory.offices import queries as office_queries
from lintas.directory.people import sessions
from lintas.directory.people.tests.factories import an_officer
from lintas.foundation.outbox.models import Event

DECREE = "KEP-12/2026 tanggal 24 November 2026"


@pytest.fixture(autouse=True)
def _the_moment(monkeypatch, now):
    for views in (confirming, desk):
        monkeypatch.setattr(views, "now", lambda: now)


@pytest.fixture
def sit(catalogue):
    """Let an officer of Payakumbuh's office sit down at the desk; return the browser."""
    offices.load_offices()

    def sit(role: str) -> Client:
        client = Client()
        office_id = office_queries.point(slug="payakumbuh").office_id
        request = HttpRequest()
        request.session = client.session
        sessions.begin(request, an_officer(f"{role}.{uuid4().hex[:6]}", roles=(role,), office_id=office_id).account)
        request.session.save()
        client.cookies[settings.STAFF_SESSION_COOKIE_NAME] = request.session.session_key
        return client

    return sit


@pytest.fixture
def unsure(catalogue) -> queries.Unsure:
    return next(each for each in queries.to_be_confirmed() if each.item.startswith("parameter:slot_hold:"))


def address(unsure) -> str:
    return f"/petugas/perlu-konfirmasi/nilai/?nilai={quote(unsure.item)}"


def send(client, unsure, **changes):
    said = {"once": uuid4(), "value_hash": unsure.value_hash, "decree": DECREE, "sure": "on", **changes}
    return client.post(address(unsure), {name: value for name, value in said.items() if value is not None})


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_head_goes_from_the_list_to_the_value_and_the_list_then_names_the_decree(sit, unsure):
    head = sit("kakanim")
    before = text(head.get("/petugas/perlu-konfirmasi/"))
    page = text(head.get(address(unsure)))
    answer = send(head, unsure)
    after = text(head.get(answer["Location"]))

    assert quote(unsure.item) in before.replace("%3A", ":").replace(":", "%3A")
    assert "15 menit" in page
    assert "15 minutes" in page
    assert answer.status_code == 302
    assert "Konfirmasi kantor sudah dicatat" in after
    assert f"dikonfirmasi AGM: {DECREE}" in after
    approval = Approval.objects.get()
    assert (approval.item, approval.office_code) == (unsure.item, "AGM")
    assert Event.objects.filter(name="catalogue.value_confirmed", subject=approval.id).count() == 1
    assert after.count("/petugas/perlu-konfirmasi/nilai/") == before.count("/petugas/perlu-konfirmasi/nilai/") - 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"decree": " "}, "Isi nomor dan tanggal keputusan kantor."),
        ({"sure": None}, "Bandingkan nilainya dengan keputusan, lalu centang."),
        ({"decree": "K" * 201}, "paling panjang 200 karakter"),
    ],
)
def test_without_a_decree_that_was_compared_nothing_is_confirmed_and_what_was_typed_stays(sit, unsure, changes, said):
    answer = send(sit("kakanim"), unsure, **changes)
    assert answer.status_code == 422
    assert said in text(answer)
    assert changes.get("decree", DECREE).strip() in text(answer)
    assert not Approval.objects.exists()


def test_given_the_value_changed_meanwhile_then_the_new_one_is_shown_and_must_be_compared(sit, unsure):
    head = sit("kakanim")
    answer = send(head, unsure, value_hash="0" * 64)
    assert answer.status_code == 409
    assert DECREE in text(answer)
    assert unsure.value_hash in text(answer)
    assert 'name="sure" checked' not in text(answer)
    assert not Approval.objects.exists()


def test_what_does_not_exist_is_refused(sit):
    assert sit("kakanim").get("/petugas/perlu-konfirmasi/nilai/?nilai=parameter:none").status_code == 409


@pytest.mark.parametrize("role", ["loket", "kasi", "adjudikator"])
def test_nobody_but_the_head_confirms(sit, unsure, role):
    officer = sit(role)
    assert officer.get(address(unsure)).status_code == 403
    assert send(officer, unsure).status_code == 403
    assert "/petugas/perlu-konfirmasi/nilai/" not in text(officer.get("/petugas/perlu-konfirmasi/"))
    assert not Approval.objects.exists()


def test_the_pages_speak_english_too(sit, unsure):
    head = sit("kakanim")
    head.cookies["bahasa"] = "en"
    assert "Confirm a value" in text(head.get(address(unsure)))


def test_another_office_still_has_it_to_confirm(sit, unsure, now):
    operations.confirm_value(
        item=unsure.item, value_hash=unsure.value_hash, office_code="BDL", decree=DECREE, by="officer:x", at=now
    )
    assert quote(unsure.item, safe="") in sit("kakanim").get("/petugas/perlu-konfirmasi/").content.decode()
