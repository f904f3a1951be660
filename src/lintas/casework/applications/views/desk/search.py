"""Find a case by its reference, its queue number or the NIK. By POST: a NIK never stands in an address."""

from datetime import timedelta

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lintas.casework.applications import queries
from lintas.casework.applications.presenters.desk_duties import SEARCHERS
from lintas.casework.applications.presenters.desk_lists import found_lines
from lintas.casework.applications.views.desk import door, frames
from lintas.directory.offices.queries import PointInfo
from lintas.directory.people.requests import DeskRequest
from lintas.directory.people.states import Purpose
from lintas.foundation import clock
from lintas.foundation.limits.door import limited
from lintas.visit.queueing import queries as tickets

TRIES = 120
PER = timedelta(minutes=15)
NIK_LENGTH = 16


@door.for_officers("search", *door.EVERYBODY, purpose=Purpose.SEARCH)
@limited(kind="applications.search", caller=lambda request: str(request.officer.id), limit=TRIES, per=PER)
@sensitive_post_parameters("cari")
@require_POST
def search(request: DeskRequest) -> HttpResponse:
    """Lead to the case, or say what was not found. Changes nothing; hits by NIK are recorded as looks."""
    at = clock.now()
    point = door.point_of(request)
    typed = request.POST.get("cari", "")[:60].strip()
    digits = "".join(character for character in typed if character.isdigit())
    if len(digits) == NIK_LENGTH and len(digits) >= len(typed.replace(" ", "")):
        return _by_nik(request, digits, point)
    subject = tickets.whose(typed, point_id=point.id, at=at)
    try:
        case = queries.case(subject) if subject else queries.by_reference(typed)
    except queries.UnknownCase:
        return _nothing(request, point, _("Tidak ada permohonan dengan nomor itu di sini. Periksa huruf dan angkanya."))
    return HttpResponseRedirect(reverse("applications:case", kwargs={"reference": case.reference}))


def _by_nik(request: DeskRequest, nik: str, point: PointInfo) -> HttpResponse:
    role = next((role for role in door.EVERYBODY if role in SEARCHERS and role.value in request.officer.roles), None)
    if role is None:
        return _nothing(request, point, _("Pencarian dengan NIK hanya untuk loket, pemeriksa, penyerah, dan pimpinan."))
    references = queries.find_by_nik(nik, office_code=point.office_code)
    if not references:
        return _nothing(request, point, _("Tidak ada permohonan yang sedang berjalan dengan NIK itu di kantor ini."))
    cases = [queries.by_reference(reference) for reference in references]
    at = clock.now()
    lines = found_lines(cases, reader=door.reader_as(request, role), at=at)
    if len(lines) == 1:
        return HttpResponseRedirect(lines[0].href)
    page = {"frame": frames.frame(request, point, at=at), "lines": lines, "text": ""}
    return render(request, "applications/desk/found.html", page)


def _nothing(request: DeskRequest, point: PointInfo, text: object) -> HttpResponse:
    page = {"frame": frames.frame(request, point, at=clock.now()), "lines": (), "text": text}
    return render(request, "applications/desk/found.html", page, status=404)
