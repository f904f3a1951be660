"""The billing system's books: what the bank takes, and what a restart remembers."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from simulators.simponi.books import Books, Refused

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


class Hour:
    """A clock that stands where it was put."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


def a_code(books: Books, request_id: str = "r-1", amount_idr: int = 950_000):
    return books.create(
        request_id=request_id, reference="PYK-1", amount_idr=amount_idr, expires_at=NOW + timedelta(hours=2)
    )


def test_codes_count_up_within_fifteen_digits_and_name_the_day():
    books = Books(now=Hour())

    assert [a_code(books, f"r-{n}").code for n in range(2)] == ["820261124000001", "820261124000002"]


def test_the_day_in_a_code_is_that_of_western_indonesia():
    hour = Hour()
    hour.at = NOW.replace(hour=17)

    assert a_code(Books(now=hour)).code.startswith("820261125")


def test_the_bank_refuses_what_it_would_refuse():
    hour = Hour()
    books = Books(now=hour)
    code = a_code(books).code
    with pytest.raises(Refused):
        books.pay("820261124999999")
    books.pay(code)
    with pytest.raises(Refused):
        books.pay(code)
    late = a_code(books, "r-2").code
    hour.at = NOW + timedelta(hours=2)
    with pytest.raises(Refused):
        books.pay(late)


def test_faults_are_made_on_request():
    books = Books(now=Hour())
    code = a_code(books).code

    first, again, late = books.pay(code), books.pay(code, again=True), books.pay(code, late=True, again=True)

    assert len({first.ntpn, again.ntpn, late.ntpn}) == 3
    assert datetime.fromisoformat(late.paid_at) == NOW + timedelta(hours=2, minutes=1)
    assert books.pay(a_code(books, "r-2").code, amount_idr=5).amount_idr == 5


def test_a_code_is_unpaid_then_expired_or_paid():
    books = Books(now=Hour())
    code = a_code(books)

    assert (code.state(NOW), code.state(NOW + timedelta(hours=2))) == ("unpaid", "expired")
    books.pay(code.code)
    assert code.state(NOW + timedelta(hours=2)) == "paid"


def test_a_restart_forgets_nothing(tmp_path):
    file = tmp_path / "simponi" / "journal.jsonl"
    with closing(Books(now=Hour(), file=file)) as before:
        code = a_code(before)
        paid = before.pay(code.code)

    with closing(Books(now=Hour(), file=file)) as after:
        assert after.find(code.code).payments == [paid]
        assert a_code(after).code == code.code
        assert a_code(after, "r-2").code == "820261124000002"
