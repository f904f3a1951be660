"""From the close to the news: values open, the lot falls, anybody can compute it again."""

import hashlib
from datetime import timedelta

import pytest
from django.conf import settings

from lintas.foundation.outbox.models import Event
from lintas.visit.appointments.tests.factories import make_slot, wib
from lintas.visit.draws import operations, queries, verify_draw
from lintas.visit.draws.models import Claim, Credit, Draw, DrawStep, Entry, Paper, Result, WrittenOnce
from lintas.visit.draws.states import ActionNotAllowed, Pool, State, VoidReason
from lintas.visit.draws.tests import factories as make
from lintas.visit.draws.tests.factories import CLOSES, OPENS, REVEAL_BY

SOON = timedelta(minutes=1)


def names() -> list[str]:
    return list(Event.objects.order_by("published_at", "id").values_list("name", flat=True))


def test_the_last_value_opens_the_seed_in_the_same_act(db, point, people):
    draw_id = make.closed(point, people)

    make.reveal(draw_id, "ombudsman")
    assert queries.draw(draw_id).seed == ""
    make.reveal(draw_id, "kampus")

    found = queries.draw(draw_id)
    assert found.state == "revealed"
    assert make.fingerprint(found.seed) == found.seed_commitment


def test_no_value_is_opened_while_people_can_still_enter(db, point):
    draw_id = make.opened(point)

    with pytest.raises(ActionNotAllowed):
        make.reveal(draw_id, "kampus", at=OPENS)


def test_a_value_counts_by_what_it_opens_and_not_by_who_brings_it(db, point, people):
    draw_id = make.closed(point, people)
    value = make.value_of("kampus", draw_id)

    for wrong, refusal in (
        ("00" * 32, operations.ValueDoesNotOpen),
        (make.value_of("ombudsman", draw_id), operations.ValueDoesNotOpen),
        (value.upper(), operations.NotAFingerprint),
        (value[:-2], operations.NotAFingerprint),
    ):
        with pytest.raises(refusal):
            operations.open_value(draw_id=draw_id, witness="kampus", value=wrong, by="x", at=CLOSES)
    operations.open_value(draw_id=draw_id, witness="kampus", value=value, by="officer:notary", at=CLOSES)

    with pytest.raises(operations.AlreadyOpened):
        operations.open_value(draw_id=draw_id, witness="kampus", value=value, by="x", at=CLOSES)
    with pytest.raises(operations.NoSuchWitness):
        operations.open_value(draw_id=draw_id, witness="siapa", value=value, by="x", at=CLOSES)


def test_a_late_witness_is_refused_and_the_draw_void_by_name_not_decided_without_the_value(db, point, people):
    draw_id = make.closed(point, people)
    make.reveal(draw_id, "ombudsman")

    with pytest.raises(operations.TooLateToOpen):
        make.reveal(draw_id, "kampus", at=REVEAL_BY + SOON)
    operations.keep_the_calendar(at=REVEAL_BY + SOON)

    assert make.state_of(draw_id) == State.VOID
    body = Event.objects.get(name="draws.voided").body
    assert (body["reason"], body["witness"]) == ("not_opened", "kampus")
    assert not Result.objects.exists()
    assert not Credit.objects.exists()


@pytest.mark.parametrize("reason", [VoidReason.OUTAGE, VoidReason.NOT_OPENED])
def test_between_close_and_limit_nobody_can_void(db, point, people, reason):
    draw_id = make.closed(point, people)
    make.reveal(draw_id, "ombudsman")

    with pytest.raises(operations.VoidNotAllowed):
        operations.void_draw(draw_id=draw_id, reason=reason, by="officer:x", at=REVEAL_BY)

    assert make.state_of(draw_id) == State.CLOSED
    assert "draws.voided" not in names()


@pytest.mark.parametrize("reason", list(VoidReason))
def test_once_everything_is_open_nobody_can_void(db, point, people, reason):
    draw_id = make.closed(point, people)
    make.reveal(draw_id)

    with pytest.raises(ActionNotAllowed):
        operations.void_draw(draw_id=draw_id, reason=reason, by="officer:x", at=REVEAL_BY + SOON)


def test_a_seed_that_was_lost_makes_the_draw_void_like_a_silent_witness(db, point, people):
    draw_id = make.closed(point, people)
    (settings.SECRETS_DIR / "draws" / f"{draw_id}.seed").unlink()

    make.reveal(draw_id)
    assert make.state_of(draw_id) == State.CLOSED
    operations.keep_the_calendar(at=REVEAL_BY + SOON)

    assert Event.objects.get(name="draws.voided").body["witness"] == "office"


