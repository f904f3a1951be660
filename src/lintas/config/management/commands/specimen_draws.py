"""`lintas specimen_draws`: two draws for a fresh demonstration, one to enter and one to compute again."""

import hashlib
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lintas.directory.offices import queries as offices
from lintas.directory.people import operations as people
from lintas.foundation import clock
from lintas.foundation.secrets import generated_secret
from lintas.visit.appointments import queries as appointments
from lintas.visit.draws import operations, queries
from lintas.visit.draws.operations import Comer
from lintas.visit.draws.states import Pool, ShownBy, State

POINT = "payakumbuh"
WITNESSES = {"contoh-1": "Saksi contoh 1 (peragaan)", "contoh-2": "Saksi contoh 2 (peragaan)"}
BY = "system:demonstration"
A_MOMENT = timedelta(milliseconds=1)
"""The clock of a fresh demonstration stands: this is how much later one thing is than the other."""


@dataclass(frozen=True, slots=True)
class Round:
    """A draw: how long one may enter, when its values are open at the latest, the day of its sessions, how many take part."""

    service: str
    window: timedelta
    reveal: timedelta
    day: timedelta
    entries: int


ROUNDS = (
    # Over before somebody comes to look: two days and a morning are lived, with a weekend between them at most five.
    Round("passport.renew.standard", timedelta(hours=49), timedelta(days=7), timedelta(days=10), 28),
    # Open when somebody comes, and for some days after.
    Round("passport.new.adult", timedelta(days=14), timedelta(days=15), timedelta(days=18), 17),
)


class Command(BaseCommand):
    help = "Announce two draws with invented people (demonstration only); later open the values of those closed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("step", choices=("announce", "open"))

    def handle(self, *, step: str, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This installation is in production: its draws are announced by name (lintas draw).")
        if step == "announce":
            numbers = iter(range(1, 1 + sum(one.entries for one in ROUNDS)))
            for one in ROUNDS:
                _announce(one, numbers, at=clock.now())
        else:
            _open_values(at=clock.now())


def _announce(one: Round, numbers: Iterator[int], *, at: datetime) -> None:
    point = offices.point(slug=POINT)
    opens_at = at + A_MOMENT
    calendar = offices.calendar(point_id=point.id)
    on = calendar.next_open_day(calendar.local(at + one.day).date())
    sessions = appointments.open_slots(point_id=point.id, on=on, service_class=Pool.REGULAR, at=at) if on else ()
    draw_id = operations.announce(
        point_id=point.id,
        service_key=one.service,
        slot_ids=[session.id for session in sessions if session.left],
        opens_at=opens_at,
        closes_at=opens_at + one.window,
        reveal_by=opens_at + one.reveal,
        by=BY,
        at=at,
    )
    for key, name in WITNESSES.items():
        commitment = hashlib.sha256(_value(draw_id, key)).hexdigest()
        operations.commit(draw_id=draw_id, witness=key, name=name, commitment=commitment, by=BY, at=at)
    operations.open_window(draw_id=draw_id, by=BY, at=opens_at)
    found = queries.draw(draw_id)
    wants = [session.key for session in found.sessions[: found.wants_most]] if found else []
    for number in (next(numbers) for _ in range(one.entries)):
        # Everybody has their own favourite, and then takes what comes.
        liked = wants[number % len(wants) :] + wants[: number % len(wants)]
        comer = Comer(_somebody(number, at=opens_at), ShownBy.DESK)
        operations.enter(
            draw_id=draw_id, comers=[comer], pool=Pool.REGULAR, wants=liked, assisted=True, by=BY, at=opens_at
        )


def _open_values(*, at: datetime) -> None:
    """Open what the invented witnesses promised; the calendar of draws does the rest by itself."""
    for found in queries.draws(since=at):
        if found.state == State.CLOSED:
            for witness in found.witnesses:
                if witness.key in WITNESSES and not witness.value:
                    value = _value(found.id, witness.key).hex()
                    operations.open_value(draw_id=found.id, witness=witness.key, value=value, by=BY, at=at)


def _value(draw_id: UUID, witness: str) -> bytes:
    """Return what the witness keeps; real ones keep it to themselves, away from here."""
    return generated_secret(settings.SECRETS_DIR / "draws", f"{draw_id}.{witness}")


def _somebody(number: int, *, at: datetime) -> UUID:
    """Return a person with a specimen number and name."""
    person_id = people.register_person(by=BY, at=at)
    values = {"nik": f"999999010190{number:04}", "full_name": f"PESERTA CONTOH {number}"}
    people.record_identity(person_id=person_id, values=values, by=BY, at=at)
    return person_id
