"""Draws as pages show them: the steps, the odds in words, what to write down and what to type."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.foundation.words import Bilingual
from lintas.ui import filters
from lintas.visit.draws.queries import DrawInfo, PaperInfo, PoolOdds
from lintas.visit.draws.states import Pool, State, VoidReason
from lintas.visit.draws.trust import Trust, trust

KINDS = {State.OPEN: "next", State.PUBLISHED: "done", State.VOID: "late"}
DONE = {State.PUBLISHED, State.VOID}
ORDER = [State.ANNOUNCED, State.OPEN, State.CLOSED, State.REVEALED, State.DRAWN, State.PUBLISHED]


@dataclass(frozen=True, slots=True)
class Row:
    """A draw in the calendar."""

    title: str
    point: str
    href: str
    state: str
    kind: str
    when: str
    odds: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with its meaning (`ui.facts`)."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the draw (`ui.timeline`)."""

    title: str
    state: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Promised:
    """Who promised, what, and the value once it is open."""

    name: str
    commitment: str
    value: str


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions of a day."""

    on: str
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A paper to download, with its fingerprint."""

    title: str
    text: str
    href: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Way:
    """A link with its text."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Void:
    """Why a draw has no result, what becomes of its places and its people, and the ways on."""

    text: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One draw."""

    title: str
    state: str
    kind: str
    facts: tuple[Fact, ...]
    steps: tuple[Step, ...]
    days: tuple[Day, ...]
    trust: Trust
    promises: tuple[Promised, ...]
    downloads: tuple[Download, ...]
    void: Void | None
    credit_cap: int
    household_most: int
    command: str


def calendar(draws: Sequence[DrawInfo]) -> dict[str, Any]:
    """Return the draws that are still ahead or under way, and those that are over, the latest first."""
    return {
        "ahead": tuple(_row(one) for one in draws if one.state not in DONE),
        "over": tuple(_row(one) for one in reversed(draws) if one.state in DONE),
    }


def page(found: DrawInfo, point: PointInfo, papers: Sequence[PaperInfo], *, opens_on: date | None = None) -> Page:
    """Return one draw as its page shows it; ``opens_on`` is the next day on which other places are opened."""
    zone = point.zone
    return Page(
        title=_title(found),
        state=str(State(found.state).label),
        kind=KINDS.get(State(found.state), "info"),
        facts=tuple(_fact(one) for one in found.odds),
        steps=() if found.state == State.VOID else _steps(found, zone),
        days=_days(found, zone),
        trust=trust(found, zone=zone),
        promises=(
            Promised(_("Kantor"), found.seed_commitment, found.seed),
            *(Promised(one.name, one.commitment, one.value) for one in found.witnesses),
        ),
        downloads=tuple(_download(found, one) for one in papers),
        void=_void(found, point, opens_on) if found.void_reason else None,
        credit_cap=found.credit_cap,
        household_most=found.household_most,
        command=f"python3 periksa-undian.py undian-{found.id}-catatan.jsonl --kept {found.seed_commitment}",
    )


def _void(found: DrawInfo, point: PointInfo, opens_on: date | None) -> Void:
    said = [_("Alasan: %(reason)s.") % {"reason": VoidReason(found.void_reason).label}]
    ways = []
    if found.again is not None:
        said.append(_("Undian ini diulang; pesertanya ikut lagi tanpa mendaftar."))
        ways.append(Way(_("Undian ulangan"), reverse("draws:draw", args=[found.again])))
    elif found.keeps_until is not None:
        until = filters.moment(found.keeps_until, point.zone)
        said.append(
            _("Tempatnya disimpan sampai %(until)s untuk undian ulangan; pesertanya ikut lagi tanpa mendaftar.")
            % {"until": until}
        )
    else:
        said.append(_("Tempatnya tidak disimpan lagi. Bila undian ini diulang, pesertanya ikut lagi tanpa mendaftar."))
    if opens_on is not None:
        said.append(_("Tempat lain dibuka pada %(day)s.") % {"day": filters.day(opens_on)})
    ways += [
        Way(_("Kalender pembukaan tempat"), f"{reverse('draws:releases')}?tempat={point.slug}"),
        Way(_("Sisa tempat sekarang"), reverse("appointments:place", args=[point.slug])),
    ]
    return Void(" ".join(said), tuple(ways))


