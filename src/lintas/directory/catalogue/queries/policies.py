"""Which rules a service has on a day, and what its fees cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lintas.directory.catalogue import models
from lintas.directory.catalogue.queries.law import legal_sources
from lintas.directory.catalogue.queries.listing import service
from lintas.directory.catalogue.remembering import remembered
from lintas.directory.catalogue.rules.policy import PolicyInfo
from lintas.directory.catalogue.rules.reading import read_policy
from lintas.directory.catalogue.rules.shapes import Price
from lintas.foundation.errors import DomainError


class UnknownPolicy(DomainError):
    """No policy has this id."""

    code = "catalogue.unknown_policy"
    text = _("Versi aturan ini tidak ada. Buka kembali halaman layanan.")
    status = 404


class NotInForce(DomainError):
    """The service exists, but had no rules on that day."""

    code = "catalogue.not_in_force"
    text = _("Layanan ini belum berlaku pada hari itu. Pilih hari lain atau tanyakan kepada petugas.")
    status = 404


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One version in the list of versions, without its content."""

    id: UUID
    service_key: str
    version: int
    effective_from: date
    effective_to: date | None
    confidence: str
    content_hash: str
    published_at: datetime

    def holds(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


def policy_versions() -> tuple[PolicyVersion, ...]:
    """Return all versions of all services, the newest of each first. At most one query."""
    return remembered("versions", _versions)


def policy_in_force(*, service_key: str, on: date) -> PolicyInfo:
    """
    Return the rules of the service on the day ``on``.

    :raises UnknownService: there is no such service.
    :raises NotInForce: it has no rules on that day.
    """
    for version in policy_versions():
        if version.service_key == service_key and version.holds(on):
            return policy(version.id)
    service(service_key)
    raise NotInForce


def policy(id: UUID) -> PolicyInfo:
    """Return the version, unchanged since it was published. :raises UnknownPolicy: there is none of this id."""
    return _policy(id)


def prices(fee_ids: frozenset[str], on: date) -> Mapping[str, Price]:
    """Return the prices in rupiah on the day ``on``, by fee. At most one query."""
    known = remembered("tariffs", _tariffs)
    found = {}
    for fee_id in fee_ids:
        for since, until, price in known.get(fee_id, ()):
            if since <= on and (until is None or on <= until):
                found[fee_id] = price
    return found


@lru_cache(maxsize=512)
def _policy(id: UUID) -> PolicyInfo:
    try:
        row = models.Policy.objects.get(id=id)
    except models.Policy.DoesNotExist:
        raise UnknownPolicy from None
    return read_policy(
        row.document,
        id=row.id,
        version=row.number,
        effective_from=row.effective_from,
        content_hash=row.content_hash,
        sources=legal_sources(),
        prices=prices,
    )


def _versions() -> tuple[PolicyVersion, ...]:
    rows = models.Policy.objects.order_by("service__position", "-number").values_list(
        "id", "service__key", "number", "effective_from", "effective_to", "confidence", "content_hash", "published_at"
    )
    return tuple(PolicyVersion(*row) for row in rows)


def _tariffs() -> dict[str, list[tuple[date, date | None, Price]]]:
    found: dict[str, list[tuple[date, date | None, Price]]] = {}
    for row in models.TariffVersion.objects.filter(currency="IDR"):
        price = Price(amount_idr=row.amount, basis=row.basis, confidence=row.confidence, since=row.effective_from)
        found.setdefault(row.fee_id, []).append((row.effective_from, row.effective_to, price))
    return found
