"""Kiosks as the officers' page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lintas.ui import filters
from lintas.visit.kiosks.queries import Conflict, KioskInfo, Loose
from lintas.visit.queueing.states import Action

QUIET = 60
"""A box that was not heard for so many seconds counts as out of touch; it speaks every two."""

WHY = {
    "queueing.action_not_allowed": gettext_lazy("Di server nomor ini sudah pada langkah lain."),
    "queueing.ticket_changed": gettext_lazy("Di server nomor ini sudah pada langkah atau loket lain."),
    "queueing.counter_busy": gettext_lazy("Di server loket itu menangani nomor lain."),
    "queueing.old_ticket": gettext_lazy("Nomor ini bukan dari hari itu."),
    "queueing.no_calls_left": gettext_lazy("Nomor ini sudah dipanggil sebanyak yang boleh."),
    "queueing.calls_left": gettext_lazy("Nomor ini belum dipanggil sebanyak yang perlu."),
    "kiosks.in_no_line": gettext_lazy("Nomor ini tidak berdiri di antrean mana pun di server."),
    "kiosks.serves_no_counters": gettext_lazy("Anjungan itu tidak melayani loket."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A box: how it is, in words; ``kind`` of its tag."""

    name: str
    text: str
    tag: str
    kind: str


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """An act in conflict, in words."""

    id: UUID
    number: str
    text: str
    why: str


def kiosk_row(kiosk: KioskInfo, *, at: datetime, zone: ZoneInfo) -> Row:
    """Return the box in words."""
    if kiosk.key is None:
        return Row(kiosk.name, _("Menunggu didaftarkan."), _("belum didaftarkan"), "next")
    heard = filters.clock(kiosk.heard_at, zone) if kiosk.heard_at else _("belum pernah")
    text = _("Terakhir terdengar: %(heard)s. Catatan yang diterima: %(lines)s.") % {
        "heard": heard,
        "lines": kiosk.given,
    }
    if kiosk.serves_counters:
        text += " " + _("Loket berjalan dengan anjungan ini bila server terputus.")
    if kiosk.is_set_aside:
        return Row(kiosk.name, text, _("dikesampingkan, panggil pengelola"), "late")
    if kiosk.heard_at is None or (at - kiosk.heard_at).total_seconds() > QUIET:
        return Row(kiosk.name, text, _("tidak terdengar"), "late")
    return Row(kiosk.name, text, _("tersambung"), "done")


def conflict_row(conflict: Conflict, *, zone: ZoneInfo) -> ConflictRow:
    """Return the act in words."""
    action: Mapping[str, str] = {str(one): str(one.label) for one in Action}
    text = _("%(counter)s, %(moment)s: %(action)s") % {
        "counter": conflict.counter,
        "moment": filters.moment(conflict.made_at, zone),
        "action": action.get(conflict.action, conflict.action),
    }
    why = str(WHY.get(conflict.code, _("Server menolak langkah ini.")))
    return ConflictRow(id=conflict.id, number=conflict.number, text=text, why=why)


def loose_text(loose: Loose, *, zone: ZoneInfo) -> str:
    """Return a number that a person holds though it stands in no line."""
    return _("%(number)s dari %(kiosk)s, %(moment)s") % {
        "number": loose.number,
        "kiosk": loose.kiosk,
        "moment": filters.moment(loose.given_at, zone),
    }
