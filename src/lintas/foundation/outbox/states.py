"""What a delivery goes through."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where one event stands on its way to one handler."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


UNFINISHED = (State.WAITING, State.RUNNING)
"""These hold up the later events of the same subject; a dead letter does so no longer."""
