"""One code that cannot be closed keeps no other waiting."""

from datetime import timedelta

import pytest

from lintas.exchange import wire
from lintas.exchange.payments import queries, tasks
from lintas.exchange.payments.adapters import simponi
from lintas.exchange.payments.tests.factories import open_bill, pay, payment


class Answers:
    """A SIMPONI that answers about each code as it was told to; about others: nothing was paid."""

    def __init__(self, **by_code) -> None:
        self.by_code, self.asked = by_code, []

    def query_code(self, *, code: str):
        self.asked.append(code)
        answer = self.by_code.get(f"_{code}", ())
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def close(monkeypatch, now):
    """Close what ran out, three hours later, against the given answers."""

    def run(system: Answers) -> int:
        monkeypatch.setattr(simponi, "installed", lambda: system)
        return tasks.close_run_out(at=now + timedelta(hours=3))

    return run


@pytest.mark.parametrize("answer", [wire.Refused(400), wire.Unavailable("answer not understood")])
def test_given_simponi_says_nothing_useful_about_the_first_code_then_the_second_lapses_all_the_same(
    db, now, close, answer
):
    first, second = open_bill(at=now - timedelta(minutes=1)), open_bill(at=now)

    assert close(Answers(**{f"_{first.code.code}": answer})) == 1

    assert queries.bill_of(first.subject).state == "open"
    assert queries.bill_of(second.subject).state == "lapsed"


def test_given_a_receipt_tells_two_stories_then_that_code_waits_for_a_person_and_the_next_lapses(db, now, close):
    first, second = open_bill(at=now - timedelta(minutes=1)), open_bill(at=now)
    pay(first, at=now, amount_idr=1, ntpn="A1B2C3D4E5F6G7H8")
    other_story = payment(first.code.code, paid_at=now, amount_idr=2, ntpn="A1B2C3D4E5F6G7H8")

    assert close(Answers(**{f"_{first.code.code}": (other_story,)})) == 1

    assert queries.bill_of(first.subject).state == "open"
    assert queries.bill_of(second.subject).state == "lapsed"


def test_given_simponi_is_away_then_we_stop_asking_after_three_codes_and_nothing_lapses(db, now, close):
    bills = [open_bill(at=now) for _ in range(5)]
    system = Answers(**{f"_{bill.code.code}": wire.Unavailable("away") for bill in bills})

    assert close(system) == 0

    assert len(system.asked) == 3
