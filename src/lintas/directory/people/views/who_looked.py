"""The person reads who looked at their data, and may doubt a look."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lintas.directory.people import operations, presenters
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.access import Access, Audience, DataClass, declares
from lintas.foundation.idempotency.door import once


@declares(
    Access(
        audience=Audience.CASE_HOLDER,
        act="people.see_who_looked",
        data=DataClass.PERSONAL,
        purpose="own_data",
    )
)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def who_looked(request: CaseRequest, reference: str) -> HttpResponse:
    """List the looks, the latest first, 30 on a page; POST doubts one of them."""
    if request.method == "POST":
        record_id = _id(request.POST.get("record", ""))
        operations.doubt_access(record_id=record_id, person_id=request.case.person_id, at=clock.now())
        here = reverse("people:who-looked", kwargs={"reference": reference})
        return HttpResponseRedirect(f"{here}?dicatat={record_id}")
    page = presenters.who_looked(
        request.case,
        before=_id_or_none(request.GET.get("sebelum", "")),
        noted=_id_or_none(request.GET.get("dicatat", "")),
    )
    return render(request, "people/who_looked.html", {"page": page})


def _id(text: str) -> UUID:
    found = _id_or_none(text)
    if found is None:
        raise operations.UnknownRecord
    return found


def _id_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
