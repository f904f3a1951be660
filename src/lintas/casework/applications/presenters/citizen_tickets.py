"""The queue number of a case, as the person holds it up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lintas.directory.offices import queries as offices
from lintas.ui import filters
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing import unserved
from lintas.visit.queueing.presenters import trust_text
from lintas.visit.queueing.queries import TicketView
from lintas.visit.queueing.states import HAS_A_COUNTER, IN_LINE, IN_THE_HOUSE, State

STATIONS: dict[str, str | Promise] = {
    "documents": gettext_lazy("Pemeriksaan berkas"),
    "photo": gettext_lazy("Foto dan sidik jari"),
    "interview": gettext_lazy("Wawancara"),
    "handover": gettext_lazy("Pengambilan paspor"),
}

TEXTS: dict[str, str | Promise] = {
    State.EXPECTED: gettext_lazy(
        "Nomor ini belum dipanggil. Begitu tiba, tunjukkan kode QR permohonan di loket kedatangan."
    ),
    State.WAITING: gettext_lazy("Tunggu sampai nomor ini dipanggil. Halaman ini berganti sendiri."),
    State.TRANSFERRED: gettext_lazy("Tetap dengan nomor yang sama. Tunggu sampai dipanggil lagi."),
    State.PARKED: gettext_lazy("Petugas menunda nomor ini sebentar. Tempat Anda dijaga; tanyakan di loket."),
    State.AWAY: gettext_lazy("Nomor ini tidak dipanggil dulu. Tempat Anda dijaga sampai Anda kembali."),
    State.CALLED: gettext_lazy("Silakan menuju loket sekarang."),
    State.BESIDE: gettext_lazy(
        "Silakan menuju loket sekarang bersama keluarga. Anda dilayani satu per satu di loket itu."
    ),
    State.HELD: gettext_lazy(
        "Bagian ini selesai. Begitu keluarga Anda selesai, semuanya antre bersama di bagian berikutnya."
    ),
    State.SERVING: gettext_lazy("Anda sedang dilayani."),
    State.SKIPPED: gettext_lazy("Nomor ini terlewat. Datanglah ke meja informasi."),
    State.DONE: gettext_lazy("Nomor ini sudah selesai."),
    State.CANCELLED: gettext_lazy("Nomor ini sudah berakhir. Tanyakan kepada petugas informasi."),
}

LOOKS = {
    State.EXPECTED: "waiting",
    State.TRANSFERRED: "waiting",
    State.AWAY: "waiting",
    State.PARKED: "waiting",
    State.BESIDE: "called",
    State.HELD: "waiting",
    State.SKIPPED: "missed",
    State.CANCELLED: "done",
}
"""How `ui.ticket` shows the states for which it has no look of their own."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line below the number."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class TicketCard:
    """
    A number (`ui.ticket`). ``topics`` are what a live page listens to, ``times`` the calls so far.

    Who stands in line (``may_step_out``) may leave for a while; who ``is_away`` may come back. ``is_here`` says that its
    holder has come, and the visit goes on.
    """

    number: str
    state: str
    title: str
    where: str
    text: str
    rows: tuple[Row, ...]
    topics: str
    times: int
    may_step_out: bool
    is_away: bool
    is_here: bool


def ticket_card(application_id: UUID, *, at: datetime) -> TicketCard | None:
    """Return the case's number of today, None when there is none."""
    view = tickets.ticket_of(application_id, at=at)
    return None if view is None else card_of(view, at=at)


def card_of(view: TicketView, *, at: datetime) -> TicketCard:
    """Return the number as its holder sees it."""
    ticket = view.ticket
    return TicketCard(
        number=ticket.number,
        state=LOOKS.get(State(ticket.state), ticket.state),
        title=str(STATIONS[ticket.station]),
        where=ticket.counter if ticket.state in HAS_A_COUNTER else "",
        text=" ".join(filter(None, (unserved.sentence(view, at=at), str(TEXTS[ticket.state])))),
        rows=tuple(_rows(view)),
        topics=f"board:{ticket.point_id}",
        times=ticket.calls_made,
        may_step_out=ticket.state in IN_LINE,
        is_away=ticket.state == State.AWAY,
        is_here=ticket.state in IN_THE_HOUSE - {State.EXPECTED},
    )


def _rows(view: TicketView) -> Iterator[Row]:
    if view.together:
        yield Row(_("Dipanggil bersama"), ", ".join(view.together))
    if view.ticket.state in IN_LINE and view.ahead is not None:
        ahead = filters.span((view.ahead, view.ahead), "people") if view.ahead else _("Anda berikutnya")
        yield Row(_("Di depan Anda"), ahead)
        wait = filters.span(view.wait) if view.wait else _("belum ada perkiraan")
        yield Row(_("Perkiraan tunggu"), wait)
        if view.wait and (trust := trust_text(view.hits)):
            yield Row(_("Ketepatan perkiraan"), trust)
    if view.ticket.state == State.SKIPPED and view.returns_until is not None:
        zone = offices.point(id=view.ticket.point_id).zone
        yield Row(_("Boleh kembali sampai"), filters.clock(view.returns_until, zone))
