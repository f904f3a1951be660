"""What a visitor needs, as their own pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lintas.casework.applications.presenters.citizen_steps import Draft
from lintas.casework.applications.states import AT_THE_OFFICE, State
from lintas.directory.offices import queries as offices
from lintas.visit.needs import queries as needs
from lintas.visit.needs.queries import Told
from lintas.visit.needs.states import KEPT, Need

COMING = AT_THE_OFFICE | {State.SCHEDULED}
"""States in which the person reads what is ready for them."""

VISITED = frozenset(
    {
        State.DEEPENED,
        State.VERIFICATION,
        State.ADJUDICATION,
        State.DEFERRED,
        State.PRINTING,
        State.QUALITY,
        State.READY,
        State.COLLECTED,
        State.REJECTED,
    }
)
"""States after the visit, in which the person is asked whether the needs were met."""


@dataclass(frozen=True, slots=True)
class Row:
    """One need and what became of it (`ui.summary`)."""

    key: str
    value: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class NeedsPart:
    """What stands on the status page: what is ready, or the question ``asks``, or thanks for the answer."""

    rows: tuple[Row, ...] = ()
    asks: bool = False
    thanks: bool = False


NOTHING = NeedsPart()


def words(need: Need) -> str:
    """Return the need as a label."""
    return capfirst(str(need.label))


def part(told: Told, *, state: State, is_arranged: bool) -> NeedsPart:
    """Return what the status page says about the needs; nothing for who has none."""
    if not told.needs:
        return NOTHING
    if state in COMING:
        return NeedsPart(rows=tuple(_ready(need, told, is_arranged=is_arranged) for need in told.needs))
    return NeedsPart(asks=told.verdict is None, thanks=told.verdict is not None)


def hints(point_id: UUID | None) -> Mapping[str, str]:
    """Return beside each need how many of its facility the chosen point has; what it is without a point."""
    there = {one.kind: one.count for one in offices.facilities(point_id=point_id)} if point_id else {}
    found = {
        str(need): _("%(count)s di tempat pilihan Anda") % {"count": there[kind]}
        for need, kind in KEPT.items()
        if kind in there
    }
    return found | {str(Need.READING): _("Petugas membacakan dan membantu mengisi")}


def check_rows(draft: Draft, told: Told) -> list[tuple[str, str, str]]:
    """Return each need with a warning where the chosen hour has nothing left: words, value, kind."""
    left = needs.left(point_id=draft.held.point_id, starts_at=draft.held.starts_at) if draft.held and told.needs else {}
    rows = []
    for need in told.needs:
        is_gone = need in left and left[need] <= 0
        value = _("Sudah dipesan semua pada jam ini; pilih jam lain bila penting") if is_gone else _("Kami siapkan")
        rows.append((words(need), value, "missing" if is_gone else "plain"))
    return rows


def _ready(need: Need, told: Told, *, is_arranged: bool) -> Row:
    if need not in KEPT:
        return Row(words(need), _("Petugas membantu Anda di loket"))
    if not is_arranged:
        return Row(words(need), _("Sedang kami siapkan"))
    if need in told.kept:
        return Row(words(need), _("Sudah disiapkan untuk Anda"))
    return Row(words(need), _("Sudah dipesan semua pada jam itu; petugas tetap membantu"), kind="missing")
