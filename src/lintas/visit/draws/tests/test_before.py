"""From the announcement to the close: promises first, then a window in which nobody needs to hurry."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.directory.people import operations as persons
from lintas.foundation.outbox.models import Event
from lintas.visit.appointments.tests.factories import Point, make_slot, wib
from lintas.visit.draws import operations, queries
from lintas.visit.draws.models import Draw, Entry, Witness
from lintas.visit.draws.states import Pool, ShownBy, State, VoidReason
from lintas.visit.draws.tests import factories as make
from lintas.visit.draws.tests.factories import ANNOUNCED, CLOSES, OPENS, REVEAL_BY

SOON = timedelta(minutes=1)


def facts(name: str) -> dict:
    return Event.objects.filter(name=name).latest("published_at", "id").body


def test_an_announcement_binds_the_office_to_a_seed_that_is_nowhere_in_the_database(db, point):
    draw_id = make.announce(point, places=(3, 4))

    found = queries.draw(draw_id)
    assert found.state == "announced"
    assert found.places == 7
    assert found.seed == ""
    assert facts("draws.announced")["seed_commitment"] == found.seed_commitment
    assert facts("draws.announced")["places"] == 7


@pytest.mark.parametrize(
    "times",
    [
        {"opens_at": ANNOUNCED - SOON},
        {"closes_at": OPENS + timedelta(hours=48) - SOON},
        {"reveal_by": CLOSES},
        {"reveal_by": wib(12, 8)},
    ],
)
def test_a_window_that_is_short_or_in_the_wrong_order_is_refused(db, point, times):
    with pytest.raises(operations.TimesNotFit):
        make.announce(point, **times)

    assert not Draw.objects.exists()


def test_sessions_that_are_elsewhere_full_or_unknown_are_refused(db, point):
    here = make_slot(point.id, wib(12, 8))
    for other in (
        make_slot(Point().id, wib(12, 9)),
        make_slot(point.id, wib(12, 10), capacity=1, taken=1),
        make_slot(point.id, wib(12, 11), service_class="accelerated"),
        type(here)(id=uuid4()),
    ):
        with pytest.raises(operations.SessionsNotFit):
            make.announce(point, slots=[here, other])

    assert not Draw.objects.exists()


def test_the_same_places_are_never_in_two_draws(db, point):
    slot = make_slot(point.id, wib(12, 8))
    first = make.announce(point, slots=[slot])

    with pytest.raises(operations.SessionsNotFit):
        make.announce(point, slots=[slot])

    operations.void_draw(draw_id=first, reason=VoidReason.CLOSURE, by="officer:x", at=ANNOUNCED)
    assert make.announce(point, slots=[slot])


def test_a_commitment_stands_once_and_is_nobody_elses(db, point):
    draw_id = make.announce(point)
    make.commit(draw_id, "ombudsman")
    office = Draw.objects.get(id=draw_id).seed_commitment

    for witness, commitment in (
        ("ombudsman", "ab" * 32),
        ("kampus", make.fingerprint(make.value_of("ombudsman", draw_id))),
        ("kampus", office),
    ):
        with pytest.raises(operations.CommitmentNotTaken):
            operations.commit(draw_id=draw_id, witness=witness, name="X", commitment=commitment, by="x", at=ANNOUNCED)

    assert Witness.objects.count() == 1


@pytest.mark.parametrize(
    ("witness", "name", "commitment"),
    [
        ("a", "A", "AB" * 32),
        ("a", "A", "ab" * 31),
        ("seed", "A", "ab" * 32),
        ("Ä", "A", "ab" * 32),
        ("a", "", "ab" * 32),
    ],
)
def test_a_commitment_has_its_form(db, point, witness, name, commitment):
    draw_id = make.announce(point)

    with pytest.raises(operations.NotAFingerprint):
        operations.commit(draw_id=draw_id, witness=witness, name=name, commitment=commitment, by="x", at=ANNOUNCED)


def test_who_commits_when_the_window_opens_is_too_late(db, point):
    draw_id = make.announce(point)

    with pytest.raises(operations.TooLateToCommit):
        make.commit(draw_id, at=OPENS)


def test_without_two_witnesses_the_window_stays_shut_and_the_draw_is_void(db, point):
    draw_id = make.announce(point)
    make.commit(draw_id, "ombudsman")

    with pytest.raises(operations.TooFewWitnesses):
        operations.open_window(draw_id=draw_id, by="x", at=OPENS)
    operations.keep_the_calendar(at=OPENS)

    assert make.state_of(draw_id) == State.VOID
    assert facts("draws.voided")["reason"] == "too_few_witnesses"


def test_nothing_happens_before_its_published_moment(db, point, people):
    draw_id = make.announce(point)
    make.commit(draw_id)
    with pytest.raises(operations.NotYet):
        operations.open_window(draw_id=draw_id, by="x", at=OPENS - SOON)
    operations.open_window(draw_id=draw_id, by="x", at=OPENS)

    for at in (OPENS - SOON, CLOSES):
        with pytest.raises(operations.WindowNotOpen):
            make.enter(draw_id, people.new(), at=at)
    with pytest.raises(operations.NotYet):
        operations.close_window(draw_id=draw_id, by="x", at=CLOSES - SOON)

    assert not Entry.objects.exists()


def test_a_person_enters_and_sees_the_code(db, point, people):
    draw_id, person = make.opened(point, places=(2, 2)), people.new()

    [entry_id] = make.enter(draw_id, person, wants=("S2", "S1"), assisted=True)

    [entry] = queries.entries_of(person)
    assert entry.id == entry_id
    assert entry.wants == ("S2", "S1")
    assert len(entry.code) == 18
    assert entry.rank is entry.slot_id is None
    assert facts("draws.entry_made")["assisted"] is True


def test_one_identity_has_one_entry_whatever_records_it_has_and_wherever_it_tries(db, point, people):
    draw_id, person = make.opened(point), people.new()
    other_draw = make.opened(point, slots=[make_slot(point.id, wib(20, 8))])
    make.enter(draw_id, person)

    for again, where in ((person, draw_id), (people.same_as(person), draw_id), (people.same_as(person), other_draw)):
        with pytest.raises(operations.AlreadyEntered):
            make.enter(where, again)
    with pytest.raises(operations.AlreadyEntered):
        make.enter(draw_id, people.new(), people.same_as(person))

    assert Entry.objects.count() == 1
    assert queries.draw(draw_id).odds[0].entries == 1


def test_for_another_service_the_same_identity_may_enter(db, point, people):
    draw_id, person = make.opened(point), people.new()
    other = make.opened(point, slots=[make_slot(point.id, wib(20, 8))], service_key="permit.new")
    make.enter(draw_id, person)

    assert make.enter(other, person)


def test_without_a_population_number_nobody_enters(db, point, people):
    draw_id = make.opened(point)

    with pytest.raises(operations.IdentityNotShown):
        make.enter(draw_id, people.new(identity=None))


def test_a_real_person_enters_with_the_index_of_the_number_on_record(house, now):
    draw_id = make.opened(house, slots=[make_slot(house.id, wib(25, 8, 7), service_class="priority")])
    person = persons.register_person(by="system:x", at=now)
    persons.record_identity(person_id=person, values={"nik": "9901014101900001"}, by="system:x", at=now)

    [entry_id] = make.enter(draw_id, person, pool=Pool.PRIORITY, wants=("P1",))

    assert len(bytes(Entry.objects.get(id=entry_id).identity)) == 17
    assert queries.entry(entry_id).person_id == person


@pytest.mark.parametrize("wants", [(), ("S1", "S1"), ("S9",), ("P3",), tuple(f"S{n}" for n in range(1, 12))])
def test_wishes_are_sessions_of_the_pool_each_once_and_not_too_many(db, point, people, wants):
    draw_id = make.opened(point, places=(1, 1, 1), classes=("regular", "regular", "priority"))

    with pytest.raises(operations.WantsNotFit):
        make.enter(draw_id, people.new(), wants=wants)


def test_a_household_shares_its_code_its_pool_and_its_wishes(db, point, people):
    draw_id = make.opened(point)

    ids = make.enter(draw_id, people.new(), people.new(), people.new())

    assert len({queries.entry(one).household for one in ids}) == 1
    assert queries.entry(ids[0]).household.startswith("K-")


@pytest.mark.parametrize("count", [0, 9])
def test_a_household_has_its_limits(db, point, people, count):
    draw_id = make.opened(point)

    with pytest.raises(operations.HouseholdTooLarge):
        make.enter(draw_id, *(people.new() for _ in range(count)))


def test_who_leaves_may_enter_again_and_counts_once(db, point, people):
    draw_id, person = make.opened(point), people.new()
    [entry_id] = make.enter(draw_id, person)

    operations.withdraw(entry_id=entry_id, by="person:x", at=OPENS)
    with pytest.raises(operations.NoSuchEntry):
        operations.withdraw(entry_id=entry_id, by="person:x", at=OPENS)
    make.enter(draw_id, person)

    assert queries.draw(draw_id).odds[0].entries == 1


def test_after_the_close_nobody_enters_or_leaves_and_the_entries_can_be_read(db, point, people):
    draw_id = make.opened(point)
    [entry_id] = make.enter(draw_id, people.new())
    operations.close_window(draw_id=draw_id, by="x", at=CLOSES)

    with pytest.raises(operations.WindowNotOpen):
        make.enter(draw_id, people.new(), at=CLOSES - SOON)
    with pytest.raises(operations.WindowNotOpen):
        operations.withdraw(entry_id=entry_id, by="x", at=CLOSES - SOON)

    paper = queries.paper(draw_id, "entries")
    root = queries.draw(draw_id).entries_root
    assert queries.entry(entry_id).code.encode() in paper
    assert root.encode() in paper
    assert facts("draws.window_closed") | {"root": root, "entries": 1} == facts("draws.window_closed")
    assert queries.paper(draw_id, "transcript") is None


def test_no_paper_and_no_event_says_who_takes_part(db, point, people):
    draw_id, person = make.opened(point), people.new()
    make.enter(draw_id, person)
    operations.close_window(draw_id=draw_id, by="x", at=CLOSES)

    said = queries.paper(draw_id, "entries") + repr(list(Event.objects.values_list("body", flat=True))).encode()

    assert str(person).encode() not in said
    assert people.identities[person].hex().encode() not in said


def test_the_identity_is_shown_one_of_two_ways():
    assert set(ShownBy.values) == {"registry", "desk"}


@pytest.mark.parametrize("reason", [VoidReason.NOT_OPENED, VoidReason.TOO_FEW_WITNESSES])
def test_an_officer_cannot_void_for_a_reason_that_does_not_hold(db, point, people, reason):
    draw_id = make.opened(point)

    with pytest.raises(operations.VoidNotAllowed):
        operations.void_draw(draw_id=draw_id, reason=reason, by="officer:x", at=REVEAL_BY + SOON)

    assert make.state_of(draw_id) == State.OPEN
