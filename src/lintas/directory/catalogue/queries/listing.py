"""The list of services, and finding one by what a person calls it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lintas.directory.catalogue import models
from lintas.directory.catalogue.remembering import remembered
from lintas.directory.catalogue.rules import finding
from lintas.foundation.errors import DomainError
from lintas.foundation.words import Bilingual


class UnknownService(DomainError):
    """No service has this key."""

    code = "catalogue.unknown_service"
    text = _("Layanan ini tidak ada. Cari layanan yang Anda perlukan pada daftar layanan.")
    status = 404


@dataclass(frozen=True, slots=True)
class ServiceInfo:
    """A service as it stands in the list."""

    id: UUID
    key: str
    name: Bilingual
    group: str
    group_name: Bilingual
    who: Bilingual
    online: bool
    search_words: str


def services() -> tuple[ServiceInfo, ...]:
    """Return all services in the order of the list. At most one query."""
    return remembered("services", _services)


def service(key: str) -> ServiceInfo:
    """Return the service. :raises UnknownService: there is none of this key."""
    for info in services():
        if info.key == key:
            return info
    raise UnknownService


def find_services(text: str) -> tuple[ServiceInfo, ...]:
    """Return the services that fit all words of the text, the best first; all services when it says nothing."""
    query = finding.words_of(text)
    if not query:
        return services()
    scored = [(finding.score(query, name=_titles(info), other=_texts(info)), info) for info in services()]
    return tuple(info for points, info in sorted(scored, key=lambda pair: -pair[0]) if points)


def _services() -> tuple[ServiceInfo, ...]:
    return tuple(
        ServiceInfo(
            id=row.id,
            key=row.key,
            name=Bilingual(id=row.name_id, en=row.name_en),
            group=row.group,
            group_name=Bilingual(id=row.group_id, en=row.group_en),
            who=Bilingual(id=row.who_id, en=row.who_en),
            online=row.online,
            search_words=row.search_words,
        )
        for row in models.Service.objects.order_by("position")
    )


def _titles(info: ServiceInfo) -> Iterable[str]:
    return finding.words_of(f"{info.name.id} {info.name.en}")


def _texts(info: ServiceInfo) -> Iterable[str]:
    return finding.words_of(f"{info.search_words} {info.who.id} {info.who.en} {info.key.replace('.', ' ')}")
