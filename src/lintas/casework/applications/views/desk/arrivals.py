"""Check-in at the counter: by code or number, and again with completed papers (P10)."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintas.casework.applications import operations, queries
from lintas.casework.applications.forms.desk_lists import ReferenceForm
from lintas.casework.applications.forms.families import ApartForm, TogetherForm
from lintas.casework.applications.presenters import desk_arrivals, desk_case, desk_done, desk_lists
from lintas.casework.applications.states import Role, State
from lintas.casework.applications.views.desk import door, frames
from lintas.casework.applications.views.desk.identity import whom
from lintas.directory.offices import queries as offices
from lintas.directory.people.requests import DeskRequest
from lintas.directory.people.states import Purpose
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.visit.appointments import queries as appointments
from lintas.visit.needs import queries as stated
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.states import Station

COMING = frozenset({State.SCHEDULED, State.MISSED, State.CHECKED_IN, State.INCOMPLETE, State.READY})
"""States in which the person may come to the counter, so that the officer compares who stands there."""


@door.for_officers("receive", Role.COUNTER, purpose=Purpose.WORK_LIST)
@require_http_methods(["GET", "HEAD", "POST"])
def arrivals(request: DeskRequest) -> HttpResponse:
    """
    Ask for the code, the reference or the queue number from the phone; show who is still expected today.

    POST leads to the case and changes nothing.
    """
    at = clock.now()
    point = door.point_of(request)
    form = ReferenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            case = _case_typed(request, form.cleaned_data["reference"], point_id=point.id, at=at)
        except DomainError as refusal:
            form.add_error("reference", str(refusal))
        else:
            return HttpResponseRedirect(reverse("applications:arrival", kwargs={"reference": case.reference}))
    frame = frames.frame(request, point, at=at)
    on = offices.calendar(point_id=point.id).local(at).date()
    rows = appointments.day_list(point_id=point.id, on=on)
    reader = door.reader_as(request, Role.COUNTER)
    page = {
        "frame": frame,
        "form": form,
        "today": desk_lists.in_figures(rows),
        "expected": desk_lists.expected_today(rows, point=point, reader=reader, at=at),
        "kept": desk_arrivals.kept(point, on=on),
        "done": desk_done.done(request.GET),
        "here": request.path,
    }
    return render(request, "applications/desk/arrivals.html", page, status=422 if form.is_bound else 200)


@door.for_officers("receive_one", Role.COUNTER, purpose=Purpose.CHECK_IN)
@require_safe
def arrival(request: DeskRequest, reference: str) -> HttpResponse:
    """Show who came and when they are expected, for the officer to compare with the identity card."""
    return _show(request, reference)


@door.for_officers("check_in", Role.COUNTER, purpose=Purpose.CHECK_IN)
@require_POST
@once
def check_in(request: DeskRequest, reference: str) -> HttpResponse:
    """Record the arrival and give a queue number (P10)."""
    return _receive(request, reference, operations.check_in)


@door.for_officers("register_arrival", Role.COUNTER, purpose=Purpose.CHECK_IN)
@require_POST
@once
def come_again(request: DeskRequest, reference: str) -> HttpResponse:
    """Give a number at the front to a person who comes back with completed papers."""
    return _receive(request, reference, operations.register_arrival)


@door.for_officers("register_collection", Role.COUNTER, purpose=Purpose.CHECK_IN)
@require_POST
@once
def collect(request: DeskRequest, reference: str) -> HttpResponse:
    """Give a number of the collection lane to whoever came for the finished book, or record who has one from the phone."""
    return _receive(request, reference, operations.register_collection)


@door.for_officers("print_ticket", Role.COUNTER)
@require_safe
def ticket(request: DeskRequest, reference: str) -> HttpResponse:
    """Show the queue number for printing."""
    return show_ticket(request, reference, at=clock.now())


def show_ticket(request: DeskRequest, reference: str, *, at: datetime, resume_code: str = "") -> HttpResponse:
    """Show the number for printing, and to somebody whose case began here the code to come back with, this once."""
    case = door.case_of(request, reference)
    held = tickets.ticket_of(case.id, at=at)
    if held is None:
        return HttpResponseRedirect(reverse("applications:arrival", kwargs={"reference": case.reference}))
    page = {
        "case": case,
        "held": held,
        "resume_code": resume_code,
        "station": capfirst(Station(held.ticket.station).label),
        "at": at,
        "zone": offices.point(id=held.ticket.point_id).zone,
    }
    return render(request, "applications/desk/ticket.html", page)


@door.for_officers("call_family_together", Role.COUNTER, purpose=Purpose.CHECK_IN)
@require_POST
@once
def together(request: DeskRequest, reference: str) -> HttpResponse:
    """Let the number be called together with another of the same family."""
    form = TogetherForm(request.POST)
    if not form.is_valid():
        return _show(request, reference, together_form=form, status=422)
    said = form.cleaned_data
    case, at = door.case_of(request, reference), clock.now()
    try:
        renumbered = operations.call_together(
            application_id=case.id,
            number=said["nomor"],
            ground=said["dasar"],
            gives_up_right=said["lepas"],
            officer=request.officer,
            at=at,
        )
    except DomainError as refusal:
        form.add_error("nomor", str(refusal))
        return _show(request, reference, together_form=form, status=refusal.status)
    if renumbered is None:
        return _back_to(case.reference)
    # The old number counts no more: the new one is printed at once.
    new = queries.case(renumbered).reference
    return HttpResponseRedirect(reverse("applications:desk-ticket", kwargs={"reference": new}))


@door.for_officers("call_family_apart", Role.COUNTER, purpose=Purpose.CHECK_IN)
@require_POST
@once
def apart(request: DeskRequest, reference: str) -> HttpResponse:
    """Let the number be called by itself again."""
    form = ApartForm(request.POST)
    if not form.is_valid():
        return _show(request, reference, apart_form=form, status=422)
    case = door.case_of(request, reference)
    try:
        operations.call_apart(
            application_id=case.id, reason=form.cleaned_data["alasan"], officer=request.officer, at=clock.now()
        )
    except DomainError as refusal:
        form.add_error("alasan", str(refusal))
        return _show(request, reference, apart_form=form, status=refusal.status)
    return _back_to(case.reference)


def _case_typed(request: DeskRequest, text: str, *, point_id: UUID, at: datetime) -> queries.CaseInfo:
    """Return the case of what was scanned, typed, or said aloud: its reference, or its queue number of today."""
    subject = tickets.whose(text, point_id=point_id, at=at)
    return door.case_of(request, queries.case(subject).reference if subject else text)


def _back_to(reference: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("applications:arrival", kwargs={"reference": reference}))


def _receive(request: DeskRequest, reference: str, operation: Callable[..., str]) -> HttpResponse:
    case = door.case_of(request, reference)
    try:
        operation(application_id=case.id, officer=request.officer, at=clock.now())
    except DomainError as refusal:
        return _show(request, reference, refusal=str(refusal), status=refusal.status)
    return HttpResponseRedirect(reverse("applications:desk-ticket", kwargs={"reference": case.reference}))


def _show(
    request: DeskRequest,
    reference: str,
    *,
    refusal: str = "",
    together_form: TogetherForm | None = None,
    apart_form: ApartForm | None = None,
    status: int = 200,
) -> HttpResponse:
    at = clock.now()
    case = door.case_of(request, reference)
    assert case.point_id is not None  # noqa: S101 (door.case_of admits cases of a place only)
    point = offices.point(id=case.point_id)
    frame = frames.frame(request, point, at=at)
    page = {
        "frame": frame,
        "arrival": desk_arrivals.arrival(case, point=point, at=at),
        "person": _person(request, case, at=at),
        "needs": _needs(request, case, at=at),
        "refusal": refusal,
        "together_form": together_form or TogetherForm(),
        "apart_form": apart_form or ApartForm(),
    }
    return render(request, "applications/desk/arrival.html", page, status=status)


def _person(request: DeskRequest, case: queries.CaseInfo, *, at: datetime) -> dict[str, str]:
    """Return name, masked NIK and masked birth date; nothing in a state in which nobody comes."""
    if case.state not in COMING:
        return {}
    return whom(request, case, purpose=Purpose.CHECK_IN, at=at)


def _needs(request: DeskRequest, case: queries.CaseInfo, *, at: datetime) -> tuple[desk_case.Tag, ...]:
    """Return what whoever comes needs; the look is recorded. Nothing in a state in which nobody comes."""
    if case.state not in COMING:
        return ()
    reader = door.reader_as(request, Role.COUNTER)
    told = queries.needs_told(stated.statement(case.id), reader=reader, purpose=Purpose.CHECK_IN, at=at)
    return desk_case.needs_tags(told)
