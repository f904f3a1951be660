"""A point as one entry of a list."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lintas.directory.offices.presenters.now import now_words
from lintas.directory.offices.queries import PointInfo

SURE_KM = 5


@dataclass(frozen=True, slots=True)
class PointLine:
    """One point in a list; ``reason`` says why it does not serve this person, ``why`` why it is closed today."""

    slug: str
    name: str
    office: str
    address: str
    motif: str
    href: str
    facts: tuple[str, ...]
    distance: str = ""
    reason: str = ""


def point_line(
    point: PointInfo, *, at: datetime, distance_km: float | None = None, reason: str = "", next_href: str = ""
) -> PointLine:
    """Return the point with how it is there; ``next_href`` instead of the point's own page."""
    now = now_words(point, at=at)
    facts = [f"{now.word}, {now.detail}", *([now.why] if now.why else [])]
    return PointLine(
        slug=point.slug,
        name=point.name,
        office=point.office_name,
        address=address_words(point),
        motif=point.motif,
        href=next_href or reverse("offices:point", args=[point.slug]),
        facts=tuple(facts),
        distance=distance_words(distance_km),
        reason=reason,
    )


def address_words(point: PointInfo) -> str:
    """Return the address, or the town with the remark that the address is still to be confirmed."""
    return point.address or _("%(town)s (alamat lengkap menunggu konfirmasi kantor)") % {"town": point.seat}


def distance_words(km: float | None) -> str:
    """Return ``46 km``; below `SURE_KM` only ``< 5 km``, since our points are rough; empty when not known."""
    if km is None:
        return ""
    return f"{km:.0f} km" if km >= SURE_KM else f"< {SURE_KM} km"
