"""Step before the place: what the person needs when they come. After the visit: whether it was met."""

from dataclasses import replace
from datetime import datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations, queries
from lintas.casework.applications.forms.needs import NeedsForm, VerdictForm
from lintas.casework.applications.presenters import citizen_needs
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.views.citizen.pages import onward, own_case, show_step, to, with_case, with_draft
from lintas.directory.people import gate
from lintas.directory.people.requests import CaseRequest
from lintas.directory.people.states import Purpose
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.visit.needs import operations as visitors
from lintas.visit.needs import queries as stated
from lintas.visit.needs.queries import StatementInfo, Told


@own_case("state_needs")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_draft
def needs(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Ask what the person needs; what was stated before, by them or in their household, is offered again."""
    at = clock.now()
    if request.method == "POST":
        form = NeedsForm(request.POST)
        if form.is_valid():
            operations.save_needs(
                application_id=case.id,
                needs=form.cleaned_data["needs"],
                reader=request.reader,
                by=request.reader.actor,
                at=at,
            )
            return onward(request, case, "needs")
        return _show(request, case, form, at=at, status=422)
    before = stated.statement(case.id)
    offered = None if before else _offered(request, case)
    is_taken = offered is not None and (offered.person_id == case.person_id or "pakai" in request.GET)
    form = NeedsForm(initial=_told(request, offered if is_taken else before, at=at).needs)
    return _show(request, case, form, at=at, offered=None if is_taken else offered)


@own_case("say_whether_met")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_case
def met(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Ask after the visit whether each need was met; counted once, without the person."""
    at = clock.now()
    told = _told(request, stated.statement(case.id), at=at)
    if case.state not in citizen_needs.VISITED or not told.needs or told.verdict is not None:
        return HttpResponseRedirect(to("status", case))
    form = VerdictForm(request.POST if request.method == "POST" else None, needs=told.needs)
    if form.is_valid():
        try:
            assert case.point_id is not None  # noqa: S101 (a case that was visited has a place)
            visitors.answer(subject=case.id, point_id=case.point_id, verdict=form.verdict, reader=request.reader, at=at)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(to("status", case))
    page = {"case": case, "form": form}
    return render(request, "applications/citizen/needs_met.html", page, status=422 if form.is_bound else 200)


def _show(
    request: CaseRequest,
    case: CaseInfo,
    form: NeedsForm,
    *,
    at: datetime,
    offered: StatementInfo | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {"form": form, "hints": citizen_needs.hints(case.point_id), "offered": offered is not None}
    return show_step(request, "needs", case, page, at=at, status=status)


def _offered(request: CaseRequest, case: CaseInfo) -> StatementInfo | None:
    """Return what was stated for another case that this browser has opened with its code, or by the same person."""
    household = [held.person_id for held in gate.held_cases(request) if held.is_full]
    return stated.stated_before([case.person_id, *household], but=case.id)


def _told(request: CaseRequest, statement: StatementInfo | None, *, at: datetime) -> Told:
    """Open what was stated as the person whose it is: this browser has shown that case's code."""
    if statement is None:
        return stated.NOTHING
    reader = replace(request.reader, id=str(statement.person_id))
    return queries.needs_told(statement, reader=reader, purpose=Purpose.OWN_DATA, at=at)
