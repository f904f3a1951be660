"""What stands in the panes of a case: the list beside it, the tab in the middle, the journey."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from lintas.casework.applications import queries
from lintas.casework.applications.forms.desk import form_of
from lintas.casework.applications.presenters import (
    desk_acts,
    desk_buttons,
    desk_case,
    desk_data,
    desk_file,
    desk_findings,
    desk_journey,
    desk_lists,
    desk_looks,
    desk_papers,
    desk_slots,
)
from lintas.casework.applications.presenters.desk_duties import Duty
from lintas.casework.applications.states import Role, State
from lintas.casework.applications.views.desk import door, opened, pictures
from lintas.casework.documents import queries as documents
from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.directory.people import operations as people
from lintas.directory.people import queries as persons
from lintas.directory.people.requests import DeskRequest


def parts(
    request: DeskRequest,
    case: queries.CaseInfo,
    *,
    point: PointInfo,
    at: datetime,
    bound: Mapping[str, forms.Form],
) -> dict[str, Any]:
    """Return everything that the page shows; ``bound`` are forms that were refused, by act."""
    duty = door.duty_of(request, case)
    side, name = _side(request, case, duty, point=point, at=at)
    tab = _tab(request, case, duty, bound)
    reader = door.reader_as(request, duty.role) if duty else request.reader
    file = desk_file.file(case, duty, tab=tab, reader=reader, at=at)
    acts = desk_acts.acts(request.officer.roles, case, file.bill, at=at)
    journey = desk_journey.journey(case, file, me=request.officer.id, zone=point.zone, at=at)
    shown: dict[str, Any] = {
        "side": side,
        "head": desk_case.head(case, file.bill, file.needs, name=name, zone=point.zone, at=at, is_late=journey.is_late),
        "tabs": desk_case.tabs(case, duty, current=tab, has_work=bool(acts)),
        "tab": tab,
        "duty": duty,
        "journey": journey,
        "acts": acts,
        "forms": {},
        "is_open": opened.is_open(request, case.id, at=at),
    }
    if tab == desk_case.LOOKS:
        return shown | {"looks": desk_looks.looks(case.person_id, zone=point.zone)}
    if duty is not None and tab.startswith(desk_case.PAPER):
        return shown | _paper_tab(request, case, duty, file, name=name, tab=tab, point=point, at=at, bound=bound)
    if duty is not None and tab == desk_case.DATA:
        return shown | _data_tab(request, case, duty, file, name=name, point=point, at=at)
    return shown | _work_tab(request, case, duty, acts, file, name=name, point=point, at=at, bound=bound)


def _side(
    request: DeskRequest, case: queries.CaseInfo, duty: Duty | None, *, point: PointInfo, at: datetime
) -> tuple[desk_lists.WorkList, str]:
    """Return the list beside the case, and the name of its person when the officer has to do with the case."""
    states = desk_lists.states_of(request.officer.roles)
    counts = queries.counts(point_id=point.id)
    lists = [state for state in states if state is not State.SCHEDULED]
    state = case.state if case.state in lists else next((each for each in lists if counts.get(each)), lists[0])
    reader = door.reader_as(request, states[state])
    side = desk_lists.work_list(
        state,
        point=point,
        reader=reader,
        at=at,
        count=counts.get(state, 0),
        limit=desk_lists.BESIDE_A_CASE,
        current=case.id,
    )
    name = next((line.title for line in side.lines if line.current), "")
    if duty is not None and not name:
        name = desk_lists.name_of(case.person_id, reader=door.reader_as(request, duty.role), at=at)
    return side, name


def _tab(request: DeskRequest, case: queries.CaseInfo, duty: Duty | None, bound: Mapping[str, forms.Form]) -> str:
    """Return the tab: that of a refused form, the one asked for if there is such a one, else where the work is."""
    wanted = request.GET.get("lembar", "") or request.POST.get("lembar", "")
    keys = {f"{desk_case.PAPER}{item.key}" for item in case.items} if duty and duty.papers else set()
    if bound and next(iter(bound)) not in ("accept", "return_paper"):
        return desk_case.WORK
    if wanted in keys | {desk_case.DATA, desk_case.LOOKS, desk_case.WORK}:
        return wanted
    return desk_case.first_tab(case, duty)


def _values(
    request: DeskRequest, case: queries.CaseInfo, duty: Duty, *, name: str, point: PointInfo, at: datetime
) -> tuple[desk_data.Row, ...]:
    """Return the person's data: in full when the officer asked for them, else what masks show. Looks are recorded."""
    is_open = opened.is_open(request, case.id, at=at)
    known = persons.person(case.person_id).has
    fields = tuple(field for field in duty.fields if field in known)
    recognisable = tuple(field for field in fields if field in desk_data.RECOGNISABLE)
    values = people.reveal_person(
        person_id=case.person_id,
        fields=fields if is_open else recognisable,
        reader=door.reader_as(request, duty.role),
        purpose=duty.purpose,
        case_id=case.id,
        at=at,
        masked=not is_open,
    )
    if is_open:
        return desk_data.opened_rows(values, on=offices.calendar(point_id=point.id).local(at).date())
    closed = [field for field in fields if field not in (*recognisable, "full_name")]
    return desk_data.masked_rows(values, name=name, closed=closed)


