"""What the office has yet to confirm: every value we know from memory (M) or propose ourselves (P)."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from lintas.directory.catalogue import library, models
from lintas.directory.catalogue.rules.values import WorkingDays, in_words, read_value
from lintas.foundation.words import Bilingual

UNSURE = frozenset({models.Confidence.FROM_MEMORY.value, models.Confidence.PROPOSED.value})


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An office's confirmation of exactly this value."""

    office_code: str
    decree: str
    approved_at: datetime


@dataclass(frozen=True, slots=True)
class Unsure:
    """
    One unsure value.

    ``item`` names it for good. ``kind`` is where it belongs: service, paper, question, tariff,
    parameter, ground, source, index, rule or wording. ``what`` says it, ``value`` is what we use
    meanwhile, ``source`` what it rests on, if anything.
    """

    item: str
    kind: str
    what: Bilingual
    value: Bilingual
    source: str
    confidence: str
    note: str
    confirmed: tuple[Confirmed, ...]

    @property
    def value_hash(self) -> str:
        """The SHA-256 of the value, in hexadecimal: what a confirmation speaks of."""
        return hashlib.sha256(f"{self.value.id}\n{self.value.en}".encode()).hexdigest()


def to_be_confirmed() -> tuple[Unsure, ...]:
    """
    Return all unsure values: those of the newest rules, tariffs, parameters, grounds, sources, wording. Six queries.

    Confirmed ones stay in the list with their confirmation, for other offices decide for themselves.
    """
    cites = dict(models.LegalSource.objects.values_list("key", "cite"))
    given: dict[tuple[str, str], list[Confirmed]] = {}
    for row in models.Approval.objects.order_by("approved_at"):
        confirmed = Confirmed(office_code=row.office_code, decree=row.decree, approved_at=row.approved_at)
        given.setdefault((row.item, row.value_hash), []).append(confirmed)
    found: dict[str, Unsure] = {}
    for kind, key, what, value, source, part in _parts():
        if part["conf"] not in UNSURE or f"{kind}:{key}" in found:
            continue
        unsure = Unsure(
            item=f"{kind}:{key}",
            kind=kind,
            what=what,
            value=value,
            source=cites.get(source, source),
            confidence=part["conf"],
            note=str(part.get("note", "")),
            confirmed=(),
        )
        approvals = tuple(given.get((unsure.item, unsure.value_hash), ()))
        found[unsure.item] = replace(unsure, confirmed=approvals)
    return tuple(found.values())


def questions_for_the_office() -> tuple[Bilingual, ...]:
    """Return the questions whose answers would help most, most valuable first."""
    return tuple(_words(question) for question in library.read("questions-for-the-office"))


Part = Mapping[str, Any]
Parts = Iterator[tuple[str, str, Bilingual, Bilingual, str, Part]]


def _parts() -> Parts:
    yield from _of_parameters()
    yield from _of_tariffs()
    yield from _of_services()
    yield from _of_grounds()
    yield from _of_files()


def _of_parameters() -> Parts:
    for row in models.Parameter.objects.order_by("name", "office_code", "effective_from"):
        key = f"{row.name}:{row.office_code or 'all'}:{row.effective_from}"
        name = Bilingual(id=row.text_id, en=row.text_en)
        value = in_words(read_value(row.value, row.unit))
        yield "parameter", key, name, value, "", {"conf": row.confidence, "note": row.note}


def _of_tariffs() -> Parts:
    for row in models.TariffVersion.objects.order_by("fee_id", "effective_from"):
        value = f"{row.currency} {row.amount:,}".replace(",", ".")
        key, name = f"{row.fee_id}:{row.effective_from}", Bilingual(id=row.name_id, en=row.name_en)
        part = {"conf": row.confidence, "note": row.note}
        yield "tariff", key, name, Bilingual(id=value, en=value), row.basis, part


def _of_services() -> Parts:
    newest: dict[Any, models.Policy] = {}
    for policy in models.Policy.objects.select_related("service").order_by("service__position", "number"):
        newest[policy.service_id] = policy
    for policy in newest.values():
        document, key = policy.document, policy.service.key
        name, source = _words(document["name"]), document["legal"][0]
        yield "service", key, name, _said("seluruh aturan", "the rules as a whole"), source, document
        for part, title in _PARTS.items():
            if document[part]:
                shown = Bilingual(id=f"{name.id}: {title.id}", en=f"{name.en}: {title.en}")
                yield "service", f"{key}:{part}", shown, _shown(part, document[part]), source, _noted(document[part])
        for number, note in enumerate(document["notes"], 1):
            yield "service", f"{key}:note-{number}", name, _words(note), source, note
        for question in document["questions"]:
            yield (
                "question",
                question["key"],
                _said("Kata-kata pertanyaan", "Wording"),
                _words(question["text"]),
                "",
                question,
            )


