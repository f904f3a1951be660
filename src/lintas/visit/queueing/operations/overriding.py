"""Calling a number out of turn, openly: for a coded reason that the page of the day shows."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from lintas.foundation.words import Bilingual
from lintas.visit.queueing import queries
from lintas.visit.queueing.models import Ticket
from lintas.visit.queueing.operations.announcing import tell_called
from lintas.visit.queueing.operations.calling import working
from lintas.visit.queueing.operations.companions import call_along
from lintas.visit.queueing.operations.errors import CounterBusy, NotInLine, OverrideReasonNeeded
from lintas.visit.queueing.operations.steps import step, today_at
from lintas.visit.queueing.operations.turns import next_turn, rule_of_day
from lintas.visit.queueing.states import AT_A_COUNTER, Action, OverrideReason

WHY = {
    OverrideReason.URGENT: Bilingual(
        id="Dipanggil petugas di luar giliran: keadaan mendesak.",
        en="Called out of turn by an officer: urgent.",
    ),
    OverrideReason.INTERRUPTED: Bilingual(
        id="Dipanggil petugas di luar giliran: melanjutkan layanan yang terputus.",
        en="Called out of turn by an officer: to go on with a service that was interrupted.",
    ),
    OverrideReason.LAST_RIDE: Bilingual(
        id="Dipanggil petugas di luar giliran: kapal atau angkutan terakhir.",
        en="Called out of turn by an officer: the last boat or ride.",
    ),
    OverrideReason.OUR_FAULT: Bilingual(
        id="Dipanggil petugas di luar giliran: kesalahan atau gangguan dari kantor.",
        en="Called out of turn by an officer: a mistake or fault of the office.",
    ),
}


def call_out_of_turn(*, counter_id: UUID, ticket_id: UUID, reason: str, by: str, at: datetime) -> queries.TicketInfo:
    """
    Call this number of the counter's line though it may be another's turn. It takes a turn like every call,
    and its party comes along.

    :raises OverrideReasonNeeded: ``reason`` is no `OverrideReason`. :raises NotInLine: it does not wait here.
    :raises CounterClosed: :raises CounterPauses: :raises CounterBusy: :raises TicketChanged:
    Source: our proposal (P): order is kept by showing each exception, not by hiding it.
    """
    if reason not in OverrideReason.values:
        raise OverrideReasonNeeded
    session = working(counter_id)
    day = today_at(session.point_id, at=at)
    try:
        with transaction.atomic():
            turn = next_turn(point_id=session.point_id, station=session.station, day=day)
            rule_of_day(point_id=session.point_id, station=session.station, day=day)
            if Ticket.objects.filter(counter_id=counter_id, day=day, state__in=AT_A_COUNTER).exists():
                raise CounterBusy
            line = Ticket.objects.in_line(point_id=session.point_id, day=day, station=session.station)
            ticket = line.select_related("lane").filter(id=ticket_id).first()
            if ticket is None:
                raise NotInLine
            why = WHY[OverrideReason(reason)]
            step(
                ticket,
                Action.CALL,
                by=by,
                at=at,
                turn=turn,
                reason="override",
                why=why,
                told={"override": reason},
                counter_id=counter_id,
                called_at=at,
                calls_made=1,
            )
            tell_called(ticket, reason=f"override:{reason}", by=by, at=at)
            call_along(ticket, by=by, at=at)
            return queries.info(ticket, why=why)
    except IntegrityError:
        raise CounterBusy from None
