"""Document check: each paper accepted or returned, then the papers as a whole (P12, P15)."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from lintas.casework.applications import operations
from lintas.casework.applications.forms.desk import form_of
from lintas.casework.applications.states import Role
from lintas.casework.applications.views.desk import door
from lintas.casework.applications.views.desk.case import act, next_paper, show
from lintas.directory.people.requests import DeskRequest
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once


@door.for_officers("accept_paper", Role.COUNTER)
@require_POST
@once
def accept(request: DeskRequest, reference: str, requirement: str) -> HttpResponse:
    """Accept one paper and go on to the next one that nobody decided."""
    return _decide(request, reference, requirement, "accept")


@door.for_officers("return_paper", Role.COUNTER)
@require_POST
@once
def give_back(request: DeskRequest, reference: str, requirement: str) -> HttpResponse:
    """Return one paper with a coded reason and go on to the next one that nobody decided."""
    return _decide(request, reference, requirement, "return_paper")


@door.for_officers("papers_in_order", Role.COUNTER)
@require_POST
@once
def in_order(request: DeskRequest, reference: str) -> HttpResponse:
    """Send the person on to the photo (P15)."""
    return act(request, reference, "in_order", operations.papers_in_order)


@door.for_officers("declare_incomplete", Role.COUNTER)
@require_POST
@once
def incomplete(request: DeskRequest, reference: str) -> HttpResponse:
    """Send the person home to complete what was returned (P12)."""
    return act(request, reference, "incomplete", operations.declare_incomplete)


@door.for_officers("renew_billing", Role.COUNTER)
@require_POST
@once
def renew_billing(request: DeskRequest, reference: str) -> HttpResponse:
    """Ask for a new billing code for a person at the counter whose code ran out."""
    return act(request, reference, "renew_billing", operations.renew_billing_at_the_counter)


def _decide(request: DeskRequest, reference: str, requirement: str, key: str) -> HttpResponse:
    case = door.case_of(request, reference)
    form = form_of(key, request.POST)
    if not form.is_valid():
        return show(request, reference, bound={key: form}, status=422)
    if requirement not in {item.key for item in case.items}:
        raise door.NoSuchPaper
    operation = operations.accept_item if key == "accept" else operations.return_item
    try:
        operation(application_id=case.id, requirement=requirement, officer=request.officer, at=clock.now(), **form.said)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return show(request, reference, bound={key: form}, status=refusal.status)
    tab = next_paper(case.id)
    here = reverse("applications:case", kwargs={"reference": case.reference})
    return HttpResponseRedirect(f"{here}?{urlencode({'lembar': tab})}")
