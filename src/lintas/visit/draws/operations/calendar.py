"""The calendar keeps itself: at each published moment the next step, whoever is at work or not."""

from datetime import datetime

from lintas.visit.appointments import queries as appointments
from lintas.visit.draws.models import Draw
from lintas.visit.draws.operations.deciding import draw_now, publish_result
from lintas.visit.draws.operations.errors import TooFewWitnesses
from lintas.visit.draws.operations.voiding import give_up_places, void_draw
from lintas.visit.draws.operations.window import close_window, open_window
from lintas.visit.draws.states import State, VoidReason

ITSELF = "system:draws.keep_the_calendar"


def keep_the_calendar(*, at: datetime) -> int:
    """
    Take every draw as far as its published moments allow at ``at``; return how many steps. One transaction each.

    A draw of which the office closed a session is void while its entries are not fixed. Afterwards it goes on: whoever
    wins a place of a closed session gets another one for it, as everybody who had one there.
    """
    steps = 0
    for draw_id in list(Draw.objects.filter(keeps_until__lte=at).values_list("id", flat=True)):
        steps += give_up_places(draw_id=draw_id, at=at)
    for draw in Draw.objects.going_on().order_by("closes_at", "id"):
        while _next(draw, at=at):
            steps += 1
            draw.refresh_from_db()
    return steps


def _next(draw: Draw, *, at: datetime) -> bool:
    match draw.state:
        case State.ANNOUNCED | State.OPEN if appointments.withdrawn(draw.sessions.values_list("slot_id", flat=True)):
            void_draw(draw_id=draw.id, reason=VoidReason.CLOSURE, by=ITSELF, at=at)
        case State.ANNOUNCED if at >= draw.opens_at:
            try:
                open_window(draw_id=draw.id, by=ITSELF, at=at)
            except TooFewWitnesses:
                void_draw(draw_id=draw.id, reason=VoidReason.TOO_FEW_WITNESSES, by=ITSELF, at=at)
        case State.OPEN if at >= draw.closes_at:
            close_window(draw_id=draw.id, by=ITSELF, at=at)
        case State.CLOSED if at > draw.reveal_by:
            void_draw(draw_id=draw.id, reason=VoidReason.NOT_OPENED, by=ITSELF, at=at)
        case State.REVEALED:
            draw_now(draw_id=draw.id, by=ITSELF, at=at)
        case State.DRAWN:
            publish_result(draw_id=draw.id, by=ITSELF, at=at)
        case _:
            return False
    return True
