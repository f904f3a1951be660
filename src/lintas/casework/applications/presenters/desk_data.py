"""What is known of the applicant, beside what other systems said: equal is quiet, different is loud."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lintas.casework.applications import queries
from lintas.casework.applications.presenters.desk_file import File
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.people import identity
from lintas.directory.people.states import FIELD_LABELS
from lintas.exchange.agencies import queries as agencies
from lintas.exchange.agencies.states import Kind, Result, State
from lintas.exchange.payments import queries as payments
from lintas.exchange.payments.states import BillState
from lintas.ui import filters

CLEAR = frozenset({Result.MATCH, Result.CLEAR, Result.DONE})
NO_ANSWER = frozenset({Result.UNAVAILABLE, Result.DENIED})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison, as the summary component takes it."""

    key: str
    value: str
    note: str = ""
    kind: str = "plain"


RECOGNISABLE = ("nik", "birth_date", "phone", "email", "mother_name", "father_name")
"""Fields of which a mask still shows something; the others are not opened at all until they are asked for."""


def opened_rows(values: Mapping[str, str], *, on: date) -> tuple[Row, ...]:
    """Return the applicant's data in full, the NIK held against birth date and sex."""
    odd = _oddities(values, on=on)
    return tuple(_row(name, value, odd) for name, value in values.items() if value)


def masked_rows(masked: Mapping[str, str], *, name: str, closed: Iterable[str]) -> tuple[Row, ...]:
    """Return the name, what masks let recognise, and one line that names what is kept closed."""
    lines = [Row(capfirst(str(FIELD_LABELS["full_name"])), name)] if name else []
    lines += [Row(_label(field), value) for field, value in masked.items() if value]
    others = [str(FIELD_LABELS[field]) for field in closed]
    if others:
        lines.append(Row(_("Tertutup"), capfirst(", ".join(others)), kind="missing"))
    return tuple(lines)


def checks(file: File, *, zone: str) -> tuple[Row, ...]:
    """Return the latest answer of each system; no answer is never shown as a clear one."""
    latest: dict[Kind, agencies.EnquiryInfo] = {}
    for enquiry in file.enquiries:
        latest.setdefault(enquiry.kind, enquiry)
    return tuple(_check(latest[kind], file.opened, zone=zone) for kind in Kind if kind in latest)


def money(bill: payments.BillInfo | None, *, zone: str) -> tuple[Row, ...]:
    """Return what was charged, whether it is paid, and what became of every payment."""
    if bill is None:
        return (Row(_("Tagihan"), _("Belum ada tagihan untuk permohonan ini"), kind="missing"),)
    lines = [Row(str(line.text), filters.rupiah(line.amount_idr)) for line in bill.lines]
    settled = bill.state is BillState.SETTLED
    lines.append(
        Row(
            _("Jumlah"),
            filters.rupiah(bill.total_idr),
            note=bill.label,
            kind="equal" if settled else "different",
        )
    )
    if bill.code:
        lines.append(Row(_("Kode billing"), bill.code))
    if bill.ntpn:
        lines.append(Row(_("NTPN"), f"••••{bill.ntpn[-4:]}"))
    for paid in bill.money:
        lines.append(
            Row(
                filters.short_moment(paid.received_at, zone),
                filters.rupiah(paid.amount_idr),
                note=paid.label,
                kind="plain" if settled and paid.ntpn == bill.ntpn else "different",
            )
        )
    return tuple(lines)


def answers(case: queries.CaseInfo, given: Mapping[str, str]) -> tuple[Row, ...]:
    """Return what the person answered to the policy's questions, and which book they chose."""
    policy = catalogue.policy(case.policy_id)
    found = []
    for question in policy.questions():
        said = given.get(question.key, "")
        option = next((str(option.text) for option in question.options if option.key == said), "")
        plain = {"yes": _("Ya"), "no": _("Tidak")}.get(said, said)
        if said:
            found.append(Row(str(question.text), option or plain))
    fees = {option.fee_id: str(option.text) for option in policy.fee_options({})}
    if given.get(catalogue.FEE_CHOICE) in fees:
        found.append(Row(_("Jenis paspor"), fees[given[catalogue.FEE_CHOICE]]))
    return tuple(found)


def _row(name: str, value: str, odd: Mapping[str, str]) -> Row:
    if name in odd:
        return Row(_label(name), _shown(name, value), note=odd[name], kind="different")
    if name == "nik" and not odd:
        note = _("cocok dengan tanggal lahir dan jenis kelamin")
        return Row(_label(name), _grouped(value), note=note, kind="equal")
    return Row(_label(name), _shown(name, value))


def _label(name: str) -> str:
    return "NIK" if name == "nik" else capfirst(str(FIELD_LABELS[name]))


def _shown(name: str, value: str) -> str:
    if name == "nik":
        return _grouped(value)
    if name == "sex":
        return {"F": _("Perempuan"), "M": _("Laki-laki")}.get(value, value)
    if name == "birth_date":
        return filters.date_only(date.fromisoformat(value))
    if name == "village":
        return queries.village_words(value) or value
    return value


def _grouped(nik: str) -> str:
    return " ".join(nik[place : place + 4] for place in range(0, len(nik), 4))


def _oddities(values: Mapping[str, str], *, on: date) -> dict[str, str]:
    """Return the field beside which each oddity belongs, with its sentence."""
    if not values.get("nik"):
        return {}
    born = values.get("birth_date", "")
    specimen = values["nik"].startswith("99")
    try:
        nik = identity.parse_nik(values["nik"], on=on, demonstration=specimen)
    except identity.NikImpossible as fault:
        return {"nik": str(fault)}
    found = identity.oddities(nik, birth=date.fromisoformat(born) if born else None, sex=values.get("sex", ""))
    beside = {"nik_birth_differs": "birth_date", "nik_sex_differs": "sex"}
    return {beside.get(oddity.code, "nik"): str(oddity.text) for oddity in found}


def _check(enquiry: agencies.EnquiryInfo, opened: queries.Opened, *, zone: str) -> Row:
    name = str(enquiry.kind.label)
    if enquiry.result is None:
        asked = filters.short_moment(enquiry.asked_at, zone)
        return Row(name, _("ditanyakan, belum dijawab"), note=asked, kind="missing")
    told = " · ".join(
        part
        for part in (
            filters.short_moment(enquiry.answered_at, zone) if enquiry.answered_at else "",
            enquiry.partner_reference,
        )
        if part
    )
    if not opened.text(enquiry.result):
        return Row(name, str(State.ANSWERED.label), note=told)
    result = Result(opened.text(enquiry.result))
    value = str(result.label)
    if result in CLEAR:
        return Row(name, value, note=told, kind="equal")
    if result in NO_ANSWER:
        value = _("%(answer)s: belum bersih, petugas harus memastikan sendiri") % {"answer": value}
    return Row(name, value, note=told, kind="different")
