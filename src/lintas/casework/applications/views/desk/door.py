"""Who comes to the desk, for which place, and with which case."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import queries
from lintas.casework.applications.presenters.desk_duties import Duty, duties
from lintas.casework.applications.states import Role
from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.directory.people.queries import Reader
from lintas.directory.people.requests import DeskRequest
from lintas.foundation.access import Access, Audience, DataClass, declares
from lintas.foundation.errors import DomainError

View = TypeVar("View", bound=Callable[..., object])

EVERYBODY = tuple(role for role in Role if role not in (Role.APPLICANT, Role.SYSTEM, Role.TREASURY))
HEADS = (Role.SECTION_HEAD, Role.OFFICE_HEAD)
BY_DUTY = "by_duty"
"""The purpose of looking is that of the officer's duty in the state the case is in; see `desk_duties`."""
POINT = "desk_point"
"""In the session: the place that an officer without a fixed one works for at present."""


class CaseElsewhere(DomainError):
    """The case belongs to another place than the officer's."""

    code = "applications.case_elsewhere"
    text = _("Permohonan ini ditangani titik layanan lain, jadi tidak terbuka di meja Anda.")
    status = 403


class NotYourPart(DomainError):
    """The officer has nothing to do with the case in its present state."""

    code = "applications.not_your_part"
    text = _("Pada tahap ini data permohonan tidak terbuka untuk peran Anda. Perjalanannya tetap dapat dilihat.")
    status = 403


class NoSuchPaper(DomainError):
    """The case has no such requirement."""

    code = "applications.no_such_paper"
    text = _("Berkas itu tidak termasuk syarat permohonan ini. Muat ulang halaman, lalu pilih dari daftar.")
    status = 404


class NoPlaceHere(DomainError):
    """The officer's office has no service point."""

    code = "applications.no_place_here"
    text = _("Kantor Anda belum punya titik layanan di sini. Mintalah kepala kantor memeriksa penugasan Anda.")
    status = 403


def for_officers(
    act: str, *roles: Role, purpose: str = BY_DUTY, data: DataClass = DataClass.SENSITIVE
) -> Callable[[View], View]:
    """Declare a page of the desk for these roles of the case's, or the list's, own office."""
    return declares(
        Access(
            audience=Audience.OFFICER,
            act=f"applications.{act}",
            data=data,
            purpose=purpose,
            roles=frozenset(role.value for role in roles),
            scope="office",
        )
    )


def points_of(request: DeskRequest) -> tuple[PointInfo, ...]:
    """Return the places that the officer may work for."""
    officer = request.officer
    own = [point for point in offices.points() if point.office_id == officer.office_id]
    if officer.point_id is not None:
        own = [point for point in own if point.id == officer.point_id]
    return tuple(own)


def point_of(request: DeskRequest) -> PointInfo:
    """
    Return the place that the officer works for: the fixed one, the one just chosen, or the last one chosen.

    The frame of the page speaks for it. :raises NoPlaceHere: the office has none.
    """
    allowed = points_of(request)
    if not allowed:
        raise NoPlaceHere
    wanted = request.GET.get("titik", "") or request.session.get(POINT, "")
    point = next((point for point in allowed if point.slug == wanted), allowed[0])
    if len(allowed) > 1 and request.session.get(POINT) != point.slug:
        request.session[POINT] = point.slug
    request.point = point  # type: ignore[attr-defined]  # the frame speaks for this place
    return point


def case_of(request: DeskRequest, reference: str) -> queries.CaseInfo:
    """
    Return the case, which must be of a place of the officer.

    :raises UnknownCase: there is none. :raises CaseElsewhere: it is another place's.
    """
    case = queries.by_reference(reference)
    here = next((point for point in points_of(request) if point.id == case.point_id), None)
    if here is None:
        raise CaseElsewhere
    request.point = here  # type: ignore[attr-defined]
    return case


def duty_of(request: DeskRequest, case: queries.CaseInfo) -> Duty | None:
    """Return what the officer has to do with the case at present; None for nothing that needs a personal value."""
    return next(iter(duties(request.officer.roles, case.state)), None)


def reader_as(request: DeskRequest, role: Role) -> Reader:
    """Return the officer as a reader in this one of their roles."""
    return replace(request.reader, role=role.value)
