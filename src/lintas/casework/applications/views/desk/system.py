"""What needs a head of office: doubted looks, messages that could not be delivered, periodic jobs, the ledger."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from lintas.casework.applications import queries
from lintas.casework.applications.presenters import desk_system
from lintas.casework.applications.states import Role
from lintas.casework.applications.views.desk import door, frames
from lintas.directory.offices.queries import PointInfo
from lintas.directory.people import queries as persons
from lintas.directory.people.requests import DeskRequest
from lintas.foundation import clock
from lintas.foundation.access import DataClass
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.foundation.jobs import queries as jobs
from lintas.foundation.ledger import queries as ledger
from lintas.foundation.outbox import operations as outbox
from lintas.foundation.outbox import queries as letters


class NotStuck(DomainError):
    """The delivery has been tried again already."""

    code = "applications.not_stuck"
    text = _("Kiriman ini tidak macet lagi. Muat ulang halaman untuk melihat keadaan terbaru.")


@door.for_officers("see_system", *door.HEADS, data=DataClass.INTERNAL)
@require_safe
def system(request: DeskRequest) -> HttpResponse:
    """Show what needs a person, how the jobs went, and how far the ledger is signed."""
    at = clock.now()
    point = door.point_of(request)
    doubts = persons.doubts(office_id=point.office_id)
    known = queries.references({doubt.look.case_id for doubt in doubts if doubt.look.case_id})
    page = {
        "frame": frames.frame(request, point, at=at),
        "doubts": desk_system.doubts(doubts, known, zone=point.zone),
        "letters": desk_system.letters(letters.dead_letters(offices=_offices(request, point)), zone=point.zone),
        "jobs": desk_system.jobs(jobs.how_jobs_went(), zone=point.zone, at=at),
        "facts": desk_system.facts(ledger.shards(), lag=ledger.lag(), zone=point.zone),
        "revived": "dicoba" in request.GET,
    }
    return render(request, "applications/desk/system.html", page)


@door.for_officers("revive_delivery", *door.HEADS, data=DataClass.INTERNAL)
@require_POST
@once
def revive(request: DeskRequest, delivery_id: UUID) -> HttpResponse:
    """Let a delivery that was given up be tried again. :raises NotStuck: it was, already, or is another office's."""
    offices = _offices(request, door.point_of(request))
    try:
        outbox.revive(delivery_id=delivery_id, offices=offices, at=clock.now())
    except outbox.NotDead:
        raise NotStuck from None
    return HttpResponseRedirect(reverse("applications:system") + "?dicoba=1")


def _offices(request: DeskRequest, point: PointInfo) -> frozenset[str]:
    """
    Return whose stuck deliveries the head may see: the own office's.

    What belongs to no office, such as a payment notice that nobody understood, answers to heads of office alone.
    """
    of_none = {""} if Role.OFFICE_HEAD in request.officer.roles else set()
    return frozenset({point.office_code} | of_none)
