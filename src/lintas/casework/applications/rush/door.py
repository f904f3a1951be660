"""
The door before the pages: the form that chooses a place, for who carries a permit.

Sessions, accounts, addresses and form tokens are not looked at for it. The permit says what they would: it is ours, it is
of use only with the browser's own session cookie, and no other site can know it.
"""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from lintas.casework.applications import operations
from lintas.casework.applications.rush.asked import Asked, asked_by_permit, is_form
from lintas.casework.applications.rush.effort import WithoutEffort, pot
from lintas.casework.applications.views.citizen.pages import brief_refusal
from lintas.foundation.errors import DomainError
from lintas.ui.language import COOKIE as LANGUAGE
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments


class RushMiddleware:
    """Answer the form by its permit, as the rush lane does; hand on whatever is not plain to the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = _asked(request)
        answer = _answer(request, asked) if asked else None
        if answer is None:
            return self.get_response(request)
        answer.headers["Cache-Control"] = "no-store, private"
        return answer


def _asked(request: HttpRequest) -> Asked | None:
    told = request.META
    if request.method != "POST" or told["QUERY_STRING"]:
        return None
    if not is_form(request.path, content_type=told.get("CONTENT_TYPE", ""), length=told.get("CONTENT_LENGTH", "")):
        return None
    return asked_by_permit(request.path, dict(request.POST.lists()), request.COOKIES)


def _answer(request: HttpRequest, asked: Asked) -> HttpResponse | None:
    """Return the answer to the choice; None: the page decides, for whom the gate lets in."""

    def refused(kind: type[DomainError]) -> HttpResponse:
        return brief_refusal(kind, "en" if request.COOKIES.get(LANGUAGE) == "en" else "id")

    choice = asked.choice
    if appointments.was_full_just_now(choice.slot_id, subject=choice.application_id):
        return refused(places.SlotFull)
    if not asked.has_worked and not pot.take():
        return refused(WithoutEffort)
    request.has_worked = True  # type: ignore[attr-defined]
    # SQLite has one writer at a time however they come: there a group helps nobody.
    if connection.vendor == "sqlite":
        return None
    try:
        return HttpResponseRedirect(asked.address) if operations.choose_place_in_a_group(choice) else None
    except (places.BookingRefused, places.TooManyAtOnce) as refusal:
        return refused(type(refusal))
