"""The life of a draw: its states, what may be done, and the one table of what follows what."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError


class State(TextChoices):
    """Where a draw stands."""

    ANNOUNCED = "announced", _("Diumumkan")
    OPEN = "open", _("Pendaftaran dibuka")
    CLOSED = "closed", _("Pendaftaran ditutup")
    REVEALED = "revealed", _("Nilai saksi dibuka")
    DRAWN = "drawn", _("Sudah diundi")
    PUBLISHED = "published", _("Hasil diumumkan")
    VOID = "void", _("Dinyatakan batal")


class Action(TextChoices):
    """What may be done with a draw."""

    ANNOUNCE = "announce", _("Umumkan")
    OPEN = "open", _("Buka pendaftaran")
    CLOSE = "close", _("Tutup pendaftaran")
    REVEAL = "reveal", _("Buka nilai")
    DRAW = "draw", _("Undi")
    PUBLISH = "publish", _("Umumkan hasil")
    VOID = "void", _("Batalkan")


class Pool(TextChoices):
    """Whose places they are. Pools never take from each other."""

    REGULAR = "regular", _("Umum")
    PRIORITY = "priority", _("Prioritas")


class ShownBy(TextChoices):
    """How it was made sure that the identity is the person's; one identity has one entry."""

    REGISTRY = "registry", _("Data kependudukan")
    DESK = "desk", _("KTP asli di loket")


class VoidReason(TextChoices):
    """Why a draw does not take place."""

    TOO_FEW_WITNESSES = "too_few_witnesses", _("Saksi kurang dari jumlah yang disyaratkan")
    NOT_OPENED = "not_opened", _("Ada nilai yang tidak dibuka sampai batas waktu")
    OUTAGE = "outage", _("Gangguan sistem")
    CLOSURE = "closure", _("Penutupan layanan")
    FORCE_MAJEURE = "force_majeure", _("Keadaan kahar")


BY_THE_RULES = frozenset({VoidReason.TOO_FEW_WITNESSES, VoidReason.NOT_OPENED})
"""Reasons that follow from what is published; the others are an officer's decision, before the entries are fixed."""

AFTER = {
    (State.ANNOUNCED, Action.OPEN): State.OPEN,
    (State.ANNOUNCED, Action.VOID): State.VOID,
    (State.OPEN, Action.CLOSE): State.CLOSED,
    (State.OPEN, Action.VOID): State.VOID,
    (State.CLOSED, Action.REVEAL): State.REVEALED,
    (State.CLOSED, Action.VOID): State.VOID,
    (State.REVEALED, Action.DRAW): State.DRAWN,
    (State.DRAWN, Action.PUBLISH): State.PUBLISHED,
}
"""From revealed on the result is settled, so nothing leads away from it: whoever dislikes it cannot draw again."""

GOING_ON = frozenset({State.ANNOUNCED, State.OPEN, State.CLOSED, State.REVEALED, State.DRAWN})
"""The entries of such a draw are their persons' only ones for the service."""

ENTRIES_FIXED = frozenset({State.CLOSED, State.REVEALED, State.DRAWN, State.PUBLISHED})
"""The root of the entries is published; nobody enters or leaves any more."""


class ActionNotAllowed(DomainError):
    """The draw stands where this action leads nowhere."""

    code = "draws.action_not_allowed"
    text = _("Undian ini berstatus “%(state)s”, jadi langkah itu tidak bisa dilakukan. Muat ulang halaman ini.")


def state_after(state: str, action: Action) -> State:
    """Return where the action leads. :raises ActionNotAllowed: it leads nowhere from here."""
    try:
        return AFTER[State(state), action]
    except KeyError:
        raise ActionNotAllowed(state=State(state).label) from None


def allowed_actions(state: str) -> tuple[Action, ...]:
    """Return what may be done from this state, for the buttons of a page."""
    return tuple(action for action in Action if (state, action) in AFTER)
