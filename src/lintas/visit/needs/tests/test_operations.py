import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lintas.directory.people import queries as persons
from lintas.foundation.ledger.models import Entry
from lintas.foundation.outbox.models import Event
from lintas.foundation.outbox.operations import publish
from lintas.visit.appointments.events import AppointmentBooked, AppointmentMoved, PlaceFreed
from lintas.visit.needs import handlers, operations, queries
from lintas.visit.needs.models import FacilityHour, Outcome, Statement
from lintas.visit.needs.states import Need
from lintas.visit.needs.tests.visitors import Visitor

LATER = timedelta(hours=1)
HEADER, ONE_STEP, TAG = 14, 32, 16
"""Bytes of a seal around one step of text (`foundation.vault.rules.cells`)."""


@pytest.fixture
def hour(now):
    """A session two days ahead."""
    return now + timedelta(days=2)


def taken(starts_at, kind="wheelchair"):
    return sum(FacilityHour.objects.filter(starts_at=starts_at, kind=kind).values_list("taken", flat=True))


def test_what_was_stated_is_sealed_and_read_again(house, now):
    visitor = Visitor(now).state("wheelchair", "reading")

    row = Statement.objects.get()
    assert visitor.told.needs == (Need.WHEELCHAIR, Need.READING)
    assert [len(bytes(column)) for column in (row.needs, row.kept, row.verdict)] == [HEADER + ONE_STEP + TAG] * 3


def test_who_needs_nothing_looks_in_the_table_like_who_needs_everything(house, now, hour):
    nothing = Visitor(now).state().arrange(house, hour)
    everything = Visitor(now).state(*Need.values).arrange(house, hour)
    everything.answer(house, **dict.fromkeys(Need.values, True))

    def shape(visitor):
        row = Statement.objects.get(subject=visitor.subject)
        return [len(bytes(part)) for part in (row.needs, row.kept, row.verdict)], row.point_id, row.starts_at

    assert shape(nothing) == shape(everything)


def test_no_event_and_no_leaf_says_what_somebody_needs(house, now, hour):
    visitor = Visitor(now).state("quiet").arrange(house, hour)
    visitor.answer(house, quiet=False)

    bodies = [json.dumps(event.body) for event in Event.objects.filter(name__startswith="needs.")]
    assert len(bodies) == 3
    assert not any("quiet" in body for body in bodies)
    assert not any("quiet" in str(entry.__dict__) for entry in Entry.objects.filter(act__startswith="needs."))


def test_an_answer_is_not_noted_under_the_application_or_the_person(house, now):
    visitor = Visitor(now).state("quiet")
    visitor.answer(house, quiet=True)

    event = Event.objects.get(name="needs.answered")
    assert str(visitor.subject) not in f"{event.__dict__}"
    assert str(visitor.person_id) not in f"{event.__dict__}"


def test_a_facility_is_kept_for_the_session_and_no_more_than_there_are(house, now, hour):
    visitors = [Visitor(now).state("wheelchair").arrange(house, hour) for _ in range(3)]

    assert [visitor.told.kept for visitor in visitors] == [{Need.WHEELCHAIR}, {Need.WHEELCHAIR}, set()]
    assert visitors[2].told.missing == (Need.WHEELCHAIR,)
    assert taken(hour) == 2
    assert queries.left(point_id=house.id, starts_at=hour)[Need.WHEELCHAIR] == 0
    assert queries.left(point_id=house.id, starts_at=hour + LATER)[Need.WHEELCHAIR] == 2


def test_the_database_itself_keeps_no_chair_twice(house, now, hour):
    Visitor(now).state("wheelchair").arrange(house, hour)

    with pytest.raises(IntegrityError), transaction.atomic():
        FacilityHour.objects.update(taken=3)


def test_help_with_reading_keeps_nothing_and_misses_nothing(house, now, hour):
    visitor = Visitor(now).state("reading").arrange(house, hour)

    assert (visitor.told.kept, visitor.told.missing) == (set(), ())
    assert not FacilityHour.objects.exists()


def test_what_is_kept_moves_with_the_place(house, now, hour):
    visitor = Visitor(now).state("wheelchair", "companion")
    handlers.arrange_the_booked(
        AppointmentBooked(
            subject=visitor.subject, appointment_id=house.id, slot_id=house.id, point_id=house.id, starts_at=hour
        ),
        at=now,
    )
    handlers.arrange_the_moved(
        AppointmentMoved(
            subject=visitor.subject,
            appointment_id=house.id,
            from_slot_id=house.id,
            slot_id=house.id,
            point_id=house.id,
            from_starts_at=hour,
            starts_at=hour + LATER,
            reason="",
        ),
        at=now,
    )

    assert [(one.starts_at, one.kind, one.taken) for one in queries.kept_on(point_id=house.id, on=hour.date())] == [
        (hour + LATER, "wheelchair", 1),
        (hour + LATER, "companion_seat", 1),
    ]