def odds_in_words(one: PoolOdds) -> str:
    """Return the odds of one entry without lost rounds, as people say it."""
    if one.entries <= one.places:
        return _("semua mendapat tempat")
    share = round(100 * one.places / one.entries)
    return _("sekitar %(share)s dari 100 orang") % {"share": share} if share else _("kurang dari 1 dari 100 orang")


def _title(found: DrawInfo) -> str:
    name = catalogue.service(found.service_key).name
    return str(name if isinstance(name, Bilingual) else Bilingual(id=str(name), en=""))


def _row(found: DrawInfo) -> Row:
    point = offices.point(id=found.point_id)
    places, entries = found.places, sum(one.entries for one in found.odds)
    return Row(
        title=_title(found),
        point=point.name,
        href=reverse("draws:draw", args=[found.id]),
        state=str(State(found.state).label),
        kind=KINDS.get(State(found.state), "info"),
        when=_("Daftar %(opens)s sampai %(closes)s")
        % {"opens": _short(found.opens_at, point.zone), "closes": _short(found.closes_at, point.zone)},
        odds=_("%(places)s tempat, %(entries)s peserta")
        % {"places": filters.number(places), "entries": filters.number(entries)},
    )


def _fact(one: PoolOdds) -> Fact:
    numbers = {"places": filters.number(one.places), "entries": filters.number(one.entries)}
    won = "" if one.won is None else _("%(won)s tempat diberikan.") % {"won": filters.number(one.won)}
    return Fact(
        label=_("Peluang, kelompok %(pool)s") % {"pool": Pool(one.pool).label.lower()},
        value=odds_in_words(one) if one.entries else _("belum ada peserta"),
        note=" ".join(part for part in (_("%(places)s tempat, %(entries)s peserta") % numbers + ".", won) if part),
    )


def _steps(found: DrawInfo, zone: str) -> tuple[Step, ...]:
    reached = ORDER.index(State(found.state))
    told = (
        (
            State.ANNOUNCED,
            _("Diumumkan"),
            _short(found.announced_at, zone),
            _("Kantor dan saksi mengikat diri lebih dulu.")
            if len(found.witnesses) >= found.witnesses_least
            else _("Kantor sudah mengikat diri; saksi menyusul sebelum pendaftaran dibuka."),
        ),
        (
            State.OPEN,
            _("Pendaftaran"),
            _("%(opens)s sampai %(closes)s")
            % {"opens": _short(found.opens_at, zone), "closes": _short(found.closes_at, zone)},
            _("Mendaftar di menit pertama atau terakhir sama saja."),
        ),
        (
            State.CLOSED,
            _("Daftar peserta dikunci"),
            _short(found.closes_at, zone),
            _("Siapa pun boleh menyimpan salinannya sebelum nilai dibuka."),
        ),
        (
            State.REVEALED,
            _("Saksi membuka nilainya"),
            _("paling lambat %(moment)s") % {"moment": _short(found.reveal_by, zone)},
            _("Bila satu nilai saja tidak dibuka, undian batal dan diulang dengan janji baru."),
        ),
        (State.PUBLISHED, _("Hasil diumumkan"), "", _("Catatan lengkap dapat diunduh dan dihitung ulang.")),
    )
    return tuple(
        Step(title=title, state=_reached(ORDER.index(state), reached), when=when, text=text)
        for state, title, when, text in told
    )


def _reached(step: int, reached: int) -> str:
    if step < reached or reached == len(ORDER) - 1 or step == reached == 0:
        return "done"
    return "now" if step == reached else "next"


def _days(found: DrawInfo, zone: str) -> tuple[Day, ...]:
    days: dict[str, list[str]] = {}
    for one in found.sessions:
        words = _("%(hour)s: %(places)s tempat (%(key)s)") % {
            "hour": filters.clock(one.starts_at, zone),
            "places": filters.number(one.places),
            "key": one.key,
        }
        days.setdefault(filters.day(one.starts_at, zone), []).append(words)
    return tuple(Day(on=on, hours=tuple(hours)) for on, hours in days.items())


def _download(found: DrawInfo, one: PaperInfo) -> Download:
    size = filters.number(max(1, one.size // 1000))
    if one.part == "entries":
        title, text = _("Daftar peserta"), _("Kode tanpa nama, %(size)s kB. Tersedia sejak pendaftaran ditutup.")
    else:
        title, text = _("Catatan undian"), _("Janji, nilai, peserta, dan urutan, %(size)s kB.")
    return Download(title, text % {"size": size}, reverse(f"draws:{one.part}", args=[found.id]), one.sha256)


def _short(moment: datetime, zone: str) -> str:
    return filters.moment(moment, zone)
