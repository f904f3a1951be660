"""People of a class that may come without an appointment (P11)."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations
from lintas.casework.applications.forms.walk_in import WalkInForm
from lintas.casework.applications.states import Role
from lintas.casework.applications.views.desk import arrivals, door, frames
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices.queries import PointInfo
from lintas.directory.people.requests import DeskRequest
from lintas.directory.people.states import Purpose
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once

PROCESS = "passport"
"""Services whose cases this desk carries from the counter to the hand-over."""


@door.for_officers("walk_in", Role.COUNTER, purpose=Purpose.INTAKE)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@once
def walk_in(request: DeskRequest) -> HttpResponse:
    """Ask for the service (``?layanan=``), then for the little a case needs; end with number and code on paper."""
    at = clock.now()
    point = door.point_of(request)
    key = request.GET.get("layanan", "")
    offered = _offered(at)
    policy = next((policy for policy in offered if policy.service_key == key), None)
    if policy is None:
        page = {"frame": frames.frame(request, point, at=at), "offered": offered}
        return render(request, "applications/desk/walk_in_service.html", page)
    on = catalogue.today(at)
    without = catalogue.unstocked_books(office_code=point.office_code, on=on)
    data = request.POST if request.method == "POST" else None
    form = WalkInForm(data, policy=policy, on=on, without_books=without, auto_id="walk_in_%s")
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            started = _admit(request, form, point, key, at=at)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return arrivals.show_ticket(request, started.reference, resume_code=started.resume_code, at=at)
    page = {"frame": frames.frame(request, point, at=at), "form": form, "policy": policy}
    return render(request, "applications/desk/walk_in.html", page, status=status)


def _offered(at: datetime) -> tuple[catalogue.PolicyInfo, ...]:
    """Return the rules of the services that one can walk in for."""
    on = catalogue.today(at)
    policies = (catalogue.policy_in_force(service_key=info.key, on=on) for info in catalogue.services() if info.online)
    return tuple(policy for policy in policies if policy.process == PROCESS)


def _admit(request: DeskRequest, form: WalkInForm, point: PointInfo, key: str, *, at: datetime) -> operations.Started:
    """Open the case, fill it, take the person in; everything or nothing."""
    by = request.officer.actor
    started = operations.start_application(service_key=key, point_id=point.id, by=by, at=at)
    said: dict[str, Any] = {"application_id": started.application_id, "by": by, "at": at}
    reader = door.reader_as(request, Role.COUNTER)
    operations.save_answers(answers=form.answers, reader=reader, **said)
    operations.save_identity(values=form.identity, **said)
    operations.save_needs(needs=form.cleaned_data["needs"], reader=reader, **said)
    operations.walk_in(
        application_id=started.application_id,
        queue_class=form.cleaned_data["queue_class"],
        officer=request.officer,
        at=at,
    )
    return started
