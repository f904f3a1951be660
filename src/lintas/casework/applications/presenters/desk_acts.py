"""What an officer may do with a case now: which acts belong to which role in which state."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lintas.casework.applications import queries, rules
from lintas.casework.applications.states import FINAL, PAID_AT_THE_COUNTER, Role, State
from lintas.casework.applications.vocabulary import BOOK_KINDS, VOID_GROUNDS
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.people import queries as persons
from lintas.exchange.payments import queries as payments
from lintas.exchange.payments.states import BillState
from lintas.ui import filters

ACTS: dict[State, tuple[tuple[str, Role], ...]] = {
    State.SCHEDULED: (("arrive", Role.COUNTER), ("move", Role.COUNTER)),
    State.MISSED: (("excuse", Role.COUNTER),),
    State.CHECKED_IN: (("in_order", Role.COUNTER), ("incomplete", Role.COUNTER), ("renew_billing", Role.COUNTER)),
    State.INCOMPLETE: (("renew_billing", Role.COUNTER),),
    State.CAPTURE: (("capture", Role.CAPTURE),),
    State.INTERVIEW: (("interview", Role.INTERVIEWER),),
    State.DEEPENED: (("clear", Role.EXAMINER), ("defer", Role.SECTION_HEAD)),
    State.DEFERRED: (("resume", Role.SECTION_HEAD), ("reject", Role.OFFICE_HEAD)),
    State.ADJUDICATION: (("approve", Role.ADJUDICATOR), ("send_back", Role.ADJUDICATOR)),
    State.PRINTING: (("print", Role.PRODUCER),),
    State.QUALITY: (("pass", Role.PRODUCER), ("defect", Role.PRODUCER)),
    State.READY: (("hand_over", Role.HAND_OVER), ("uncollected", Role.OFFICE_HEAD)),
}
"""The acts of the work tab, by state; the operations check again."""

BY_OTHER_EYES = {
    "approve": Role.ADJUDICATOR,
    "send_back": Role.ADJUDICATOR,
    "reject": Role.OFFICE_HEAD,
    "uncollected": Role.OFFICE_HEAD,
    "void": Role.OFFICE_HEAD,
}
"""Acts that end or grant a case: never by who interviewed or examined, or took part in a deferral."""

REASONED = frozenset({"defer", "reject", "uncollected", "void"})
"""Acts that need the whole reasoning."""


@dataclass(frozen=True, slots=True)
class FourEyes:
    """Why this officer may not decide, and who can."""

    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroundLine:
    """A ground to choose from."""

    code: str
    text: str
    clause: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a decision against the person begins with, once its ground is chosen."""

    ground: str
    text: str
    said: str
    clause: str
    unsure: bool
    remedy: str
    objection: str


@dataclass(frozen=True, slots=True)
class Book:
    """Which blank book comes next."""

    kind: str
    kind_text: str
    suggested: str
    left: int


VOID_REMEDIES = {
    "died": gettext_lazy("Keluarga dapat meminta penjelasan di loket dengan membawa akta kematian."),
    "withdrawn": gettext_lazy("Anda dapat mengajukan permohonan baru kapan saja."),
    "false_statement": gettext_lazy(
        "Bawa dokumen asli dari instansi penerbit, lalu ajukan permohonan baru dengan keterangan yang benar."
    ),
}
"""What the person can do after a case was closed by the office. Our proposal (P)."""


def acts(
    roles: Collection[str], case: queries.CaseInfo, bill: payments.BillInfo | None, *, at: datetime
) -> tuple[str, ...]:
    """Return the acts that the officer may do with the case now."""
    found = [act for act, role in ACTS.get(case.state, ()) if role.value in roles]
    if "renew_billing" in found and (bill is None or bill.state is not BillState.LAPSED):
        found.remove("renew_billing")
    if "uncollected" in found and not _is_overdue(case, at=at):
        found.remove("uncollected")
    if Role.OFFICE_HEAD.value in roles and case.state not in FINAL and case.state is not State.DRAFT:
        found.append("void")
    return tuple(found)


def four_eyes(
    case: queries.CaseInfo, officer: persons.OfficerInfo, *, acts: Collection[str], at: datetime
) -> FourEyes | None:
    """Return who can decide instead when the officer took part before; None when all ``acts`` are open to the officer."""
    roles = {BY_OTHER_EYES[act] for act in acts if act in BY_OTHER_EYES}
    if not roles:
        return None
    involved = queries.involved(case.id)
    if rules.four_eyes(deciding=officer.id, already_involved=involved):
        return None
    if case.office_id is None or case.point_id is None:
        return FourEyes(others=())
    on = offices.calendar(point_id=case.point_id).local(at).date()
    able = {
        other.alias: None
        for role in sorted(roles)
        for other in persons.officers_of(office_id=case.office_id, role=role.value, on=on)
        if other.id not in involved and other.point_id in (None, case.point_id)
    }
    return FourEyes(others=tuple(able))


