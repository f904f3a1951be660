"""One case on the desk: the page, and what every act on it has in common."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lintas.casework.applications import operations, queries
from lintas.casework.applications.forms.desk import form_of
from lintas.casework.applications.presenters import desk_case, desk_done, desk_lists
from lintas.casework.applications.states import AT_THE_OFFICE, Role, State
from lintas.casework.applications.views.desk import door, frames, opened, panes
from lintas.directory.offices import queries as offices
from lintas.directory.people.requests import DeskRequest
from lintas.foundation import clock
from lintas.foundation.access import DataClass
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.visit.queueing import queries as tickets


@door.for_officers("see_case", *door.EVERYBODY)
@require_safe
def case(request: DeskRequest, reference: str) -> HttpResponse:
    """Show the case: the tab asked for (``?lembar=``), else the one where the officer's work is."""
    return show(request, reference)


@door.for_officers("find_case_of_number", *door.EVERYBODY, data=DataClass.INTERNAL)
@require_safe
def of_number(request: DeskRequest, subject: UUID) -> HttpResponse:
    """Lead from a queue number, which knows its case by id, to the case, or say that it stands for none."""
    try:
        found = door.case_of(request, queries.case(subject).reference)
    except queries.UnknownCase:
        page = {
            "frame": frames.frame(request, door.point_of(request), at=clock.now()),
            "lines": (),
            "text": _("Nomor ini tidak terkait dengan permohonan: urusan singkat, atau belum dicatat hadir."),
        }
        return render(request, "applications/desk/found.html", page, status=404)
    return HttpResponseRedirect(reverse("applications:case", kwargs={"reference": found.reference}))


@door.for_officers("watch_case", *door.EVERYBODY, data=DataClass.INTERNAL)
@require_safe
def changed(request: DeskRequest, reference: str) -> HttpResponse:
    """Say whether the case has moved since the version shown (``?versi=``): the live part of the page."""
    found = door.case_of(request, reference)
    page = {"case": found, "moved": request.GET.get("versi", "") != str(found.version)}
    return render(request, "applications/desk/_changed.html", page)


@door.for_officers("open_data", *door.EVERYBODY)
@require_POST
@once
def open_data(request: DeskRequest, reference: str) -> HttpResponse:
    """Show this case's personal values in full for some minutes; each look at them is recorded."""
    found = door.case_of(request, reference)
    if door.duty_of(request, found) is None:
        raise door.NotYourPart
    opened.open_for_a_while(request, found.id, at=clock.now())
    tab = request.POST.get("lembar", "")
    query = f"?{urlencode({'lembar': tab})}" if tab else ""
    return HttpResponseRedirect(reverse("applications:case", kwargs={"reference": found.reference}) + query)


def act(request: DeskRequest, reference: str, key: str, operation: Callable[..., object]) -> HttpResponse:
    """
    Do the act with what its form says, and go on to the next case of the same list; or show what was refused with
    everything kept.

    ``key`` names the act's form. Given somebody moved the case meanwhile, the page shows the fresh state and what had
    been typed.
    """
    at = clock.now()
    before = door.case_of(request, reference)
    form = form_of(key, request.POST)
    if form.is_valid():
        try:
            operation(application_id=before.id, officer=request.officer, at=at, **form.said)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            if isinstance(refusal, operations.CaseMovedOn):
                _look_again(form, version=before.version)
            return show(request, reference, bound={key: form}, status=refusal.status)
        return gone_on(request, before)
    return show(request, reference, bound={key: form}, status=422)


def _look_again(form: forms.Form, *, version: int) -> None:
    """Let the refused form, shown with the fresh state, speak of that state when it is sent again."""
    if isinstance(form.data, QueryDict):
        data = form.data.copy()
        data["seen"] = str(version)
        form.data = data


def gone_on(request: DeskRequest, before: queries.CaseInfo) -> HttpResponse:
    """
    Lead to the next case of the list in which the case stood, and tell there what was done.

    Who sits at a counter goes back to the list: there the next person is called, not chosen.
    """
    after = queries.case(before.id)
    here = reverse("applications:case", kwargs={"reference": before.reference})
    if after.version == before.version:
        return HttpResponseRedirect(f"{here}?{urlencode({'lembar': desk_case.WORK})}")
    steps = queries.journal(before.id)
    told = urlencode({"selesai": steps[-1].transition, "pada": before.reference}) if steps else ""
    if after.state == before.state:
        return HttpResponseRedirect(f"{here}?{told}")
    waiting: tuple[queries.WorkItem, ...] = ()
    chooses = before.state not in AT_THE_OFFICE | {State.READY} or tickets.counter_of(request.officer.id) is None
    if chooses and before.point_id is not None and before.state in desk_lists.states_of(request.officer.roles):
        waiting = queries.worklist(point_id=before.point_id, state=before.state, at=clock.now(), limit=1)
    if waiting:
        there = reverse("applications:case", kwargs={"reference": waiting[0].reference})
        return HttpResponseRedirect(f"{there}?{told}")
    return HttpResponseRedirect(f"{reverse('applications:desk')}?{told}")


def show(
    request: DeskRequest, reference: str, *, bound: Mapping[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    """Show the page; ``bound`` are forms that were refused, by act."""
    at = clock.now()
    bound = bound or {}
    found = door.case_of(request, reference)
    assert found.point_id is not None  # noqa: S101 (door.case_of admits cases of a place only)
    point = offices.point(id=found.point_id)
    frame = frames.frame(request, point, at=at)
    shown = panes.parts(request, found, point=point, at=at, bound=bound)
    page = {
        "frame": frame,
        "case": found,
        "case_url": reverse("applications:case", kwargs={"reference": found.reference}),
        "done": None if bound else desk_done.done(request.GET),
        "form": next(iter(bound.values()), None),
        "kept": _kept(bound, shown),
        "may_give_code": Role.COUNTER.value in request.officer.roles and found.state is not State.DRAFT,
        "may_enter_draw": Role.COUNTER.value in request.officer.roles and found.state is State.DRAFT,
        **shown,
    }
    return render(request, "applications/desk/case.html", page, status=status)


def _kept(bound: Mapping[str, forms.Form], shown: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what was typed into a form that the fresh state of the case has no place for."""
    lost = [form for act, form in bound.items() if act not in shown["forms"]]
    return [
        (str(field.label), str(field.value()))
        for form in lost
        for field in form
        if isinstance(field.field.widget, forms.Textarea | forms.TextInput) and field.value()
    ]


def next_paper(application_id: UUID) -> str:
    """Return the tab to go to after one paper was decided: the next open one, else the work of the state."""
    items = queries.case(application_id).items
    item = next((item for item in items if item.state in ("expected", "given")), None)
    return f"{desk_case.PAPER}{item.key}" if item else desk_case.WORK
