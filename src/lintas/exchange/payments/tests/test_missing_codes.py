"""A code that does not come is asked for again and again, and officers see who waits for it."""

from datetime import timedelta

import pytest

from lintas.exchange import wire
from lintas.exchange.payments import handlers, operations, queries, tasks
from lintas.exchange.payments.adapters import IssuedCode, simponi
from lintas.exchange.payments.tests.factories import BY, open_bill, raise_bill
from lintas.foundation.outbox.events import decode
from lintas.foundation.outbox.models import Event


class Issues:
    """A SIMPONI that issues a code for each request, unless it was told to fail about a bill."""

    def __init__(self, **failures) -> None:
        self.failures, self.asked = failures, []

    def create_code(self, *, request_id, reference, office_code, lines, expires_at):
        self.asked.append((request_id, office_code))
        if failure := self.failures.get(f"_{request_id.hex}"):
            raise failure
        return IssuedCode(code=f"8209{len(self.asked):011}", expires_at=expires_at)


@pytest.fixture
def simponi_is(monkeypatch):
    def install(system: Issues) -> Issues:
        monkeypatch.setattr(simponi, "installed", lambda: system)
        return system

    return install


def test_given_two_days_of_outage_then_the_code_is_asked_for_again_and_is_valid_from_its_asking(db, now, simponi_is):
    bill = raise_bill(at=now)
    system = simponi_is(Issues())
    at = now + timedelta(days=3)

    assert tasks.ask_again(at=at) == 1
    assert tasks.ask_again(at=at) == 0

    found = queries.bill_of(bill.subject)
    assert (found.state, found.expires_at) == ("open", at + timedelta(hours=2))
    assert system.asked == [(bill.id, "AGM")]


def test_a_code_that_was_just_asked_for_is_left_to_the_first_asking(db, now, simponi_is):
    raise_bill(at=now)
    open_bill(at=now - timedelta(hours=1))
    system = simponi_is(Issues())
    assert tasks.ask_again(at=now + timedelta(minutes=9)) == 0
    assert system.asked == []


def test_given_simponi_refuses_one_bill_then_the_others_get_their_codes(db, now, simponi_is):
    first, second = raise_bill(at=now), raise_bill(at=now + timedelta(seconds=1))
    simponi_is(Issues(**{f"_{first.id.hex}": wire.Refused(422)}))

    assert tasks.ask_again(at=now + timedelta(hours=1)) == 1

    assert queries.bill_of(first.subject).state == "asked"
    assert queries.bill_of(second.subject).state == "open"


def test_given_simponi_is_away_then_we_stop_after_three_bills(db, now, simponi_is):
    bills = [raise_bill(at=now) for _ in range(5)]
    system = simponi_is(Issues(**{f"_{bill.id.hex}": wire.Unavailable("away") for bill in bills}))
    assert tasks.ask_again(at=now + timedelta(hours=1)) == 0
    assert len(system.asked) == 3


def test_an_officer_has_the_code_of_the_own_office_asked_for_at_once(db, now, simponi_is):
    bill = raise_bill(at=now)
    simponi_is(Issues())

    with pytest.raises(operations.NoCodeMissing):
        operations.want_code(bill_id=bill.id, office_code="BDL", by=BY, at=now)
    operations.want_code(bill_id=bill.id, office_code="AGM", by=BY, at=now)
    event = Event.objects.get(name="payments.code_wanted")
    handlers.ask_once_more(decode(event.name, event.body), at=now, delivery=event.id)

    assert queries.bill_of(bill.subject).state == "open"
    with pytest.raises(operations.NoCodeMissing):
        operations.want_code(bill_id=bill.id, office_code="AGM", by=BY, at=now)
    assert Event.objects.filter(name="payments.code_wanted").count() == 1


def test_the_list_is_the_offices_own_longest_waiting_first_in_one_query(db, now, django_assert_num_queries):
    late, early = raise_bill(at=now, reference="PYK-2"), raise_bill(at=now - timedelta(hours=1), reference="PYK-1")
    raise_bill(at=now, office_code="BDL", reference="PSW-1")
    with django_assert_num_queries(1):
        found = queries.codes_missing(at=now + timedelta(minutes=10), office_code="AGM")
    assert [row.bill_id for row in found] == [early.id, late.id]