def grounds(act: str, case: queries.CaseInfo) -> tuple[GroundLine, ...]:
    """Return the grounds of the act, most common first."""
    if act == "void":
        return tuple(GroundLine(code, str(text), "", False) for code, text in VOID_GROUNDS.items())
    return tuple(
        GroundLine(ground.code, str(ground.text), ground.clause, ground.clause_confidence != "V")
        for ground in catalogue.grounds(case.service_key)
    )


def reasons(act: str, case: queries.CaseInfo, ground: str, *, at: datetime) -> Reasons | None:
    """
    Return what the form is filled with for the chosen ground, None when the act knows no such ground.

    What the person will read is in the person's language.
    """
    if act == "void":
        if ground not in VOID_GROUNDS:
            return None
        with translation.override(persons.person(case.person_id).language):
            remedy, objection = str(VOID_REMEDIES[ground]), _objection(case, at=at)
        return Reasons(ground, str(VOID_GROUNDS[ground]), "", "", False, remedy, objection)
    found = next((known for known in catalogue.grounds(case.service_key) if known.code == ground), None)
    if found is None:
        return None
    with translation.override(persons.person(case.person_id).language):
        said = str(found.said) if found.neutral else ""
        remedy, objection = str(found.remedy), _objection(case, at=at)
    unsure = found.clause_confidence != "V"
    return Reasons(ground, str(found.text), said, found.clause, unsure, remedy, objection)


@dataclass(frozen=True, slots=True)
class Owed:
    """What has to be paid before the papers can be in order."""

    title: str
    text: str


def owed(case: queries.CaseInfo, bill: payments.BillInfo | None, *, zone: str) -> Owed | None:
    """Return what a person at the document check still has to pay; None when nothing."""
    if case.state not in PAID_AT_THE_COUNTER or bill is None or bill.state is BillState.SETTLED:
        return None
    title = _("Belum lunas: %(amount)s") % {"amount": filters.rupiah(bill.total_idr)}
    if not bill.code:
        since = filters.moment(bill.raised_at, zone)
        return Owed(
            title, _("Kode billing diminta sejak %(since)s dan belum terbit; kami terus memintanya.") % {"since": since}
        )
    until = filters.moment(bill.expires_at, zone) if bill.expires_at else "–"
    if bill.state is BillState.LAPSED:
        return Owed(
            title, _("Kode billing %(code)s berakhir %(until)s. Buat kode baru.") % {"code": bill.code, "until": until}
        )
    return Owed(title, _("Kode billing %(code)s, berlaku sampai %(until)s.") % {"code": bill.code, "until": until})


def book(case: queries.CaseInfo) -> Book | None:
    """Return the next blank book of the kind that was paid for; None when the bill names no book."""
    kind = queries.book_kind(case.id, policy_id=case.policy_id)
    if not kind or case.point_id is None:
        return None
    held = next((each for each in queries.stock(point_id=case.point_id) if each.kind == kind), None)
    return Book(
        kind=kind,
        kind_text=str(BOOK_KINDS.get(kind, kind)),
        suggested=held.next_number if held else "",
        left=held.blank if held else 0,
    )


def _is_overdue(case: queries.CaseInfo, *, at: datetime) -> bool:
    held = queries.shelf(case.id)
    if held is None or case.point_id is None:
        return False
    today = offices.calendar(point_id=case.point_id).local(at).date()
    return today > held.collect_by and held.reminded_day >= rules.REMINDER_DAYS[-1]


def _objection(case: queries.CaseInfo, *, at: datetime) -> str:
    """Return how to object. Legal source: docs/legal/register.md, entry "UU-30-2014"."""
    on = offices.calendar(point_id=case.point_id).local(at).date() if case.point_id else catalogue.today(at)
    limit = catalogue.working_days("objection_within", office_code=case.office_code, on=on)
    return _(
        "Anda dapat mengajukan keberatan tertulis kepada kepala kantor ini paling lambat %(days)s hari kerja sejak "
        "menerima keputusan. Petugas loket membantu menuliskannya. Bila belum puas dengan jawabannya, Anda dapat "
        "mengajukan banding kepada atasan kepala kantor."
    ) % {"days": limit.number}
