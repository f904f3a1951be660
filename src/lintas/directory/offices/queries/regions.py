"""The regions: looking one up, going down from one, and finding a village by its name."""

import re
from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Length, StrIndex
from django.utils.translation import gettext_lazy as _

from lintas.directory.offices.models import Region
from lintas.directory.offices.queries.memory import remembered
from lintas.directory.offices.states import Level
from lintas.foundation.errors import DomainError

CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?", re.ASCII)
MOST_WORDS = 6


class UnknownRegion(DomainError):
    """The text is not the code of a region that is loaded."""

    code = "offices.unknown_region"
    text = _("Kami tidak menemukan desa, kelurahan, atau kecamatan ini. Pilih sekali lagi dari daftar.")
    status = 404


@dataclass(frozen=True, slots=True)
class RegionInfo:
    """A region; ``lat`` and ``lng`` are None for villages, whose kecamatan stands in for them."""

    code: str
    level: Level
    name: str
    kind: str
    parent: str | None
    lat: float | None
    lng: float | None
    postal_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VillageHit:
    """A village found by name, with what tells it from others of that name."""

    code: str
    name: str
    kind: str
    kecamatan: str
    kabupaten: str


@remembered
def region(code: str) -> RegionInfo:
    """
    Return one region.

    :raises UnknownRegion: no region of this code is loaded.
    """
    found = Region.objects.filter(code=code).first() if CODE.fullmatch(code) else None
    if found is None:
        raise UnknownRegion
    return _info(found)


@remembered
def children(code: str) -> tuple[RegionInfo, ...]:
    """
    Return the regions right below, by name.

    :raises UnknownRegion: no region of this code is loaded.
    """
    around = region(code)
    return tuple(_info(found) for found in Region.objects.filter(parent=around.code).order_by("name", "code"))


@remembered
def regencies() -> tuple[RegionInfo, ...]:
    """Return every kabupaten and kota that is loaded, by name."""
    return tuple(_info(found) for found in Region.objects.filter(level=Level.REGENCY).order_by("name"))


def villages_like(text: str, *, limit: int = 20) -> tuple[VillageHit, ...]:
    """
    Return villages whose name, with those of kecamatan and kabupaten, holds every word of ``text``.

    Those whose own name begins with the first word come first. Fewer than three letters find
    nothing. One query.
    """
    words = re.findall(r"[^\W_]+", text.casefold())[:MOST_WORDS]
    if len("".join(words)) < 3:
        return ()
    found = Region.objects.filter(level=Level.VILLAGE).annotate(place=StrIndex(F("words"), Value(words[0])))
    for word in words:
        found = found.filter(words__contains=word)
    nearest = found.order_by("place", Length("name"), "name", "code")
    rows = nearest.values_list("code", "name", "kind", "parent__name", "parent__parent__name")[:limit]
    return tuple(VillageHit(*row) for row in rows)


def _info(found: Region) -> RegionInfo:
    return RegionInfo(
        code=found.code,
        level=Level(found.level),
        name=found.name,
        kind=found.kind,
        parent=found.parent_id,
        lat=found.lat,
        lng=found.lng,
        postal_codes=tuple(found.postal_codes),
    )