_PARTS = {
    "time": Bilingual(id="waktu standar", en="standard time"),
    "fees": Bilingual(id="biaya", en="fees"),
    "validity": Bilingual(id="masa berlaku", en="validity"),
    "window": Bilingual(id="waktu pengajuan", en="when to apply"),
}


def _of_grounds() -> Parts:
    for row in models.RefusalGround.objects.order_by("code"):
        name = Bilingual(id=row.text_id, en=row.text_en)
        yield "ground", row.code, name, name, row.source, {"conf": row.confidence, "note": row.note}
        clause = Bilingual(
            id=f"Dasar: {row.source} {row.article}".strip(), en=f"Basis: {row.source} {row.article}".strip()
        )
        yield "ground", f"{row.code}:clause", name, clause, row.source, {"conf": row.source_confidence}
        remedy = Bilingual(id=row.remedy_id, en=row.remedy_en)
        yield "ground", f"{row.code}:remedy", name, remedy, "", {"conf": "P"}
        if row.neutral:
            said = Bilingual(id=row.said_id, en=row.said_en)
            yield "ground", f"{row.code}:said", name, said, "", {"conf": "P"}


def _of_files() -> Parts:
    for index in library.read("visa-indices"):
        code = index["code"]
        yield (
            "index",
            code,
            _said(f"Indeks visa {code}", f"Visa index {code}"),
            _words(index["title"]),
            "KEPMEN-IP08-2025",
            index,
        )
        extension = index.get("extension") or {}
        if "conf" in extension:
            days = str(extension["days"])
            what = _said(f"Indeks visa {code}: perpanjangan (hari)", f"Visa index {code}: extension (days)")
            yield "index", f"{code}:extension", what, _said(days, days), "KEPMEN-IP08-2025", extension
    for rule in library.read("rules"):
        yield (
            "rule",
            rule["key"],
            _said("Aturan umum", "General rule"),
            _words(rule["text"]),
            rule.get("source", ""),
            rule,
        )
    for source in library.read("sources"):
        yield (
            "source",
            source["key"],
            _words(source["title"]),
            _said(source["cite"], source["cite"]),
            source["key"],
            source,
        )
    for key, choice in library.read("documents")["alternatives"].items():
        yield (
            "wording",
            key,
            _said("Nama pilihan dokumen", "Name of a choice of papers"),
            _words(choice["name"]),
            "",
            choice,
        )
    for key, process in library.read("processes")["processes"].items():
        steps = [_words(step) for step in process["steps"]]
        value = Bilingual(id=" ".join(step.id for step in steps), en=" ".join(step.en for step in steps))
        yield (
            "wording",
            f"steps:{key}",
            _said(f"Kata-kata langkah ({key})", f"Wording of steps ({key})"),
            value,
            "",
            {"conf": "P"},
        )


def _words(part: Part) -> Bilingual:
    return Bilingual(id=part["id"], en=part["en"])


def _said(id: str, en: str) -> Bilingual:
    return Bilingual(id=id, en=en)


def _noted(part: Part) -> Part:
    note = part.get("note")
    return {"conf": part["conf"], "note": note["id"] if isinstance(note, Mapping) else ""}


def _shown(part: str, value: Part) -> Bilingual:
    if part == "window":
        return _words(value)
    if part == "fees":
        keys = [fee["fee"] for fee in (*value["one_of"], *value["add"])]
        return _said(", ".join(keys) or "Rp0", ", ".join(keys) or "Rp0")
    if part == "validity":
        years = " / ".join(str(year) for year in value.get("years", []))
        return _said(f"{years} tahun" if years else "-", f"{years} years" if years else "-")
    if value.get("same_day"):
        return _said("hari yang sama", "the same day")
    if value.get("working_days"):
        return in_words(WorkingDays(value["working_days"]))
    if value.get("hours"):
        return in_words(timedelta(hours=value["hours"]))
    return _said("belum ada batas waktu", "no limit known")
