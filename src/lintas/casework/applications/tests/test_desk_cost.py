"""What an officer's page of a case asks of the database: a number that grows only on purpose."""

import pytest

from lintas.directory.people.models import AccessRecord

OF_A_LOOK = 4
"""Begin, its record, its entry in the ledger, commit."""


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
@pytest.mark.parametrize(
    ("tab", "looks", "asked"),
    [
        # session, account, officer; case, items, decisions; live cursor, counter; counts, list; names of the list;
        # bill, money; journal, officers' names; messages, ticket; which fields there are, the person
        # besides: capture, interviews, enquiries
        ("kerja", 3, 22),
        # besides: enquiries
        ("data", 3, 20),
    ],
)
def test_a_case_asks_for_each_thing_once(walk, desks, django_assert_num_queries, tab, looks, asked):
    walk.interview().check(watchlist="review")
    desk = desks.sit("pemeriksa")
    address = f"/petugas/kasus/{walk.case.reference}/?lembar={tab}"
    desk.get(address)  # what stays the same is remembered
    AccessRecord.objects.all().delete()

    with django_assert_num_queries(asked + looks * OF_A_LOOK):
        desk.get(address)

    assert AccessRecord.objects.count() == looks