def test_a_void_round_is_repeated_with_new_promises_and_the_same_people(db, point, people):
    slots = [make_slot(point.id, wib(12, 8), capacity=2), make_slot(point.id, wib(12, 9), capacity=2)]
    void = make.opened(point, slots=slots)
    make.enter(void, people.new(), people.new(), wants=("S2", "S1"))
    make.enter(void, people.new())
    elsewhere = people.new()
    make.enter(void, elsewhere)
    operations.close_window(draw_id=void, by="x", at=CLOSES)
    operations.keep_the_calendar(at=REVEAL_BY + SOON)
    make.enter(make.opened(point, slots=[make_slot(point.id, wib(20, 8))]), elsewhere)

    times = {
        "at": REVEAL_BY + SOON,
        "opens_at": REVEAL_BY + timedelta(hours=2),
        "closes_at": REVEAL_BY + timedelta(hours=6),
        "reveal_by": REVEAL_BY + timedelta(hours=8),
    }
    again = make.opened(point, slots=slots[1:], again_of=void, **times)

    assert queries.draw(again).seed_commitment != queries.draw(void).seed_commitment
    carried = Entry.objects.filter(draw_id=again)
    assert carried.count() == 2
    assert set(carried.values_list("household__code", flat=True)) == {
        Entry.objects.filter(draw_id=void, household__isnull=False).first().household.code
    }
    assert all(wants == ["S1"] for wants in carried.values_list("wants", flat=True))
    with pytest.raises(operations.NotVoid):
        make.announce(point, slots=[make_slot(point.id, wib(21, 8))], again_of=void, **times)


def test_the_published_transcript_is_computed_again_by_the_script(db, point, people):
    draw_id = make.opened(point, places=(2, 1, 1), classes=("regular", "regular", "priority"))
    make.enter(draw_id, people.new(), people.new(), wants=("S1", "S2"))
    for _ in range(4):
        make.enter(draw_id, people.new(), wants=("S2", "S1"))
        make.enter(draw_id, people.new(), pool=Pool.PRIORITY, wants=("P3",), assisted=True)
    operations.keep_the_calendar(at=CLOSES)
    make.reveal(draw_id)
    operations.keep_the_calendar(at=CLOSES)

    paper = queries.paper(draw_id, "transcript")
    _, entries, ranks, root = verify_draw.verify(paper)

    assert make.state_of(draw_id) == State.PUBLISHED
    assert len(entries) == 10
    assert root == queries.draw(draw_id).entries_root
    assert hashlib.sha256(paper).hexdigest() == Event.objects.get(name="draws.published").body["transcript"]
    assert paper.startswith(queries.paper(draw_id, "entries"))
    sessions = {one.id: one.key for one in Draw.objects.get(id=draw_id).sessions.all()}
    told = {one["unit"]: (one["rank"], one["session"]) for one in ranks}
    for entry in Entry.objects.select_related("household", "result"):
        unit = entry.household.code if entry.household else entry.code
        assert told[unit] == (entry.result.rank, sessions.get(entry.result.session_id, ""))
    assert sum(pool.won for pool in queries.draw(draw_id).odds) == make.won(draw_id) == 4


def test_the_offer_in_the_ledger_is_the_first_line_of_the_transcript(db, point, people):
    draw_id = make.published(point, people)

    first = queries.paper(draw_id, "transcript").splitlines(keepends=True)[0]

    assert Event.objects.get(name="draws.window_opened").body["offer"] == hashlib.sha256(first).hexdigest()


def test_a_lost_round_counts_in_the_next_up_to_the_cap_and_a_place_ends_it(db, point, people):
    persons = [people.new() for _ in range(3)]
    for number in range(6):
        draw_id = make.opened(point, slots=[make_slot(point.id, wib(12 + number, 8), capacity=1)])
        ids = make.enter(draw_id, persons[0]) + make.enter(draw_id, persons[1]) + make.enter(draw_id, persons[2])
        before = {one: queries.entry(one).credit for one in ids}
        operations.keep_the_calendar(at=CLOSES)
        make.reveal(draw_id)
        operations.keep_the_calendar(at=CLOSES)
        for one in ids:
            entry = Entry.objects.select_related("result").get(id=one)
            lost = Credit.objects.filter(identity=entry.identity).values_list("lost", flat=True).first() or 0
            assert lost == (0 if entry.result.session_id else min(before[one] + 1, 3))

    assert make.won(draw_id) == 1


def test_everybody_is_told_once_and_may_then_enter_elsewhere(db, point, people):
    make.published(point, people, entries=5, places=(2,))

    told = [operations.tell_results(by="system:x", at=CLOSES, limit=3) for _ in range(4)]

    assert told == [3, 2, 0, 0]
    assert sorted(name for name in names() if "won" in name) == ["draws.place_not_won"] * 3 + ["draws.place_won"] * 2
    event = Event.objects.filter(name="draws.place_won").first()
    assert str(queries.entry(event.subject).slot_id) == event.body["slot_id"]
    assert not Claim.objects.exists()


def test_a_draw_without_entries_ends_in_order(db, point, people):
    draw_id = make.published(point, people, entries=0)

    assert queries.draw(draw_id).state == "published"
    assert verify_draw.verify(queries.paper(draw_id, "transcript"))[1] == []


def test_each_step_stands_in_the_journal_for_good(db, point, people):
    draw_id = make.published(point, people)

    steps = list(DrawStep.objects.filter(draw_id=draw_id).order_by("at", "id"))
    assert [one.action for one in steps] == ["announce", "open", "close", "reveal", "draw", "publish"]
    for row in (steps[0], Paper.objects.first()):
        with pytest.raises(WrittenOnce):
            row.save()
        with pytest.raises(WrittenOnce):
            row.delete()


def test_nothing_is_done_twice(db, point, people):
    draw_id = make.published(point, people)

    for act in (operations.open_window, operations.close_window, operations.draw_now, operations.publish_result):
        with pytest.raises(ActionNotAllowed):
            act(draw_id=draw_id, by="x", at=REVEAL_BY)
    assert operations.keep_the_calendar(at=REVEAL_BY + SOON) == 0
