"""The officers' page about money."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from lintas.directory.offices import operations as offices
from lintas.directory.offices import queries as office_queries
from lintas.directory.people import sessions
from lintas.directory.people.tests.factories import an_officer
from lintas.exchange.payments import operations, presenters
from lintas.exchange.payments.models import MoneyEvent
from lintas.exchange.payments.tests.factories import BY, open_bill, pay, payment, raise_bill
from lintas.exchange.payments.views import attention
from lintas.foundation.outbox.models import Event

URL = "/petugas/uang/"


@pytest.fixture
def agam(db) -> office_queries.PointInfo:
    """Payakumbuh's point of the office Agam."""
    offices.load_offices()
    return office_queries.point(slug="payakumbuh")


@pytest.fixture(autouse=True)
def at_the_hour(monkeypatch, now):
    """Let the page live an hour after the payments."""
    monkeypatch.setattr(attention, "now", lambda: now + timedelta(hours=1))


def sign_in(client, *, office_id, roles=("kasi",)) -> None:
    """Sit down at the desk."""
    request = HttpRequest()
    request.session = client.session
    sessions.begin(request, an_officer(f"petugas.{uuid4().hex[:6]}", roles=roles, office_id=office_id).account)
    request.session.save()
    client.cookies[settings.STAFF_SESSION_COOKIE_NAME] = request.session.session_key


def text_of(client, path: str = URL) -> str:
    """The page as text."""
    return client.get(path).content.decode()


def money_of_each_kind(now) -> None:
    """Late, double, short, over and unknown money of the office Agam."""
    for number, changes in enumerate(({}, {"amount_idr": 900_000}, {"amount_idr": 1_000_000}), 1):
        pay(
            open_bill(at=now, reference=f"PYK-HELD-000{number}"), at=now + timedelta(hours=3 * (number == 1)), **changes
        )
    bill = open_bill(at=now, reference="PYK-HELD-0004")
    pay(bill, at=now)
    pay(bill, at=now)
    operations.record_payment(payment("820990101000001", paid_at=now), by=BY, at=now)


def test_held_money_is_listed_with_amount_reference_and_age(client, agam, now):
    money_of_each_kind(now)
    sign_in(client, office_id=agam.office_id)

    page = text_of(client)

    for words in (
        "Uang yang perlu perhatian",
        "Masuk setelah batas waktu",
        "Kurang dari tagihan",
        "Lebih dari tagihan",
        "Dibayar dua kali",
        "Kode billing tidak dikenal",
        "PYK-HELD-0002",
        "Rp900.000",
        "820990101000001",
        "Menunggu 60 menit",
        "Petugas tidak menerima uang tunai",
    ):
        assert words in page


def test_money_of_another_office_is_not_shown(client, agam, now):
    pay(open_bill(at=now, office_code="PDG", reference="MTW-HELD-0001"), at=now, amount_idr=1)
    sign_in(client, office_id=agam.office_id)

    page = text_of(client)

    assert "MTW-HELD-0001" not in page
    assert "Tidak ada uang yang menunggu." in page


def test_the_counter_may_look_and_may_not_decide(client, agam, now):
    money_id = pay(open_bill(at=now), at=now, amount_idr=1)
    sign_in(client, office_id=agam.office_id, roles=("loket",))

    assert "Catat: diteruskan" not in text_of(client)
    assert client.post(f"{URL}{money_id}/diteruskan/", {"once": str(uuid4())}).status_code == 403
    assert MoneyEvent.objects.get().state == "short"


def test_other_roles_and_strangers_do_not_get_in(client, agam):
    assert client.get(URL).status_code in {302, 403}
    sign_in(client, office_id=agam.office_id, roles=("pencetak",))
    assert client.get(URL).status_code == 403


def test_the_head_of_section_passes_money_on_once(transactional_db, client, now):
    offices.load_offices()
    agam = office_queries.point(slug="payakumbuh")
    money_id = pay(open_bill(at=now), at=now, amount_idr=1)
    sign_in(client, office_id=agam.office_id)
    form = {"once": str(uuid4())}

    answers = [client.post(f"{URL}{money_id}/diteruskan/", form) for _ in range(2)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, URL)] * 2
    money = MoneyEvent.objects.get()
    assert (money.state, money.steps.count()) == ("refund_referred", 2)
    assert "Tidak ada uang yang menunggu." in text_of(client)


def test_money_that_is_not_the_offices_cannot_be_passed_on(transactional_db, client, now):
    offices.load_offices()
    money_id = pay(open_bill(at=now, office_code="PDG"), at=now, amount_idr=1)
    sign_in(client, office_id=office_queries.point(slug="payakumbuh").office_id)

    answer = client.post(f"{URL}{money_id}/diteruskan/", {"once": str(uuid4())})

    assert answer.status_code == 404
    assert MoneyEvent.objects.get().state == "short"


def test_the_page_costs_the_same_with_one_payment_and_with_twenty(client, agam, now, django_assert_max_num_queries):
    bill = open_bill(at=now)
    for _ in range(21):
        pay(bill, at=now)
    sign_in(client, office_id=agam.office_id)
    text_of(client)

    with django_assert_max_num_queries(8):  # session, account, officer; points; held money; three of the report
        text_of(client)


def test_the_page_speaks_english_too(client, agam, now):
    money_of_each_kind(now)
    sign_in(client, office_id=agam.office_id)
    client.cookies["bahasa"] = "en"

    page = text_of(client)

    assert "Money that needs attention" in page
    assert "Waiting for 60 minutes" in page
    assert "Paid twice" in page


@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        (timedelta(seconds=-5), "0 menit"),
        (timedelta(minutes=119), "119 menit"),
        (timedelta(hours=2), "2 jam"),
        (timedelta(hours=47), "47 jam"),
        (timedelta(days=2), "2 hari"),
    ],
)
def test_age_is_said_in_the_largest_whole_unit(now, waited, expected):
    with translation.override("id"):
        assert presenters.age(now - waited, at=now) == expected


def test_given_codes_do_not_come_then_the_office_sees_them_and_asks_again(agam, client, now):
    bill = raise_bill(at=now, reference="PYK-LATE-0001")
    raise_bill(at=now, reference="PSW-LATE-0001", office_code="BDL")
    sign_in(client, office_id=agam.office_id, roles=("loket",))

    page = text_of(client)
    answer = client.post(f"/petugas/uang/kode/{bill.id}/minta-lagi/", {"once": str(uuid4())})

    assert "Kode billing yang belum terbit" in page
    assert "PYK-LATE-0001" in page
    assert "PSW-LATE-0001" not in page
    assert answer.status_code == 302
    assert "Kode billing diminta lagi" in text_of(client, answer["Location"])
    assert Event.objects.filter(name="payments.code_wanted", subject=bill.subject).count() == 1
