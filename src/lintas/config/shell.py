"""What every page's frame needs to know, gathered once for each request."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lintas.config.ways import Link, ways_of
from lintas.directory.offices.choice import chosen_point
from lintas.directory.offices.queries import PointInfo
from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.access import DESK
from lintas.ui.addresses import address


@dataclass(frozen=True, slots=True)
class Shell:
    """
    The frame of a page: which place it speaks for, and where one can go from anywhere.

    ``change_url`` is where another place is chosen; ``links`` are the menu of the header,
    ``footer_links`` that of the footer. ``is_desk`` when the address is one of the officers', whose ``home`` is their own;
    ``officer`` is the alias of who is signed in, ``ways`` their menu, and ``leave_url`` where one signs out.
    """

    place: str
    office: str
    motif: str
    demonstration: bool
    home: str
    is_desk: bool
    change_url: str = ""
    links: tuple[Link, ...] = ()
    footer_links: tuple[Link, ...] = ()
    officer: str = ""
    ways: tuple[Link, ...] = ()
    leave_url: str = ""


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the frame for templates as ``shell``: of the view's own point, else of the chosen one."""
    is_desk = request.path.startswith(DESK)
    point: PointInfo | None = getattr(request, "point", None) or chosen_point(request)
    officer: OfficerInfo | None = getattr(request, "officer", None)
    return {
        "shell": Shell(
            place=point.name if point else "",
            office=point.office_name if point else "",
            motif=point.motif if point else "",
            demonstration=settings.DEMONSTRATION,
            home=DESK if is_desk else "/",
            is_desk=is_desk,
            change_url=f"{reverse('offices:points')}?{urlencode({'next': request.path})}",
            footer_links=(
                Link(href=reverse("offices:points"), text=_("Semua titik layanan")),
                Link(href=reverse("offices:mine"), text=_("Kantor mana yang melayani saya?")),
                Link(href=reverse("ledger:shards"), text=_("Buku besar")),
            ),
            officer=officer.alias if officer else "",
            ways=ways_of(officer, request),
            leave_url=address("people:sign-out"),
        )
    }
