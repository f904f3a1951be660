"""The home page, ready to be shown."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lintas.config.front import ways
from lintas.config.front.today import today_at
from lintas.directory.offices import presenters as places
from lintas.directory.offices import queries
from lintas.directory.offices.queries import PointInfo
from lintas.ui.filters import clock, short_day, span

AHEAD_DAYS = 30


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure about today, with its meaning."""

    label: str
    value: str
    note: str
    kind: str = "plain"
    href: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """The home page; ``lines`` are the points to choose from while no ``point`` was chosen."""

    point: PointInfo | None
    ways: tuple[ways.Way, ...]
    facts: tuple[Fact, ...]
    closed: tuple[places.Closed, ...]
    lines: tuple[places.PointLine, ...]
    care_href: str
    releases_href: str


def home(point: PointInfo | None, *, at: datetime) -> Home:
    """Return the home page as the point makes it."""
    if point is None:
        return Home(
            point=None,
            ways=ways.ways(),
            facts=(),
            closed=(),
            lines=tuple(_choosing(found, at=at) for found in queries.points()),
            care_href=reverse("offices:points"),
            releases_href=places.releases_href(None),
        )
    days = queries.calendar(point_id=point.id)
    return Home(
        point=point,
        ways=ways.ways(),
        facts=_facts(point, at=at),
        closed=places.closed_ahead(days, at=at, within=AHEAD_DAYS),
        lines=(),
        care_href=f"{reverse('offices:point', args=[point.slug])}#sarana",
        releases_href=places.releases_href(point),
    )


def _choosing(point: PointInfo, *, at: datetime) -> places.PointLine:
    return places.point_line(point, at=at, next_href=reverse("offices:choose", args=[point.slug]))


def _facts(point: PointInfo, *, at: datetime) -> tuple[Fact, ...]:
    today = today_at(point, at=at)
    facts = [_counters(point, at=at)]
    if today.next_place_at is not None:
        facts.append(
            Fact(
                label=_("Jadwal terdekat"),
                value=short_day(today.next_place_at, point.zone),
                note=clock(today.next_place_at, point.zone),
                href=places.schedule_href(point),
            )
        )
    if today.standard_days is not None:
        promised = span((today.standard_days, today.standard_days), "work_days")
        facts.append(
            Fact(label=_("Paspor selesai"), value=promised, note=_("setelah wawancara dan pembayaran selesai"))
        )
    return tuple(facts)


def _counters(point: PointInfo, *, at: datetime) -> Fact:
    now = places.now_words(point, at=at)
    note = f"{now.why}. {now.detail}" if now.why else now.detail
    return Fact(label=_("Loket"), value=now.word, note=note, kind="open" if now.is_open else "plain")
