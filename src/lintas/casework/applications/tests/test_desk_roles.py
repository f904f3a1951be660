"""Every address of the desk against every role: the agreed table, written out."""

from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from lintas.casework.applications import urls_desk
from lintas.casework.applications.tests.desk import EVERY_ROLE
from lintas.directory.offices import queries as offices
from lintas.directory.people.gate import declaration
from lintas.foundation.access import Audience

ALL = set(EVERY_ROLE)
WHO_MAY = {
    "desk": ALL,
    "desk-counts": ALL,
    "desk-search": ALL,
    "call": {"loket", "biometrik", "pewawancara", "penyerah"},
    "arrivals": {"loket"},
    "walk-in": {"loket"},
    "short-matter": {"loket"},
    "short-matter-slip": {"loket"},
    "arrival": {"loket"},
    "check-in": {"loket"},
    "come-again": {"loket"},
    "collect": {"loket"},
    "call-together": {"loket"},
    "call-apart": {"loket"},
    "desk-ticket": {"loket"},
    "stock": {"pencetak", "kasi", "kakanim"},
    "days": {"kasi", "kakanim"},
    "reopen-day": {"kasi", "kakanim"},
    "staffing": {"kasi", "kakanim"},
    "overbooking": {"kasi", "kakanim"},
    "system": {"kasi", "kakanim"},
    "revive": {"kasi", "kakanim"},
    "case-of-number": ALL,
    "case": ALL,
    "case-changed": ALL,
    "open-data": ALL,
    "new-code": {"loket"},
    "desk-draw": {"loket"},
    "desk-picture": {"loket", "pewawancara", "pemeriksa", "adjudikator", "kasi", "kakanim", "penyerah"},
    "act-accept": {"loket"},
    "act-return_paper": {"loket"},
    "act-in_order": {"loket"},
    "act-incomplete": {"loket"},
    "act-renew_billing": {"loket"},
    "act-move": {"loket"},
    "act-excuse": {"loket"},
    "act-capture": {"biometrik"},
    "act-interview": {"pewawancara"},
    "act-clear": {"pemeriksa"},
    "act-defer": {"kasi"},
    "act-resume": {"kasi"},
    "act-reject": {"kakanim"},
    "act-approve": {"adjudikator"},
    "act-send_back": {"adjudikator"},
    "act-print": {"pencetak"},
    "act-pass": {"pencetak"},
    "act-defect": {"pencetak"},
    "act-hand_over": {"penyerah"},
    "act-uncollected": {"kakanim"},
    "act-void": {"kakanim"},
}
POSTED = {name for name in WHO_MAY if name.startswith("act-")} | {
    "desk-search", "call", "check-in", "come-again", "collect", "call-together", "call-apart",
    "revive", "open-data", "short-matter", "reopen-day",
}  # fmt: skip
FOR_ANOTHER_ROLE = "Halaman ini untuk petugas dengan peran lain"


def address(name: str, reference: str) -> str:
    kwargs: dict[str, dict] = {
        "case-of-number": {"subject": UUID(int=1)},
        "revive": {"delivery_id": UUID(int=1)},
        "short-matter-slip": {"ticket_id": UUID(int=1)},
        "desk-picture": {"reference": reference, "page_id": UUID(int=1)},
        "act-accept": {"reference": reference, "requirement": "ktp"},
        "act-return_paper": {"reference": reference, "requirement": "ktp"},
    }
    plain = {
        "desk",
        "desk-counts",
        "desk-search",
        "call",
        "arrivals",
        "walk-in",
        "stock",
        "days",
        "reopen-day",
        "staffing",
        "overbooking",
        "system",
        "short-matter",
    }
    return reverse(f"applications:{name}", kwargs=kwargs.get(name, {} if name in plain else {"reference": reference}))


def test_the_table_names_every_address_of_the_desk():
    assert {pattern.name for pattern in urls_desk.urlpatterns} == set(WHO_MAY)


def test_every_address_declares_these_roles_and_the_own_office():
    for pattern in urls_desk.urlpatterns:
        access = declaration(pattern.callback)
        assert (access.audience, access.scope) == (Audience.OFFICER, "office"), pattern.name
        assert set(access.roles) == WHO_MAY[pattern.name], pattern.name


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_the_gate_lets_a_role_through_where_the_table_says_so_and_nowhere_else(walk, desks, role):
    walk.arrive()
    officer = desks.sit(role)
    entered = set()
    for name in WHO_MAY:
        path = address(name, walk.case.reference)
        answer = officer.post(path) if name in POSTED else officer.client.get(path)
        assert answer.status_code < 500, name
        if not (answer.status_code == 403 and FOR_ANOTHER_ROLE in answer.content.decode()):
            entered.add(name)
    assert entered == {name for name, roles in WHO_MAY.items() if role in roles}


@pytest.mark.parametrize("name", WHO_MAY)
def test_strangers_are_sent_to_the_sign_in(client, walk, name):
    path = address(name, "PYK-0000-0000")
    answer = client.post(path, {"once": str(uuid4())}) if name in POSTED else client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/petugas/masuk/")


def test_a_case_of_another_place_is_closed_to_every_role(walk, desks):
    walk.arrive()
    elsewhere = offices.point(slug="bengkulu-selatan")
    for role in EVERY_ROLE:
        officer = desks.sit(role, elsewhere=elsewhere)
        page = officer.get(f"/petugas/kasus/{walk.case.reference}/", status=403)
        assert "titik layanan lain" in page
        assert "SITI CONTOH" not in page


def test_an_officer_of_the_whole_office_chooses_the_place(walk, desks):
    walk.arrive()
    head = desks.sit("kakanim", whole_office=True)
    assert "Payakumbuh" in head.get("/petugas/?titik=payakumbuh")
    assert "SITI CONTOH" in head.get(f"/petugas/kasus/{walk.case.reference}/")
