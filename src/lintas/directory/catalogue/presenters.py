"""What the pages of the catalogue show, worked out so that templates only lay it down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lintas.directory.catalogue.queries import (
    Answers,
    FeeOption,
    LegalSource,
    PolicyInfo,
    PolicyVersion,
    Price,
    ServiceInfo,
    Unsure,
)
from lintas.foundation.words import Bilingual
from lintas.ui.filters import date_only, rupiah

SURE = frozenset({"V", "D"})


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing to bring: a paper, or one of several."""

    key: str
    name: Bilingual
    options: tuple[tuple[Bilingual, bool], ...]
    """The papers that satisfy it, each with whether the original is shown."""
    because: Bilingual | None
    """The question whose answer asks for it, when it is not asked of everyone."""


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One line of a money table."""

    text: str
    amount_idr: int
    note: str


@dataclass(frozen=True, slots=True)
class FeeTable:
    """Fees that belong together, under what they have in common."""

    title: str
    rows: tuple[FeeRow, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that people look for first."""

    key: str
    value: str
    note: str


def papers(policy: PolicyInfo, answers: Answers) -> tuple[Paper, ...]:
    """Return the things to bring with these answers, in the order of the policy."""
    questions = {question.key: question for question in policy.questions()}
    return tuple(
        Paper(
            key=needed.key,
            name=needed.name,
            options=tuple((document.name, document.original) for document in needed.options),
            because=questions[needed.because.question].text if needed.because else None,
        )
        for needed in policy.checklist(answers)
    )


def fee_tables(policy: PolicyInfo, answers: Answers, *, on: date, sources: Mapping[str, LegalSource]) -> list[FeeTable]:
    """Return what can be chosen, what is always added and what may be added, with the tariff of the day."""
    rule, offered = policy.fees, policy.fee_options(answers)
    waived = {fee for fee, condition in rule.waive.items() if condition.holds(answers)}
    wanted = (*offered, *rule.along.values(), *rule.add, *rule.optional)
    prices = policy.prices(frozenset(fee.fee_id for fee in wanted), on)

    def rows(fees: Iterable[FeeOption]) -> tuple[FeeRow, ...]:
        return tuple(
            _waived(fee) if fee.fee_id in waived else _row(fee, prices, sources, rule.along.get(fee.fee_id))
            for fee in fees
            if fee.fee_id in prices
        )

    tables = [
        FeeTable(_("Pilih salah satu") if len(offered) > 1 else _("Biaya layanan"), rows(offered)),
        FeeTable(_("Ditambahkan pada biaya layanan") if offered else _("Biaya layanan"), rows(rule.add)),
        FeeTable(_("Hanya bila Anda memilihnya atau diminta"), rows(rule.optional)),
    ]
    return [table for table in tables if table.rows]


def facts(policy: PolicyInfo, tables: list[FeeTable]) -> list[Fact]:
    """Return how long, how much and for how long."""
    found = [Fact(key=_("Waktu"), value=time_words(policy), note=str(policy.time.counts_from or ""))]
    if tables:
        amounts = [row.amount_idr for row in tables[0].rows]
        notes = [
            _("sampai %(amount)s") % {"amount": rupiah(max(amounts))} if len(set(amounts)) > 1 else "",
            _("per orang") if policy.fees.per_applicant else "",
        ]
        key = _("Biaya mulai") if notes[0] else _("Biaya")
        found.append(Fact(key=key, value=rupiah(min(amounts)), note=", ".join(note for note in notes if note)))
    elif not policy.fees.as_underlying and not policy.fees.one_of:
        found.append(Fact(key=_("Biaya"), value=_("Tanpa biaya"), note=unsure_words(policy.fees.confidence)))
    if policy.validity_years:
        years = _(" atau ").join(str(year) for year in policy.validity_years)
        found.append(Fact(key=_("Berlaku"), value=_("%(years)s tahun") % {"years": years}, note=_("paling lama")))
    return found


def time_words(policy: PolicyInfo) -> str:
    """Return the standard time in words."""
    time = policy.time
    if time.same_day:
        return _("Hari yang sama")
    if time.working_days:
        days = ngettext("%(days)d hari kerja", "%(days)d hari kerja", time.working_days)
        return days % {"days": time.working_days}
    if time.hours:
        return ngettext("%(hours)d jam", "%(hours)d jam", time.hours) % {"hours": time.hours}
    return _("Belum ada batas waktu yang diumumkan")


def unsure_words(confidence: str) -> str:
    """Return the honest mark of a value the office has yet to confirm, else nothing."""
    return "" if confidence in SURE else _("menunggu konfirmasi kantor")


def grouped(services: Iterable[ServiceInfo]) -> list[tuple[Bilingual, list[ServiceInfo]]]:
    """Return the services under the names of their groups, in the order of the list."""
    groups: dict[str, tuple[Bilingual, list[ServiceInfo]]] = {}
    for service in services:
        groups.setdefault(service.group, (service.group_name, []))[1].append(service)
    return list(groups.values())


