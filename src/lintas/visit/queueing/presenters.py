"""The queue as pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from lintas.directory.offices.queries import PointInfo
from lintas.foundation.words import Bilingual
from lintas.ui import filters
from lintas.visit.queueing.queries import CounterState, Hits, LastAct, TicketInfo, TicketView
from lintas.visit.queueing.states import Action, State, Station, allowed_actions

FACES = {
    State.EXPECTED: "waiting",
    State.WAITING: "waiting",
    State.TRANSFERRED: "waiting",
    State.CALLED: "called",
    State.SERVING: "serving",
    State.AWAY: "waiting",
    State.PARKED: "waiting",
    State.BESIDE: "called",
    State.HELD: "waiting",
    State.SKIPPED: "missed",
    State.DONE: "done",
    State.CANCELLED: "done",
}


@dataclass(frozen=True, slots=True)
class Act:
    """A button of the console."""

    text: str
    value: str
    key: str
    kind: str


def seconds_of_day(moment: datetime) -> int:
    """Return the seconds since midnight, for a clock that goes on by itself."""
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def phone_ticket(view: TicketView, *, point: PointInfo, unserved: str = "") -> Mapping[str, object]:
    """Return what `ui.ticket` takes to show a visitor where they stand, why nobody is called, and what to do now."""
    ticket = view.ticket
    return {
        "number": ticket.number,
        "state": FACES[State(ticket.state)],
        "title": _title(ticket),
        "where": ticket.counter if ticket.state in (State.CALLED, State.BESIDE) else "",
        "text": " ".join(filter(None, (unserved, _advice(view, zone=point.zone)))),
        "rows": _rows(view, point=point),
        "motif": point.motif,
    }


def worklist_items(tickets: Sequence[TicketInfo], *, zone: ZoneInfo) -> list[dict[str, object]]:
    """Return tickets for `ui.worklist`, without names."""
    return [
        {
            "number": ticket.number,
            "title": str(ticket.lane),
            "time": filters.hour(ticket.since, zone),
            "text": ". ".join(filter(None, (_from_where(ticket), family_text(_numbers_of_party(ticket, tickets))))),
        }
        for ticket in tickets
    ]


def acts(ticket: TicketInfo | None, *, counter: CounterState, allowed_calls: int) -> list[Act]:
    """Return the buttons of the console, the likeliest first; a number is set aside only after all its calls."""
    if ticket is None:
        return [Act(_("Panggil berikutnya"), Action.CALL, "Spasi", "primary")]
    offered = {
        Action.ARRIVE: [Act(_("Sudah di loket"), Action.ARRIVE, "Enter", "primary")],
        Action.RECALL: [Act(_("Panggil ulang"), Action.RECALL, "U", "secondary")],
        Action.APPROACH: [Act(_("Sudah saya hampiri"), Action.APPROACH, "H", "secondary")],
        Action.MISS: [Act(_("Tidak datang"), Action.MISS, "T", "secondary")],
        Action.FINISH: [Act(_("Selesai"), Action.FINISH, "S", "primary")],
        Action.PARK: [Act(_("Tunda dulu"), Action.PARK, "K", "secondary")],
        Action.TRANSFER: [
            Act(text, f"transfer:{station}", key, "secondary")
            for station, text, key in _onward()
            if station != counter.station
        ],
    }
    calls_left = ticket.calls_made < allowed_calls
    allowed = set(allowed_actions(ticket.state)) - ({Action.MISS, Action.APPROACH} if calls_left else {Action.RECALL})
    order = [Action.ARRIVE, Action.FINISH, Action.TRANSFER, Action.PARK, Action.RECALL, Action.APPROACH, Action.MISS]
    return [act for action in order if action in allowed for act in offered[action]]


def undo_text(last: LastAct | None) -> str:
    """Return what the button says that takes the last act back; empty without one."""
    if last is None:
        return ""
    return _("Batalkan “%(act)s” %(number)s") % {"act": last.kind.label, "number": last.number}


def case_href(ticket: TicketInfo | None) -> str:
    """Return where the case of the number is worked on; empty where nobody has named such an address."""
    if ticket is None:
        return ""
    try:
        return reverse("applications:case-of-number", kwargs={"subject": ticket.subject})
    except NoReverseMatch:
        return ""


def station_name(station: str) -> str:
    """Return the station in words."""
    return str(Station(station).label)


def why_text(why: Bilingual | None) -> str:
    """Return the reason in the language of the page, empty without one."""
    return str(why) if why else ""


def _onward() -> list[tuple[Station, str, str]]:
    return [
        (Station.DOCUMENTS, _("Ke pemeriksaan berkas"), "D"),
        (Station.PHOTO, _("Ke foto"), "F"),
        (Station.INTERVIEW, _("Ke wawancara"), "W"),
        (Station.HANDOVER, _("Ke penyerahan"), "P"),
    ]


def family_text(numbers: Sequence[str]) -> str:
    """Return with whom the number is called together; empty for one alone."""
    return _("Bersama %(numbers)s") % {"numbers": ", ".join(numbers)} if numbers else ""


def _numbers_of_party(ticket: TicketInfo, tickets: Sequence[TicketInfo]) -> list[str]:
    if ticket.party_id is None:
        return []
    return [one.number for one in tickets if one.party_id == ticket.party_id and one.id != ticket.id]


def _from_where(ticket: TicketInfo) -> str:
    if ticket.is_front:
        return _("Di depan kelasnya: melengkapi berkas")
    return _("Dari bagian lain") if ticket.state == State.TRANSFERRED else ""


def _title(ticket: TicketInfo) -> str:
    return {
        State.EXPECTED: _("Kami menantikan Anda"),
        State.CALLED: _("Giliran Anda"),
        State.BESIDE: _("Giliran keluarga Anda"),
        State.HELD: _("Menunggu keluarga Anda"),
        State.SERVING: _("Sedang dilayani"),
        State.AWAY: _("Anda sedang keluar sebentar"),
        State.PARKED: _("Nomor Anda ditunda sebentar"),
        State.SKIPPED: _("Nomor Anda terlewat"),
        State.DONE: _("Kunjungan selesai"),
        State.CANCELLED: _("Nomor ini sudah berakhir"),
    }.get(State(ticket.state), _("Antrean %(lane)s") % {"lane": ticket.lane})


def _advice(view: TicketView, *, zone: str) -> str:
    state = State(view.ticket.state)
    if state == State.CALLED:
        return _("Silakan menuju loket sekarang.")
    if state == State.EXPECTED:
        return _("Nomor ini belum dipanggil. Begitu tiba, tunjukkan kode QR permohonan Anda di loket kedatangan.")
    if state == State.BESIDE:
        return _("Silakan menuju loket sekarang bersama keluarga. Anda dilayani satu per satu di loket itu.")
    if state == State.HELD:
        return _("Bagian ini selesai. Begitu keluarga Anda selesai, semuanya antre bersama di bagian berikutnya.")
    if state == State.SKIPPED and view.returns_until:
        until = filters.clock(view.returns_until, zone)
        return _("Temui petugas di meja informasi sebelum %(until)s. Nomor ini boleh kembali sekali.") % {
            "until": until
        }
    if state in (State.SKIPPED, State.CANCELLED):
        return _("Temui petugas di meja informasi jika Anda masih perlu dilayani.")
    if state == State.AWAY:
        return _("Nomor ini tidak dipanggil dulu. Begitu kembali, tekan “Saya sudah kembali” atau temui petugas.")
    if state == State.PARKED:
        return _(
            "Petugas menunda nomor ini, misalnya menunggu berkas. Tempat Anda dijaga. Tanyakan di loket bila sudah siap."
        )
    if state == State.DONE:
        return _("Terima kasih sudah datang.")
    if state == State.SERVING:
        return ""
    return _("Halaman ini berubah sendiri. Tetaplah dekat ruang tunggu saat giliran hampir tiba.")


def _rows(view: TicketView, *, point: PointInfo) -> list[dict[str, str]]:
    rows = [{"key": _("Titik layanan"), "value": point.name}]
    if view.together:
        rows.append({"key": _("Dipanggil bersama"), "value": ", ".join(view.together)})
    if view.ahead is not None:
        rows.insert(0, {"key": _("Bagian"), "value": station_name(view.ticket.station)})
        rows.append({"key": _("Di depan Anda"), "value": filters.span((view.ahead, view.ahead), "people")})
        wait = filters.span(view.wait) if view.wait else _("belum cukup data")
        rows.append({"key": _("Perkiraan tunggu"), "value": wait})
    if view.wait and (trust := trust_text(view.hits)):
        rows.append({"key": _("Ketepatan perkiraan"), "value": trust})
    return rows


def share_text(hits: Hits) -> str:
    """Return the same in few words, for a board."""
    return "" if hits.share is None else _("%(share)s dari 100 tepat") % {"share": hits.share}


def trust_text(hits: Hits | None) -> str:
    """Return how often forecasts of this place came true lately, empty while too few are known."""
    if hits is None or hits.share is None:
        return ""
    return _("%(share)s dari 100 tepat, 4 minggu terakhir") % {"share": hits.share}


def at_the_counter(ticket: TicketInfo, *, allowed_calls: int, zone: ZoneInfo) -> str:
    """Return how often the visitor was called, or since when they are served."""
    if ticket.served_from is not None:
        return _("Dilayani sejak %(hour)s") % {"hour": filters.hour(ticket.served_from, zone)}
    return _("Dipanggil %(made)s dari %(allowed)s kali") % {"made": ticket.calls_made, "allowed": allowed_calls}


def time_to_come(
    ticket: TicketInfo, *, allowed_calls: int, until: datetime | None, went_at: datetime | None
) -> dict[str, object]:
    """
    Return what the officer may do once whoever was called had time to come (``until``), before (``text``) and then
    (``opens``); empty when nothing is waited for, or somebody was looked for.
    """
    calls_left = ticket.calls_made < allowed_calls
    if until is None or (went_at is not None and not calls_left):
        return {}
    if calls_left:
        return {
            "until": until,
            "text": _("Beri waktu berjalan ke loket. Bisa dipanggil ulang mulai %(clock)s."),
            "opens": _("Bila belum ada di loket, panggil ulang."),
        }
    return {
        "until": until,
        "text": _(
            "Beri waktu berjalan ke loket. Bisa dicatat tidak datang mulai %(clock)s, atau setelah Anda hampiri."
        ),
        "opens": _("Bila belum ada di loket, hampiri atau catat tidak datang."),
    }


def walking_over(ticket: TicketInfo, *, allowed_calls: int, went_at: datetime | None, zone: ZoneInfo) -> dict[str, str]:
    """Return what reminds the officer to walk over once all calls are made; empty before, and once the visitor is there."""
    if ticket.state != State.CALLED or ticket.calls_made < allowed_calls:
        return {}
    if went_at is not None:
        said = _("Anda sudah menghampiri pukul %(hour)s. Bila tetap tidak ada, catat tidak datang.")
        return {"title": said % {"hour": filters.hour(went_at, zone)}, "text": "", "kind": "info"}
    return {
        "title": _("Hampiri ruang tunggu"),
        "text": _("Semua panggilan sudah dipakai. Mungkin panggilan tidak terlihat atau tidak terdengar."),
        "kind": "next",
    }
