"""Fifth step: where and when. Later the same page moves a booked place."""

import threading
from contextlib import suppress
from datetime import date, datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations, queries
from lintas.casework.applications.presenters import (
    citizen_draws,
    citizen_places,
    citizen_status,
    citizen_steps,
    citizen_waiting,
)
from lintas.casework.applications.presenters.citizen_answers import chosen_book, lacking
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.rush import permits
from lintas.casework.applications.rush.effort import DEED, WithoutEffort, pot
from lintas.casework.applications.states import State
from lintas.casework.applications.views.citizen.pages import (
    CasePage,
    brief_refusal,
    onward,
    own_case,
    show_step,
    speak_for_the_point,
    to,
    where,
    with_case,
    with_draft,
)
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.catalogue.queries import FeeOption
from lintas.directory.offices import queries as offices
from lintas.directory.people import operations as people
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency import together
from lintas.foundation.idempotency.door import once
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments


def with_effort(view: CasePage) -> CasePage:
    """Let a choice through whose form shows its work, as was seen at the door, or for which the pot has one left."""

    @wraps(view)
    def page(request: CaseRequest, reference: str, **more: Any) -> HttpResponse:
        if _chooses(request) and not getattr(request, "has_worked", False) and not pot.take():
            return _refuse_briefly(WithoutEffort)
        return view(request, reference, **more)

    return page


def in_a_group(view: CasePage) -> CasePage:
    """Let those who choose a session at the same moment be served together; whatever is not plain goes to the view."""

    @wraps(view)
    def page(request: CaseRequest, reference: str, **more: Any) -> HttpResponse:
        # SQLite has one writer at a time however they come: there a group helps nobody.
        answer = _choose_in_a_group(request) if _chooses(request) and connection.vendor != "sqlite" else None
        return answer or view(request, reference, **more)

    return page


DRAWN_AT_ONCE = 2
"""Refused people to whom this process shows at once what is left; in a rush the others are led back there."""

_drawing = threading.BoundedSemaphore(DRAWN_AT_ONCE)


