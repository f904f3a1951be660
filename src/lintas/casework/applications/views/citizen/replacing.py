"""The choice that a person has after the office closed the day of their place."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations
from lintas.casework.applications.presenters import citizen_places, citizen_replacing
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.views.citizen.pages import own_case, to, where, with_case
from lintas.casework.applications.views.citizen.places import asked_day, chosen_slot
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.idempotency.door import once
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments


@own_case("choose_replacement")
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_case
def replacement(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Show every place that may be had instead of the one given; POST keeps that one or takes another."""
    at = clock.now()
    offer = appointments.replacement_of(case.id, at=at)
    if request.method != "POST" and (offer is None or not offer.is_open):
        return HttpResponseRedirect(where(case))
    refusal = None
    if request.method == "POST":
        try:
            kept = _answer(case, chosen_slot(request), offer, by=request.reader.actor)
        except places.BookingRefused as refused:
            refusal = refused
        else:
            return HttpResponseRedirect(f"{to('status', case)}?{'tetap' if kept else 'pindah'}=1")
    if offer is None or case.point_id is None:
        raise places.NoReplacement
    page = {
        "case": case,
        "offer": citizen_replacing.offer_card(offer, point_id=case.point_id),
        "times": citizen_places.times(
            case.point_id,
            address=to("replacement", case),
            asked=asked_day(request, "hari"),
            begin=asked_day(request, "mulai"),
            at=at,
        ),
        "errors": (str(refusal),) if refusal else (),
    }
    return render(request, "applications/citizen/replacement.html", page, status=refusal.status if refusal else 200)


def _answer(case: CaseInfo, slot_id: UUID, offer: appointments.ReplacementInfo | None, *, by: str) -> bool:
    """Record what the person chose; say whether it is the place given."""
    at = clock.now()
    kept = offer is not None and slot_id == offer.slot_id
    if kept:
        operations.accept_replacement(application_id=case.id, by=by, at=at)
    else:
        operations.choose_instead(application_id=case.id, slot_id=slot_id, by=by, at=at)
    return kept
