"""How far a message has come, and by which way."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """The way to the person; ``none`` when they gave no address."""

    EMAIL = "email", _("Email")
    SMS = "sms", _("SMS")
    NONE = "none", _("Tanpa alamat")


class State(TextChoices):
    """Where a message stands."""

    QUEUED = "queued", _("Menunggu dikirim")
    SENDING = "sending", _("Sedang dikirim")
    SENT = "sent", _("Terkirim")
    FAILED = "failed", _("Tidak dapat dikirim")
    NO_ADDRESS = "no_address", _("Tidak ada alamat")


class Action(TextChoices):
    """What can be done with a message."""

    TAKE = "take"
    FINISH = "finish"
    POSTPONE = "postpone"
    GIVE_UP = "give_up"


AFTER = {
    (State.QUEUED, Action.TAKE): State.SENDING,
    # A worker that died while sending left it so; the next one takes it up again.
    (State.SENDING, Action.TAKE): State.SENDING,
    (State.SENDING, Action.FINISH): State.SENT,
    (State.SENDING, Action.POSTPONE): State.QUEUED,
    (State.SENDING, Action.GIVE_UP): State.FAILED,
}
ON_ITS_WAY = frozenset({State.QUEUED, State.SENDING})


class ActionNotAllowed(Exception):
    """The action leads nowhere from here: the message was sent or given up meanwhile."""


def state_after(state: str, action: Action) -> State:
    """Return where the action leads. :raises ActionNotAllowed: it leads nowhere from here."""
    try:
        return AFTER[State(state), action]
    except KeyError:
        raise ActionNotAllowed(state, action) from None