def versions(versions: Iterable[PolicyVersion], services: Iterable[ServiceInfo], *, on: date) -> list[dict[str, str]]:
    """Return the rows of a summary: each service's versions, the newest first, with what they are on the day ``on``."""
    names = {service.key: str(service.name) for service in services}
    return [{"key": names[version.service_key], **_version(version, on)} for version in versions]


KINDS = ("parameter", "tariff", "service", "ground", "question", "index", "rule", "source", "wording")


def kind_names() -> dict[str, str]:
    """Return the kinds of unsure values by name, in the order of the page."""
    names = (
        _("Waktu dan batas"), _("Tarif"), _("Layanan"), _("Alasan penolakan"), _("Pertanyaan"),
        _("Indeks visa"), _("Aturan umum"), _("Sumber hukum"), _("Kata-kata"),
    )  # fmt: skip
    return dict(zip(KINDS, names, strict=True))


def confidence_words(confidence: str) -> str:
    """Return what the label means."""
    return {
        "V": _("terverifikasi"),
        "M": _("dari ingatan"),
        "D": _("diturunkan"),
        "P": _("usulan"),
    }[confidence]


def unsure_rows(values: Iterable[Unsure], *, confirming_for: str = "") -> list[dict[str, str]]:
    """
    Return the rows of a summary: what, the value in use, and what is known about it.

    ``confirming_for`` is the office whose head reads the page: what that office has not confirmed leads to where it
    can.
    """
    return [
        {
            "key": str(unsure.what),
            "value": str(unsure.value),
            "note": " · ".join(part for part in _known(unsure) if part),
            "kind": "equal" if unsure.confirmed else "plain",
        }
        | (_way_to_confirm(unsure) if confirming_for and not _has_confirmed(unsure, confirming_for) else {})
        for unsure in values
    ]


def unsure_facts(unsure: Unsure) -> list[dict[str, str]]:
    """Return one value as the rows of a summary, in both languages, since both are confirmed."""
    rows = [
        {"key": _("Nilai"), "value": unsure.value.id},
        {"key": _("Label"), "value": f"{unsure.confidence} ({confidence_words(unsure.confidence)})"},
        {"key": _("Sumber"), "value": unsure.source or "–"},
        {"key": _("Catatan"), "value": unsure.note or "–"},
    ]
    if unsure.value.en != unsure.value.id:
        rows.insert(1, {"key": _("Nilai dalam bahasa Inggris"), "value": unsure.value.en})
    return rows


def _way_to_confirm(unsure: Unsure) -> dict[str, str]:
    address = f"{reverse('catalogue:confirm')}?{urlencode({'nilai': unsure.item})}"
    return {"href": address, "action": _("Konfirmasi")}


def _has_confirmed(unsure: Unsure, office_code: str) -> bool:
    return any(each.office_code == office_code for each in unsure.confirmed)


def _known(unsure: Unsure) -> list[str]:
    given = [
        _("dikonfirmasi %(office)s: %(decree)s") % {"office": each.office_code, "decree": each.decree}
        for each in unsure.confirmed
    ]
    return [
        f"{unsure.confidence} ({confidence_words(unsure.confidence)})",
        unsure.source,
        unsure.note,
        *given,
        unsure.item,
    ]


def _version(version: PolicyVersion, on: date) -> dict[str, str]:
    if version.holds(on):
        state = _("berlaku")
    elif version.effective_from > on:
        state = _("akan berlaku")
    else:
        state = _("digantikan")
    begins = date_only(version.effective_from)
    if version.effective_to:
        when = _("%(begins)s sampai %(ends)s") % {"begins": begins, "ends": date_only(version.effective_to)}
    else:
        when = _("sejak %(begins)s") % {"begins": begins}
    label = f"{version.confidence} ({confidence_words(version.confidence)})"
    return {
        "value": _("Versi %(number)s, %(when)s") % {"number": version.version, "when": when},
        "note": " · ".join((state, label, version.content_hash[:12])),
        "kind": "equal" if version.holds(on) else "plain",
    }


def _row(
    fee: FeeOption, prices: Mapping[str, Price], sources: Mapping[str, LegalSource], along: FeeOption | None
) -> FeeRow:
    price = prices[fee.fee_id]
    basis = sources[price.basis].cite if price.basis in sources else price.basis
    since = _("%(basis)s, sejak %(day)s") % {"basis": basis, "day": date_only(price.since)}
    notes = [since, unsure_words(price.confidence)]
    if along and along.fee_id in prices:
        more = {"name": along.text, "amount": rupiah(prices[along.fee_id].amount_idr)}
        notes.append(_("ditambah %(name)s %(amount)s") % more)
    return FeeRow(text=str(fee.text), amount_idr=price.amount_idr, note="; ".join(note for note in notes if note))


def _waived(fee: FeeOption) -> FeeRow:
    return FeeRow(text=str(fee.text), amount_idr=0, note=_("dibebaskan karena bencana, dengan surat keterangan"))
