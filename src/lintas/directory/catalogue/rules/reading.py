"""From a policy's kept document back to the policy."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from lintas.directory.catalogue.rules.policy import PolicyInfo
from lintas.directory.catalogue.rules.shapes import (
    Condition,
    Document,
    FeeOption,
    FeeRule,
    LegalSource,
    Option,
    Prices,
    Question,
    Remark,
    Requirement,
    StandardTime,
)
from lintas.foundation.words import Bilingual

Part = Mapping[str, Any]


def read_policy(
    document: Part,
    *,
    id: UUID,
    version: int,
    effective_from: date,
    content_hash: str,
    sources: Mapping[str, LegalSource],
    prices: Prices,
) -> PolicyInfo:
    """Return the policy of the document. ``sources`` are the legal sources by key."""
    validity = document["validity"] or {}
    return PolicyInfo(
        id=id,
        service_key=document["service"],
        version=version,
        effective_from=effective_from,
        content_hash=content_hash,
        confidence=document["conf"],
        name=_words(document["name"]),
        who=_words(document["who"]),
        group=document["group"],
        process=document["process"],
        holder=document["holder"],
        online=document["online"],
        channels=tuple(_words(channel) for channel in document["channels"]),
        asked=tuple(_question(question) for question in document["questions"]),
        requirements=tuple(_requirement(item) for item in document["requires"]),
        fees=_fees(document["fees"]),
        time=_time(document["time"]),
        validity_years=tuple(validity.get("years", ())),
        validity=_remark(validity["note"], validity["conf"]) if validity.get("note") else None,
        window=_remark(document["window"], document["window"]["conf"]) if document["window"] else None,
        notes=tuple(_remark(note, note["conf"]) for note in document["notes"]),
        steps=tuple(_words(step) for step in document["steps"]),
        ground_codes=tuple(document["grounds"]),
        legal=tuple(sources[key] for key in document["legal"] if key in sources),
        prices=prices,
    )


def _words(part: Part) -> Bilingual:
    return Bilingual(id=part["id"], en=part["en"])


def _remark(part: Part, confidence: str) -> Remark:
    return Remark(text=_words(part), confidence=confidence)


def _condition(part: Part | None) -> Condition | None:
    return Condition(question=part["question"], answer=part["is"]) if part else None


def _question(part: Part) -> Question:
    return Question(
        key=part["key"],
        text=_words(part["text"]),
        help=_words(part["help"]) if part["help"] else None,
        kind=part["kind"],
        about=part["about"],
        options=tuple(Option(key=option["key"], text=_words(option["text"])) for option in part["options"]),
        confidence=part["conf"],
    )


def _requirement(part: Part) -> Requirement:
    return Requirement(
        key=part["key"],
        name=_words(part["name"]),
        options=tuple(
            Document(key=paper["key"], name=_words(paper["name"]), original=paper["original"])
            for paper in part["any_of"]
        ),
        when=_condition(part["when"]),
    )


def _fee(part: Part) -> FeeOption:
    return FeeOption(fee_id=part["fee"], text=_words(part["name"]), book=part["book"], years=part["years"])


def _fees(part: Part) -> FeeRule:
    by = part["by"] or {"question": "", "offers": {}}
    return FeeRule(
        one_of=tuple(_fee(fee) for fee in part["one_of"]),
        by={answer: frozenset(fees) for answer, fees in by["offers"].items()},
        by_question=by["question"],
        along={chosen: _fee(fee) for chosen, fee in part["along"].items()},
        add=tuple(_fee(fee) for fee in part["add"]),
        waive={fee: Condition(when["question"], when["is"]) for fee, when in part["waive"].items()},
        optional=tuple(_fee(fee) for fee in part["optional"]),
        per_applicant=part["per_applicant"],
        as_underlying=part["as_underlying"],
        confidence=part["conf"],
    )


def _time(part: Part) -> StandardTime:
    return StandardTime(
        working_days=part.get("working_days"),
        hours=part.get("hours"),
        same_day=part.get("same_day", False),
        counts_from=_words(part["counts_from"]) if part.get("counts_from") else None,
        note=_words(part["note"]) if part.get("note") else None,
        confidence=part["conf"],
    )
