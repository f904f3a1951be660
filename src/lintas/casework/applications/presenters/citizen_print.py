"""The copy of an application on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from lintas.casework.applications.presenters.citizen_check import Row
from lintas.casework.applications.presenters.citizen_payment import grouped
from lintas.casework.applications.presenters.citizen_start import Price
from lintas.casework.applications.queries import CaseInfo, village_words
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import presenters as places
from lintas.directory.offices import queries as offices
from lintas.directory.people.identity import mask_nik
from lintas.exchange.payments.queries import BillInfo
from lintas.foundation.words import Bilingual
from lintas.ui import filters
from lintas.visit.appointments.queries import AppointmentInfo


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: who, what, when and where, what to bring, what it costs."""

    service: Bilingual
    rows: tuple[Row, ...]
    to_bring: tuple[str, ...]
    fees: tuple[Price, ...]
    total_idr: int
    version: int
    printed: str


def sheet(
    case: CaseInfo,
    *,
    known: Mapping[str, str],
    answers: Mapping[str, str],
    bill: BillInfo | None,
    appointment: AppointmentInfo | None,
    at: datetime,
) -> Sheet:
    """Return the sheet as things stand at the moment."""
    policy = catalogue.policy(case.policy_id)
    assert case.point_id is not None  # noqa: S101 (a constraint of the table: what was submitted has a point)
    zone = offices.point(id=case.point_id).zone
    lines = bill.lines if bill else ()
    return Sheet(
        service=policy.name,
        rows=tuple(_rows(case, known, bill, appointment, zone=zone)),
        to_bring=to_bring(case, answers),
        fees=tuple(Price(text=str(line.text), amount_idr=line.amount_idr, note="") for line in lines),
        total_idr=bill.total_idr if bill else 0,
        version=policy.version,
        printed=filters.moment(at, zone),
    )


def to_bring(case: CaseInfo, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the papers whose originals are shown at the counter, as the person has named them."""
    chosen = {item.key: item.document for item in case.items}
    found = []
    for need in catalogue.policy(case.policy_id).checklist(answers):
        document = next((one for one in need.options if one.key == chosen.get(need.key)), need.options[0])
        if document.original:
            found.append(str(document.name))
    return tuple(found)


def _rows(
    case: CaseInfo, known: Mapping[str, str], bill: BillInfo | None, appointment: AppointmentInfo | None, *, zone: str
):
    point = offices.point(id=case.point_id)
    born = known.get("birth_date", "")
    yield Row(key=_("Pemohon"), value=known.get("full_name", ""), href="")
    yield Row(key=_("NIK"), value=mask_nik(known.get("nik", "")), href="")
    yield Row(
        key=_("Tempat dan tanggal lahir"),
        value=", ".join(
            part
            for part in (
                known.get("birth_place", ""),
                filters.date_only(date.fromisoformat(born)) if born else "",
            )
            if part
        ),
        href="",
    )
    home = ", ".join(part for part in (known.get("address", ""), village_words(known.get("village", ""))) if part)
    yield Row(key=_("Alamat"), value=home, href="")
    yield Row(key=_("Tempat"), value=point.name, href="", note=f"{point.office_name}. {places.address_words(point)}")
    if appointment is not None:
        yield Row(key=_("Waktu"), value=filters.moment(appointment.starts_at, zone), href="")
    if case.submitted_at is not None:
        yield Row(key=_("Diajukan"), value=filters.moment(case.submitted_at, zone), href="")
    if bill is not None and bill.code:
        paid = _("NTPN %(ntpn)s") % {"ntpn": bill.ntpn} if bill.ntpn else bill.label
        yield Row(key=_("Kode billing"), value=grouped(bill.code), href="", note=paid)
