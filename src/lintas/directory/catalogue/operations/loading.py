"""Loading the data files: new and changed things are published, nothing published is altered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lintas.directory.catalogue import library, models
from lintas.directory.catalogue.operations.publishing import announce_policies, publish_policy, publish_tariff
from lintas.directory.catalogue.queries import today
from lintas.directory.catalogue.remembering import changing
from lintas.directory.catalogue.rules.compiling import compile_policy
from lintas.directory.catalogue.rules.values import read_value


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load found to be new."""

    services: int
    new_policies: int
    new_tariffs: int
    new_parameters: int


@transaction.atomic
def load_catalogue(
    *,
    by: str,
    at: datetime,
    services: Sequence[Mapping[str, Any]] | None = None,
    shelves: Mapping[str, Any] | None = None,
) -> Loaded:
    """
    Load the catalogue's data; a second time it finds nothing to do.

    A service whose rules changed gets a new version (see `publish_policy` for its first day). A
    tariff or a parameter that changed must come with a new first day. Sources and grounds are
    reference texts and are brought up to date. ``services`` and ``shelves`` replace the data files.

    :raises BrokenCatalogue: the data contradict themselves; nothing is loaded.
    :raises TariffIsPublished: a published price was changed in the data.
    """
    changing()
    services = library.services() if services is None else services
    shelves = library.library() if shelves is None else shelves
    _sources()
    _grounds()
    new_tariffs = sum(_tariffs(fee) for fee in shelves["tariffs"].values())
    new_parameters = _parameters(at)
    new_policies = 0
    for position, service in enumerate(services):
        _service(service, position, shelves)
        published = publish_policy(
            service_key=service["key"],
            document=compile_policy(service, shelves),
            effective_from=service["effective_from"],
            by=by,
            at=at,
        )
        new_policies += published.is_new
    announce_policies(by=by, at=at)
    return Loaded(
        services=len(services), new_policies=new_policies, new_tariffs=new_tariffs, new_parameters=new_parameters
    )


def _service(service: Mapping[str, Any], position: int, shelves: Mapping[str, Any]) -> None:
    group = shelves["groups"][service["group"]]
    models.Service.objects.update_or_create(
        key=service["key"],
        defaults={
            "position": position,
            **_both("name", service["name"]),
            "group": service["group"],
            **_both("group", group),
            **_both("who", service["who"]),
            "search_words": service["search"],
            "online": service.get("online", False),
        },
    )


def _sources() -> None:
    rows = [
        models.LegalSource(
            key=source["key"],
            position=position,
            cite=source["cite"],
            **_both("title", source["title"]),
            **_both("use", source["use"]),
            seen_at=source["seen_at"],
            note=source.get("note", ""),
            confidence=source["conf"],
        )
        for position, source in enumerate(library.read("sources"))
    ]
    _put(models.LegalSource, rows)


def _grounds() -> None:
    rows = [
        models.RefusalGround(
            code=code,
            **_both("text", ground["text"]),
            **_both("said", ground.get("said", ground["text"])),
            neutral=ground.get("neutral", False),
            **_both("remedy", ground["remedy"]),
            source=ground["clause"]["source"],
            article=ground["clause"]["article"],
            source_confidence=ground["clause"]["conf"],
            confidence=ground["conf"],
            note=ground.get("note", ""),
        )
        for code, ground in library.read("grounds").items()
    ]
    _put(models.RefusalGround, rows)


def _put(model: type[Any], rows: list[Any]) -> None:
    key = model._meta.pk.name
    others = [field.name for field in model._meta.fields if field.name != key]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=others)


def _tariffs(fee: Mapping[str, Any]) -> int:
    return sum(
        publish_tariff(
            fee_id=fee["key"],
            name=fee["name"],
            amount=version["amount"],
            currency=version.get("currency", "IDR"),
            effective_from=version["from"],
            effective_to=version["to"],
            basis=version["basis"],
            confidence=version["conf"],
            note=version.get("note", ""),
        )
        for version in fee["versions"]
    )


def _parameters(at: datetime) -> int:
    """Add values that are new; a changed one begins no earlier than today."""
    latest: dict[tuple[str, str], models.Parameter] = {}
    for row in models.Parameter.objects.order_by("effective_from"):
        latest[row.name, row.office_code] = row
    fresh = []
    for item in library.read("parameters"):
        value = {True: "yes", False: "no"}[item["value"]] if item["unit"] == "yes_no" else str(item["value"])
        read_value(value, item["unit"])
        old = latest.get((item["name"], item.get("office", "")))
        if old and (old.value == value or old.effective_from >= item["effective_from"]):
            continue
        fresh.append(
            models.Parameter(
                name=item["name"],
                office_code=item.get("office", ""),
                **_both("text", item["text"]),
                value=value,
                unit=item["unit"],
                confidence=item["conf"],
                note=item.get("note", ""),
                effective_from=max(item["effective_from"], today(at)) if old else item["effective_from"],
            )
        )
    return len(models.Parameter.objects.bulk_create(fresh))


def _both(field: str, words: Mapping[str, str]) -> dict[str, str]:
    return {f"{field}_id": words["id"], f"{field}_en": words["en"]}
