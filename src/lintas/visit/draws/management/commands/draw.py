"""`lintas draw`: announce a draw, take the witnesses' promises and values. The calendar does the rest by itself."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.visit.appointments import queries as appointments
from lintas.visit.draws import operations, queries
from lintas.visit.draws.states import BY_THE_RULES, Pool, State, VoidReason

OPERATOR = "system:draws.command"
LATELY = timedelta(days=90)


class Command(BaseCommand):
    help = "Announce a draw, take the witnesses' promises and values, void it for a reason, or list the draws."

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        announce = steps.add_parser("announce", help="for all places left in the sessions of some days")
        announce.add_argument("--point", required=True, help="such as payakumbuh")
        announce.add_argument("--service", required=True, help="such as passport.new.adult")
        announce.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
        announce.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
        announce.add_argument("--pool", action="append", choices=Pool.values, help="default: regular")
        for moment in ("--opens", "--closes", "--reveal-by"):
            announce.add_argument(moment, type=datetime.fromisoformat, required=True, help="on the clock of the point")
        announce.add_argument("--again-of", type=UUID, help="a void draw whose people take part again")
        commit = steps.add_parser("commit", help="a witness's promise: SHA-256 of 32 random bytes, as 64 digits")
        value = steps.add_parser("open", help="a witness's value, as 64 digits, after the window is closed")
        for one, last in ((commit, "commitment"), (value, "value")):
            one.add_argument("draw", type=UUID)
            one.add_argument("witness", help="short key, such as ombudsman")
            if one is commit:
                one.add_argument("name", help="as people read it")
            one.add_argument(last)
        void = steps.add_parser("void", help="before the window is closed")
        void.add_argument("draw", type=UUID)
        void.add_argument("reason", choices=sorted(set(VoidReason.values) - BY_THE_RULES))
        steps.add_parser("list", help="those of the last three months")

    def handle(self, *args: Any, step: str, **options: Any) -> None:
        asked, at = Namespace(**options), clock.now()
        try:
            getattr(self, f"_{step}")(asked, at=at)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None

    def _announce(self, asked: Namespace, *, at: datetime) -> None:
        point = offices.point(slug=asked.point)
        zone = ZoneInfo(point.zone)
        draw_id = operations.announce(
            point_id=point.id,
            service_key=asked.service,
            slot_ids=list(_slots(point.id, asked, at=at)),
            opens_at=asked.opens.replace(tzinfo=zone),
            closes_at=asked.closes.replace(tzinfo=zone),
            reveal_by=asked.reveal_by.replace(tzinfo=zone),
            again_of=asked.again_of,
            by=OPERATOR,
            at=at,
        )
        self.stdout.write(str(draw_id))

    def _commit(self, asked: Namespace, *, at: datetime) -> None:
        operations.commit(
            draw_id=asked.draw,
            witness=asked.witness,
            name=asked.name,
            commitment=asked.commitment,
            by=OPERATOR,
            at=at,
        )

    def _open(self, asked: Namespace, *, at: datetime) -> None:
        operations.open_value(draw_id=asked.draw, witness=asked.witness, value=asked.value, by=OPERATOR, at=at)

    def _void(self, asked: Namespace, *, at: datetime) -> None:
        operations.void_draw(draw_id=asked.draw, reason=VoidReason(asked.reason), by=OPERATOR, at=at)

    def _list(self, asked: Namespace, *, at: datetime) -> None:
        for one in queries.draws(since=at - LATELY):
            entries = sum(pool.entries for pool in one.odds)
            line = _("%(id)s  %(state)s: %(places)s tempat, %(entries)s peserta")
            state = State(one.state).label
            self.stdout.write(line % {"id": one.id, "state": state, "places": one.places, "entries": entries})


def _slots(point_id: UUID, asked: Namespace, *, at: datetime) -> Iterator[UUID]:
    for number in range((asked.last - asked.first).days + 1):
        on = asked.first + timedelta(days=number)
        for pool in asked.pool or [Pool.REGULAR]:
            slots = appointments.open_slots(point_id=point_id, on=on, service_class=pool, at=at)
            yield from (slot.id for slot in slots if slot.left)
