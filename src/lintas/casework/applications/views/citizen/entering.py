"""Coming back to a case: with the code, or with the applicant's day of birth."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lintas.casework.applications import operations, queries
from lintas.casework.applications.forms.entering import FindForm, ResumeForm
from lintas.casework.applications.views.citizen.limits import from_one_place, on_one_reference
from lintas.casework.applications.views.citizen.pages import own_case, where
from lintas.directory.people import gate
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.access import Level, public
from lintas.foundation.idempotency.door import once

BACKUP_LENGTH = 8
"""Letters and digits of a printed backup code; the code shown at the start has twelve."""


@public("applications.resume")
@on_one_reference("resume")
@from_one_place("resume")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@once
def resume(request: HttpRequest) -> HttpResponse:
    """Open a case with its reference and code, and go on where one was."""
    there = request.POST.get("next", request.GET.get("next", ""))
    form = ResumeForm(request.POST or None, initial={"reference": _reference_in(there)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            ids = _by_code(given["reference"], given["code"], at=clock.now())
        except operations.WrongSecond as refusal:
            form.add_error(None, str(refusal))
        else:
            return enter(request, given["reference"], *ids, level=Level.FULL, there=there)
    held = gate.held_case(request, _reference_in(there))
    page = {
        "form": form,
        "next": there,
        "held": held if held and not held.is_full else None,
        "left": "ditutup" in request.GET,
    }
    return render(request, "applications/citizen/resume.html", page, status=422 if form.is_bound else 200)


def counting_wrong_days(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Count a wrong day of birth after the view, outside of ``@once``, which takes back what a refused act wrote."""

    @wraps(view)
    def counted(request: HttpRequest) -> HttpResponse:
        response = view(request)
        if reference := getattr(request, "wrong_day_for", ""):
            operations.note_wrong_birth_date(reference=reference)
        return response

    return counted


@public("applications.find")
@on_one_reference("find")
@from_one_place("find")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@counting_wrong_days
@once
def find(request: HttpRequest) -> HttpResponse:
    """Open a case with its reference and the applicant's day of birth, as far as its status; with a code, wholly."""
    form = FindForm(request.POST or None, initial={"reference": request.GET.get("nomor", "")[:24]})
    if request.method == "POST" and form.is_valid():
        try:
            ids = _prove(form, at=clock.now())
        except (operations.WrongSecond, operations.OnlyTheCode) as refusal:
            form.add_error(None, str(refusal))
            if isinstance(refusal, operations.WrongSecond) and not form.cleaned_data.get("code"):
                request.wrong_day_for = form.cleaned_data["reference"]  # type: ignore[attr-defined]
        else:
            reference = form.cleaned_data["reference"]
            there = reverse("applications:status", kwargs={"reference": reference})
            level = Level.FULL if form.cleaned_data.get("code") else Level.STATUS
            return enter(request, reference, *ids, level=level, there=there)
    return render(request, "applications/citizen/find.html", {"form": form}, status=422 if form.is_bound else 200)


@own_case("leave", level=Level.STATUS)
@require_POST
@once
def leave(request: CaseRequest, reference: str) -> HttpResponse:
    """Close the case in this browser."""
    gate.close_case(request, reference)
    return HttpResponseRedirect(f"{reverse('applications:resume')}?ditutup=1")


def _prove(form: forms.Form, *, at: datetime) -> tuple[UUID, UUID]:
    given = form.cleaned_data
    if given["code"]:
        return _by_code(given["reference"], given["code"], at=at)
    return operations.open_with_birth_date(reference=given["reference"], born=given["birth_date"], at=at)


def _by_code(reference: str, code: str, *, at: datetime) -> tuple[UUID, UUID]:
    """Return the case that the code opens; the printed codes are shorter than the one shown at the start."""
    if len([letter for letter in code if letter.isalnum()]) == BACKUP_LENGTH:
        return operations.resume_with_backup_code(reference=reference, code=code, at=at)
    return operations.resume(reference=reference, code=code)


def enter(
    request: HttpRequest, reference: str, application_id: UUID, person_id: UUID, *, level: Level, there: str
) -> HttpResponse:
    """Open the case in this browser and lead to the page of it that was wanted, else where it goes on."""
    gate.open_case(request, reference, application_id, person_id, level=level)
    own = there.startswith(f"/permohonan/{reference}/")
    safe = url_has_allowed_host_and_scheme(there, allowed_hosts=None, require_https=request.is_secure())
    return HttpResponseRedirect(there if own and safe else where(queries.case(application_id)))


def _reference_in(there: str) -> str:
    """Return the reference inside the address of a page that the person wanted."""
    parts = there.split("/")
    return parts[2][:24] if there.startswith("/permohonan/") and len(parts) > 2 else ""
