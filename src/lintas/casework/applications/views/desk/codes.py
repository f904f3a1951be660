"""A new code for a person who lost theirs, given at the counter on paper."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations, queries
from lintas.casework.applications.forms.desk_lists import NewCodeForm
from lintas.casework.applications.states import Role, State
from lintas.casework.applications.views.desk import door, frames
from lintas.casework.applications.views.desk.identity import whom
from lintas.directory.offices import queries as offices
from lintas.directory.people import queries as persons
from lintas.directory.people.requests import DeskRequest
from lintas.directory.people.states import Purpose
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.foundation.limits.door import limited

MOST_CODES = 20
"""From one officer in an hour: more than a counter's busiest one, far from collecting cases."""


def _officer(request: HttpRequest, **_kwargs: object) -> str:
    return str(request.officer.id)  # type: ignore[attr-defined]


@door.for_officers("give_code", Role.COUNTER, purpose=Purpose.NEW_CODE)
@limited(kind="applications.give_code", caller=_officer, limit=MOST_CODES, per=timedelta(hours=1))
@require_http_methods(["GET", "HEAD", "POST"])
@once
def new_code(request: DeskRequest, reference: str) -> HttpResponse:
    """Show whose case it is and ask which document was shown; end with reference and code on paper."""
    at = clock.now()
    case = door.case_of(request, reference)
    if case.state is State.DRAFT:
        raise door.NotYourPart
    form = NewCodeForm(request.POST if request.method == "POST" else None, auto_id="new_code_%s")
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        document = form.cleaned_data["document"]
        try:
            code = operations.give_code_at_the_counter(
                application_id=case.id, document=document, officer=request.officer, at=at
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return _slip(request, case, code, at=at)
    assert case.point_id is not None  # noqa: S101 (door.case_of admits cases of a place only)
    page = {
        "frame": frames.frame(request, offices.point(id=case.point_id), at=at),
        "case": case,
        "form": form,
        "person": whom(request, case, purpose=Purpose.NEW_CODE, at=at),
    }
    return render(request, "applications/desk/new_code.html", page, status=status)


def _slip(request: DeskRequest, case: queries.CaseInfo, code: str, *, at: datetime) -> HttpResponse:
    """Return the paper in the person's language; what stays on the screen is in the officer's."""
    assert case.point_id is not None  # noqa: S101 (door.case_of admits cases of a place only)
    page = {
        "case": case,
        "resume_code": code,
        "at": at,
        "zone": offices.point(id=case.point_id).zone,
        "print_text": _("Cetak kode"),
        "done_text": _("Selesai, kembali ke permohonan"),
    }
    with translation.override(persons.person(case.person_id).language):
        return render(request, "applications/desk/code_slip.html", page)
