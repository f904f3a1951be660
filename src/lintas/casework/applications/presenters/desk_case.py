"""The head of a case at the desk: who, what for, under which rules, and which tabs lead into it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lintas.casework.applications import queries
from lintas.casework.applications.presenters import desk_words as words
from lintas.casework.applications.presenters.desk_duties import Duty
from lintas.casework.applications.states import AT_THE_OFFICE, State
from lintas.directory.catalogue import queries as catalogue
from lintas.exchange.payments import queries as payments
from lintas.exchange.payments.states import BillState
from lintas.ui import filters
from lintas.visit.needs.queries import Told
from lintas.visit.queueing import queries as tickets

PAPER = "berkas-"
DATA, WORK, LOOKS = "data", "kerja", "siapa-melihat"
SHORT_NAME = 20
NOT_AT_A_COUNTER = frozenset({"waiting", "transferred", "called", "parked"})
"""States of a queue number in which nobody stands before the officer yet."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A mark beside the case's name."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of the case; ``key`` is the digit that opens it."""

    name: str
    text: str
    href: str
    key: str
    current: bool
    tag: str = ""
    tag_kind: str = "neutral"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every tab. ``is_not_called`` while the person's number is still in line."""

    reference: str
    name: str
    service: str
    money: str
    policy: str
    number: str
    where: str
    is_not_called: bool
    tags: tuple[Tag, ...]


def head(
    case: queries.CaseInfo,
    bill: payments.BillInfo | None,
    told: Told,
    *,
    name: str,
    zone: str,
    at: datetime,
    is_late: bool,
) -> Head:
    """Return the head of the case."""
    policy = catalogue.policy(case.policy_id)
    ticket = tickets.ticket_of(case.id, at=at)
    return Head(
        reference=case.reference,
        name=name,
        service=str(policy.name),
        money=_money(bill),
        policy=_("Aturan versi %(number)s, berlaku %(day)s")
        % {"number": policy.version, "day": filters.date_only(policy.effective_from)},
        number=ticket.ticket.number if ticket else "",
        where=ticket.ticket.counter if ticket else "",
        is_not_called=bool(ticket and ticket.ticket.state in NOT_AT_A_COUNTER and case.state in AT_THE_OFFICE),
        tags=(*needs_tags(told), *_tags(case, zone=zone, is_late=is_late)),
    )


def tabs(case: queries.CaseInfo, duty: Duty | None, *, current: str, has_work: bool) -> tuple[Tab, ...]:
    """Return the tabs that the officer's duty opens, in the order of the work."""
    found: list[tuple[str, str, str, str]] = []
    if duty is not None and duty.papers:
        names = {need.key: str(need.name) for need in catalogue.policy(case.policy_id).requirements}
        for item in case.items:
            mark, kind = ITEM_MARKS.get(item.state, ("", "neutral"))
            found.append((f"{PAPER}{item.key}", _short(names.get(item.key, item.key)), str(mark), kind))
    if duty is not None:
        found.append((DATA, _("Data"), "", "neutral"))
    if case.state in words.WORK or has_work:
        found.append((WORK, str(words.WORK.get(case.state, _("Tindakan"))), "", "neutral"))
    here = reverse("applications:case", kwargs={"reference": case.reference})
    return tuple(
        Tab(
            name=name,
            text=text,
            href=f"{here}?lembar={name}",
            key=str(place) if place < 10 else "",
            current=name == current,
            tag=tag,
            tag_kind=kind,
        )
        for place, (name, text, tag, kind) in enumerate(found, start=1)
    )


def first_tab(case: queries.CaseInfo, duty: Duty | None) -> str:
    """Return where to begin: at the first paper that nobody decided, else at the work of the state."""
    if case.state is State.CHECKED_IN and duty is not None and duty.papers:
        undecided = [item for item in case.items if item.state in ("expected", "given")]
        if undecided:
            return f"{PAPER}{undecided[0].key}"
    return WORK if case.state in words.WORK else DATA


ITEM_MARKS = {"accepted": (gettext_lazy("diterima"), "done"), "returned": (gettext_lazy("kembali"), "late")}


def needs_tags(told: Told) -> tuple[Tag, ...]:
    """Return what the person before the officer needs; late where the facility is kept for others."""
    return tuple(
        Tag(_("Perlu: %(need)s") % {"need": need.label}, "late" if need in told.missing else "next")
        for need in told.needs
    )


def _short(name: str) -> str:
    name = name.split(" (")[0]
    return capfirst(name if len(name) <= SHORT_NAME else f"{name[: SHORT_NAME - 1].rstrip()}…")


def _money(bill: payments.BillInfo | None) -> str:
    if bill is None:
        return _("belum ada tagihan")
    paid = _("lunas") if bill.state is BillState.SETTLED else bill.label
    return f"{filters.rupiah(bill.total_idr)} {paid}"


def _tags(case: queries.CaseInfo, *, zone: str, is_late: bool) -> tuple[Tag, ...]:
    tags = [Tag(str(case.state.label), "late" if case.state is State.MISSED else "info")]
    accepted = sum(item.state == "accepted" for item in case.items)
    if case.state in (State.CHECKED_IN, State.INCOMPLETE):
        kind = "done" if accepted == len(case.items) else "neutral"
        tags.append(Tag(_("Diterima %(n)s dari %(all)s berkas") % {"n": accepted, "all": len(case.items)}, kind))
    returned = sum(item.state == "returned" for item in case.items)
    if returned:
        tags.append(Tag(_("%(n)s berkas dikembalikan") % {"n": returned}, "late"))
    if case.queue_class in words.CLASSES:
        tags.append(Tag(str(words.CLASSES[case.queue_class]), "next"))
    if case.channel == "counter":
        tags.append(Tag(_("dibuat di loket"), "neutral"))
    if is_late and case.due_on:
        tags.append(Tag(_("lewat janji %(day)s") % {"day": filters.short_day(case.due_on)}, "late"))
    elif case.respond_by:
        tags.append(Tag(_("batas %(day)s") % {"day": filters.short_day(case.respond_by, zone)}, "next"))
    return tuple(tags)
