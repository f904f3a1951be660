"""What happens to cases as time passes: limits that run out, lateness, reminders."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db.models import Q

from lintas.casework.applications import operations, queries, rules
from lintas.casework.applications.models import Application, Collection, Departure
from lintas.casework.applications.states import FINAL, State
from lintas.directory.catalogue import queries as catalogue
from lintas.exchange.payments import queries as payments
from lintas.foundation.jobs.registry import periodic
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments

BATCH = 200
MOST_STRANDED = 5_000
"""People looked at in one run: those of a point without room must not hide those of another."""
A_DAY = timedelta(days=1)


@periodic(name="applications.forfeit_missed", every=timedelta(minutes=10))
def forfeit_missed(*, at: datetime) -> int:
    """Close missed cases whose time to explain has run out (P09)."""
    return _each(State.MISSED, operations.forfeit, by="system:applications.forfeit_missed", at=at)


@periodic(name="applications.miss_without_a_place", every=timedelta(minutes=10))
def miss_without_a_place(*, at: datetime) -> int:
    """Count those as missed who gave their place back and chose no other day in time (P07)."""
    by = "system:applications.miss_without_a_place"
    return _each(State.SCHEDULED, operations.miss_without_a_place, by=by, at=at)


@periodic(name="applications.expire_incomplete", every=timedelta(minutes=10))
def expire_incomplete(*, at: datetime) -> int:
    """Close cases whose papers were not completed in time (P14)."""
    return _each(State.INCOMPLETE, operations.expire_incomplete, by="system:applications.expire_incomplete", at=at)


@periodic(name="applications.expire_without_code", every=timedelta(hours=1))
def expire_without_code(*, at: datetime) -> int:
    """Close cases whose billing code never came (P03)."""
    by = "system:applications.expire_without_code"
    unpaid = Application.objects.filter(state=State.AWAITING_PAYMENT, respond_by__lte=at - A_DAY).order_by("respond_by")
    found = list(unpaid.values_list("id", flat=True)[:BATCH])
    return sum(operations.expire_without_code(application_id=one, by=by, at=at) for one in found)


@periodic(name="applications.seat_the_paid", every=timedelta(minutes=10))
def seat_the_paid(*, at: datetime) -> int:
    """Give paid cases their place that could not have one yet, as soon as one is free (P02)."""
    unseated = Application.objects.filter(state=State.AWAITING_PAYMENT, state_since__lte=at - timedelta(minutes=10))
    paid = payments.settled_of(unseated.order_by("state_since").values_list("id", flat=True)[:BATCH])
    seated = 0
    for one in paid:
        with suppress(places.NoPlaceToday):
            operations.record_payment(application_id=one, by="system:applications.seat_the_paid", at=at)
            seated += 1
    return seated


@periodic(name="applications.notice_late", every=timedelta(minutes=30))
def notice_late(*, at: datetime) -> int:
    """Tell people whose promised day has passed, before they ask."""
    # The day at the office is up to nine hours ahead of UTC's; the operation looks at the office's own.
    perhaps = Application.objects.filter(due_on__lt=at.date() + A_DAY, told_late_at__isnull=True)
    running = perhaps.exclude(state__in=FINAL | {State.READY}).order_by("due_on")
    found = list(running.values_list("id", flat=True)[:BATCH])
    return sum(operations.notice_late(application_id=one, at=at) for one in found)


@periodic(name="applications.tell_to_leave", every=timedelta(minutes=1))
def tell_to_leave(*, at: datetime) -> int:
    """Tell those who asked for it to leave home."""
    # The day at an office begins or ends up to nine hours away from UTC's.
    near = Departure.objects.filter(told_at__isnull=True, day__gte=(at - A_DAY).date(), day__lte=(at + A_DAY).date())
    found = list(near.order_by("day", "id").values_list("id", flat=True)[:MOST_STRANDED])
    return sum(operations.tell_to_leave(departure_id=one, at=at) for one in found)


@periodic(name="applications.remind_to_collect", every=timedelta(hours=1))
def remind_to_collect(*, at: datetime) -> int:
    """Remind the owners of books that wait on the shelf."""
    # A reminder falls due on a day at the office, which begins up to a day before the hours have passed.
    due = Q()
    for day in rules.REMINDER_DAYS:
        due |= Q(reminded_day__lt=day, ready_at__lt=at - timedelta(days=day) + A_DAY)
    waiting = Collection.objects.filter(due, handed_at__isnull=True, application__state=State.READY)
    found = list(waiting.order_by("reminded_day", "ready_at").values_list("id", flat=True)[:BATCH])
    return sum(operations.remind_to_collect(collection_id=one, at=at) for one in found)


@periodic(name="applications.tell_of_books", every=timedelta(minutes=5))
def tell_of_books(*, at: datetime) -> int:
    """Hand the figures of blank books down to where places are made, which cannot look up to the stock."""
    figures = queries.book_figures(on=catalogue.today(at)).items()
    return sum(
        places.tell_of_books(point_id=point_id, blank=found.blank, promised=found.promised, at=at)
        for point_id, found in figures
    )


@periodic(name="applications.move_off_closed_days", every=timedelta(seconds=20))
def move_off_closed_days(*, at: datetime) -> int:
    """
    Move people from days that their office closed, each in a transaction of its own, in the order of their places (P06).

    Who cannot be moved yet is told that the day is closed, and when it is opened again after all, of that too. Nobody
    is moved or told while the closing can be taken back, so that a day closed by mistake is opened again as if nothing
    had been. Whoever is left when a run ends, or a worker dies, is found by the next run: what is left is those still
    there.
    """
    by = "system:applications.move_off_closed_days"
    moved, told, without_room = 0, places.tell_open_again(by=by, at=at), set()
    just_closed = queries.closings_to_undo(at=at)
    for person in appointments.stranded(limit=MOST_STRANDED, at=at):
        wanted = (person.point_id, person.service_class)
        if moved + told >= BATCH:
            break
        if (wanted in without_room and person.knows) or (person.point_id, person.on) in just_closed:
            continue
        if not queries.knows(person.subject):
            continue
        if wanted not in without_room:
            try:
                moved += operations.move_off_closed_day(application_id=person.subject, on=person.on, by=by, at=at)
                continue
            except places.NoPlaceToday:
                without_room.add(wanted)  # who comes later in the order must not overtake: all wait for the next days
        if not person.knows:
            told += operations.tell_of_closed_day(application_id=person.subject, on=person.on, by=by, at=at)
    return moved


def _each(state: State, operation, *, by: str, at: datetime) -> int:
    due = Application.objects.filter(state=state, respond_by__lte=at).order_by("respond_by")
    found = list(due.values_list("id", flat=True)[:BATCH])
    for one in found:
        operation(application_id=one, by=by, at=at)
    return len(found)
