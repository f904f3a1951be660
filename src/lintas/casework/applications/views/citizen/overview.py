"""The draft as a task list, and letting go of it."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lintas.casework.applications import operations
from lintas.casework.applications.presenters import citizen_steps
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.views.citizen.pages import own_case, with_draft
from lintas.directory.people import gate
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.idempotency.door import once


@own_case("see_draft")
@require_safe
@with_draft
def overview(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Show what is done and what is next."""
    at = clock.now()
    draft = citizen_steps.draft(case, at=at)
    page = {"draft": draft, "tasks": citizen_steps.tasks(draft), "at": at}
    return render(request, "applications/citizen/overview.html", page)


@own_case("cancel")
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_draft
def cancel(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Ask once, then drop the draft and close it in this browser."""
    if request.method == "POST":
        operations.cancel_draft(application_id=case.id, by=request.reader.actor, at=clock.now())
        gate.close_case(request, case.reference)
        return HttpResponseRedirect(f"{reverse('applications:start')}?dihapus=1")
    draft = citizen_steps.draft(case, at=clock.now())
    return render(request, "applications/citizen/cancel.html", {"draft": draft})