def _paper_tab(
    request: DeskRequest,
    case: queries.CaseInfo,
    duty: Duty,
    file: desk_file.File,
    *,
    name: str,
    tab: str,
    point: PointInfo,
    at: datetime,
    bound: Mapping[str, forms.Form],
) -> dict[str, Any]:
    number = request.GET.get("halaman", "")
    paper = desk_papers.paper(
        case,
        documents.papers(case.id),
        tab.removeprefix(desk_case.PAPER),
        opened=file.opened,
        page=int(number) if number.isdecimal() and len(number) < 4 else 1,
        link=lambda page_id: pictures.link(request, case.reference, page_id),
    )
    decides = case.state is State.CHECKED_IN and Role.COUNTER.value in request.officer.roles
    given = {act: bound.get(act) or form_of(act, seen=case.version) for act in ("accept", "return_paper")}
    return {
        "paper": paper,
        "large": "besar" in request.GET,
        "returning": "return_paper" in bound or "kembalikan" in request.GET,
        "rows": _values(request, case, duty, name=name, point=point, at=at),
        "forms": given if decides else {},
    }


def _data_tab(
    request: DeskRequest,
    case: queries.CaseInfo,
    duty: Duty,
    file: desk_file.File,
    *,
    name: str,
    point: PointInfo,
    at: datetime,
) -> dict[str, Any]:
    return {
        "rows": _values(request, case, duty, name=name, point=point, at=at),
        "answers": desk_data.answers(case, file.opened.answers(case.answers)),
        "checks": desk_data.checks(file, zone=point.zone),
        "money": desk_data.money(file.bill, zone=point.zone),
    }


def _work_tab(
    request: DeskRequest,
    case: queries.CaseInfo,
    duty: Duty | None,
    acts: tuple[str, ...],
    file: desk_file.File,
    *,
    name: str,
    point: PointInfo,
    at: datetime,
    bound: Mapping[str, forms.Form],
) -> dict[str, Any]:
    barred = desk_acts.four_eyes(case, request.officer, acts=acts, at=at)
    able = tuple(act for act in acts if barred is None or act not in desk_acts.BY_OTHER_EYES)
    reasons = _reasons(request, case, able, bound, at=at)
    return {
        "rows": _values(request, case, duty, name=name, point=point, at=at) if duty else (),
        "forms": {act: bound.get(act) or _fresh(act, case, reasons) for act in able if act in form_acts(able, reasons)},
        "grounds": {act: desk_acts.grounds(act, case) for act in able if act in desk_acts.REASONED},
        "reasons": reasons,
        "buttons": desk_buttons.buttons(able, reasons),
        "barred": barred,
        "findings": desk_findings.findings(case, file, zone=point.zone) if duty and duty.findings else (),
        "checks": desk_data.checks(file, zone=point.zone),
        "book": desk_acts.book(case) if "print" in able else None,
        "books": queries.books(case.id) if {"pass", "hand_over"} & set(able) else (),
        "shelf": queries.shelf(case.id) if case.state is State.READY else None,
        "picker": desk_slots.picker(case, wanted=request.GET.get("hari", ""), at=at)
        if {"move", "excuse"} & set(able)
        else None,
        "undecided": _undecided(case),
        "owed": desk_acts.owed(case, file.bill, zone=point.zone),
    }


def form_acts(able: tuple[str, ...], reasons: Mapping[str, object]) -> set[str]:
    """Return the acts that have a form now: all but the link to the arrival, and reasoned ones without a ground."""
    return {act for act in able if act != "arrive" and (act not in desk_acts.REASONED or act in reasons)}


def _reasons(
    request: DeskRequest,
    case: queries.CaseInfo,
    able: tuple[str, ...],
    bound: Mapping[str, forms.Form],
    *,
    at: datetime,
) -> dict[str, desk_acts.Reasons]:
    """Return the chosen ground of the act that is being reasoned, with what its form begins with."""
    for act in able:
        if act not in desk_acts.REASONED:
            continue
        ground = request.GET.get("alasan", "") if request.GET.get("untuk") == act else ""
        if act in bound:
            ground = bound[act].data.get("ground", "")
        found = desk_acts.reasons(act, case, ground, at=at) if ground else None
        if found is not None:
            return {act: found}
    return {}


def _fresh(act: str, case: queries.CaseInfo, reasons: Mapping[str, desk_acts.Reasons]) -> forms.Form:
    if act not in reasons:
        return form_of(act, seen=case.version)
    begun = reasons[act]
    return form_of(
        act,
        seen=case.version,
        ground=begun.ground,
        clause=begun.clause,
        remedy=begun.remedy,
        objection=begun.objection,
    )


def _undecided(case: queries.CaseInfo) -> str:
    """Return what is still open at the document check, in a sentence; empty when all papers are decided."""
    count = sum(item.state in ("expected", "given") for item in case.items)
    if case.state is not State.CHECKED_IN or not count:
        return ""
    return _("%(count)s berkas belum diputuskan. Terima atau kembalikan dahulu.") % {"count": count}
