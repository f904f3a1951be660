"""What tests of a closed day share."""

from lintas.casework.applications import handlers, tasks
from lintas.exchange.messaging.models import Message
from lintas.foundation.outbox.events import decode
from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import queries as appointments

UNDO = 5
"""Minutes: days are closed here as long ago as a mistake can be taken back, so that their people are moved at once."""


def close(walk, *, on=None, reason="building", role="kakanim"):
    return walk.close_day(on=on, reason=reason, role=role, ago=UNDO)


def run(walk):
    return tasks.move_off_closed_days(at=walk.at)


def present(walk):
    return appointments.appointment_of(walk.id)


def told(walk):
    """Let the person be told of the last step; return how many messages went out."""
    before = Message.objects.count()
    step = Event.objects.filter(name="applications.advanced", subject=walk.id).latest("id")
    handlers.tell_the_step(decode(step.name, step.body), at=walk.at)
    return Message.objects.count() - before