@own_case("choose_place")
@require_http_methods(["GET", "HEAD", "POST"])
@with_effort
@in_a_group
@once
@with_draft
def place(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Choose the point, then the day and the hour; the place is kept while the form is finished."""
    at = clock.now()
    if request.method == "POST" and "point" in request.POST:
        return _choose_point(request, case, at=at)
    if case.point_id is None or "ganti" in request.GET:
        return _show_points(request, case, at=at)
    if request.method != "POST":
        return _show_times(request, case, at=at)
    try:
        operations.choose_place(application_id=case.id, slot_id=chosen_slot(request), by=request.reader.actor, at=at)
    except places.BookingRefused as refusal:
        return _show_times(request, case, at=at, refusal=refusal)
    return onward(request, case, "place")


@own_case("move_place")
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_case
def move(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Move a booked place by the person's own right, with the rule in words beforehand (P05)."""
    at = clock.now()
    appointment = appointments.appointment_of(case.id)
    if case.state != State.SCHEDULED or appointment is None:
        return HttpResponseRedirect(where(case))
    refusal = None
    if request.method == "POST":
        try:
            operations.reschedule(application_id=case.id, slot_id=chosen_slot(request), by=request.reader.actor, at=at)
        except places.BookingRefused as refused:
            refusal = refused
        else:
            return HttpResponseRedirect(f"{to('status', case)}?pindah=1")
    today = catalogue.today(at)
    page = {
        "case": case,
        "appointment": appointment,
        "zone": offices.point(id=appointment.point_id).zone,
        "last_day": citizen_status.last_day_to_move(case, appointment, today=today),
        "is_too_late": citizen_status.is_too_late_to_move(case, appointment, today=today),
        "may_move": citizen_status.can_move(appointment),
        "times": citizen_places.times(
            appointment.point_id,
            address=to("move", case),
            asked=asked_day(request, "hari"),
            begin=asked_day(request, "mulai"),
            at=at,
        ),
        "errors": (str(refusal),) if refusal else (),
    }
    return render(request, "applications/citizen/move.html", page, status=refusal.status if refusal else 200)


def _choose_in_a_group(request: CaseRequest) -> HttpResponse | None:
    at, slot_id, subject = clock.now(), chosen_slot(request), request.case.application_id
    if appointments.was_full_just_now(slot_id, subject=subject):
        return _refuse_briefly(places.SlotFull)
    reply = onward(request, request.case, "place")
    act = together.act_of(request, reply, at=at)
    choice = operations.Choice(application_id=subject, slot_id=slot_id, act=act, by=request.reader.actor, at=at)
    try:
        return reply if operations.choose_place_in_a_group(choice) else None
    except places.BookingRefused as refusal:
        if not _drawing.acquire(blocking=False):
            return _refuse_briefly(type(refusal))
        try:
            case = queries.case(subject)
            speak_for_the_point(request, case)
            return _show_times(request, case, at=at, refusal=refusal)
        finally:
            _drawing.release()


def _chooses(request: HttpRequest) -> bool:
    return "slot" in request.POST and "point" not in request.POST and "ganti" not in request.GET


def _refuse_briefly(kind: type[DomainError]) -> HttpResponse:
    return brief_refusal(kind, "en" if get_language() == "en" else "id")


def _choose_point(request: CaseRequest, case: CaseInfo, *, at: datetime) -> HttpResponse:
    """Set the point, if the person may come there."""
    try:
        point = offices.point(id=UUID(request.POST["point"]))
    except ValueError:
        raise offices.UnknownPoint from None
    if not citizen_places.may_be_chosen(point, village=_village(request, case, at=at), at=at):
        problem = _("%(place)s belum dapat melayani permohonan ini. Pilih tempat lain.") % {"place": point.name}
        return _show_points(request, case, at=at, problem=problem)
    without = lacking(_book(request, case, at=at), office_code=point.office_code, on=catalogue.today(at))
    if without:
        return _show_points(request, case, at=at, problem=f"{point.name}: {without}")
    operations.choose_point(application_id=case.id, point_id=point.id, by=request.reader.actor, at=at)
    back = "?lalu=check" if request.POST.get("lalu") == "check" else ""
    return HttpResponseRedirect(f"{to('place', case)}{back}")


def _show_points(request: CaseRequest, case: CaseInfo, *, at: datetime, problem: str = "") -> HttpResponse:
    village = _village(request, case, at=at)
    page = {
        "points": citizen_places.point_cards(
            village=village, chosen=case.point_id, book=_book(request, case, at=at), at=at
        ),
        "knows_home": bool(village),
        "times": None,
        "problem": problem,
        "errors": (),
        "chosen_slot": "",
    }
    return show_step(request, "place", case, page, at=at, status=422 if problem else 200)


def _show_times(
    request: CaseRequest, case: CaseInfo, *, at: datetime, refusal: places.BookingRefused | None = None
) -> HttpResponse:
    draft = citizen_steps.draft(case, at=at)
    asked = asked_day(request, "hari") or _day_of_slot(request)
    if asked is None and draft.held is not None and draft.held.point_id == case.point_id:
        asked = draft.held.on
    assert case.point_id is not None  # noqa: S101 (the caller has looked)
    bits = catalogue.count("choice_effort", office_code=case.office_code, on=catalogue.today(at))
    page = {
        "draft": draft,
        "points": (),
        "problem": "",
        "times": citizen_places.times(
            case.point_id, address=to("place", case), asked=asked, begin=asked_day(request, "mulai"), at=at
        ),
        "waiting": citizen_waiting.entry(case.id, at=at),
        "draws": citizen_draws.notices(case, at=at),
        "errors": (str(refusal),) if refusal else (),
        "permit": permits.permit_for(request.case, session_key=request.session.session_key or "", bits=bits),
        "bits": bits,
        "deed": DEED,
        "chosen_slot": request.POST.get("slot") or (str(draft.held.slot_id) if draft.held else ""),
    }
    return show_step(request, "place", case, page, at=at, status=refusal.status if refusal else 200)


def _village(request: CaseRequest, case: CaseInfo, *, at: datetime) -> str:
    return people.reveal_person(
        person_id=case.person_id, fields=("village",), reader=request.reader, purpose="own_data", case_id=case.id, at=at
    )["village"]


def _book(request: CaseRequest, case: CaseInfo, *, at: datetime) -> FeeOption | None:
    return chosen_book(case, queries.answers(case.id, reader=request.reader, at=at))


def chosen_slot(request: HttpRequest) -> UUID:
    """Return the slot that was chosen. :raises NothingChosen: :raises NoSuchSlot: it is not one of ours."""
    chosen = request.POST.get("slot", "")
    if not chosen:
        raise places.NothingChosen
    try:
        return UUID(chosen)
    except ValueError:
        raise places.NoSuchSlot from None


def _day_of_slot(request: HttpRequest) -> date | None:
    """Return the day of a slot that was just refused, to show what else that day has."""
    with suppress(places.NoSuchSlot):
        slot = appointments.slot(chosen_slot(request))
        return slot.on if slot else None
    return None


def asked_day(request: HttpRequest, name: str) -> date | None:
    """Return the day in the address, None when it names none."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