def test_what_is_kept_goes_back_with_the_place(house, now, hour):
    visitor = Visitor(now).state("wheelchair").arrange(house, hour)
    freed = PlaceFreed(subject=visitor.subject, appointment_id=house.id, slot_id=house.id)

    handlers.let_go_with_the_place(freed, at=now)
    handlers.let_go_with_the_place(freed, at=now)

    assert taken(hour) == 0
    assert visitor.told.needs == (Need.WHEELCHAIR,), "the need stays stated"


def test_telling_it_twice_keeps_one_chair(house, now, hour):
    Visitor(now).state("wheelchair").arrange(house, hour).arrange(house, hour)

    assert taken(hour) == 1


def test_a_place_of_somebody_who_was_not_asked_passes_by(house, now, hour, django_assert_num_queries):
    visitor = Visitor(now)

    with django_assert_num_queries(3):  # savepoint, the statement, release
        visitor.arrange(house, hour)


def test_changing_the_needs_later_keeps_and_gives_back(house, now, hour):
    visitor = Visitor(now).state("wheelchair", "companion").arrange(house, hour)

    visitor.state("companion", "quiet")

    assert visitor.told.kept == {Need.COMPANION, Need.QUIET}
    assert (taken(hour), taken(hour, "companion_seat"), taken(hour, "quiet_room")) == (0, 1, 1)


def test_the_platforms_look_is_written_down_for_the_person(house, now, hour):
    visitor = Visitor(now).state("nursing").arrange(house, hour)

    [look] = persons.access_list(visitor.person_id, others_only=True)
    assert (look.reader_kind, look.purpose, look.kinds) == ("system", "arrange", ("need",))


def test_met_and_not_met_are_counted_once(house, now):
    visitor = Visitor(now).state("wheelchair", "reading")
    visitor.answer(house, wheelchair=True, reading=False)

    with pytest.raises(operations.AlreadyAnswered):
        visitor.answer(house, wheelchair=True)
    counted = Outcome.objects.order_by("need").values_list("point_id", "need", "met", "unmet")
    assert list(counted) == [(house.id, "reading", 0, 1), (house.id, "wheelchair", 1, 0)]


def test_only_a_need_that_was_stated_is_counted(house, now):
    visitor = Visitor(now).state("wheelchair")

    for verdict in ({"quiet": True}, {}):
        with pytest.raises(operations.NothingStated):
            visitor.answer(house, **verdict)
    assert not Outcome.objects.exists()


def test_a_person_who_was_not_asked_cannot_answer(house, now):
    with pytest.raises(operations.NothingStated):
        Visitor(now).answer(house, wheelchair=True)


def test_the_open_figure_leaves_small_counts_out(house, now, client):
    for number in range(9):
        Visitor(now).state("wheelchair").answer(house, wheelchair=number < 5)

    [one] = [met for met in queries.outcomes() if met.point_id == house.id and met.need == Need.WHEELCHAIR]
    assert (one.met, one.unmet) == (5, None)
    page = " ".join(client.get("/bantuan/").content.decode().split())
    assert '<th scope="row">Kursi roda</th><td>5</td><td>kurang dari 5</td>' in page
    assert "<td>4</td>" not in page


def test_a_need_is_offered_again_from_the_newest_statement(house, now):
    first = Visitor(now).state("quiet")
    second = Visitor(now + LATER).state("wheelchair")
    third = Visitor(now + LATER)

    before = queries.stated_before([first.person_id, second.person_id], but=third.subject)

    assert before is not None
    assert before.subject == second.subject
    assert queries.stated_before([third.person_id], but=third.subject) is None


def test_the_needs_hear_of_a_booked_place_by_themselves(house, now, hour, deliver):
    visitor = Visitor(now).state("wheelchair")
    with transaction.atomic():
        publish(
            AppointmentBooked(
                subject=visitor.subject, appointment_id=house.id, slot_id=house.id, point_id=house.id, starts_at=hour
            ),
            by="system:test",
            at=now,
        )

    deliver(now)

    assert visitor.told.kept == {Need.WHEELCHAIR}
