"""The head of an office confirms an unsure value by a decree."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lintas.directory.catalogue import operations, presenters, queries
from lintas.directory.catalogue.forms import ConfirmForm
from lintas.directory.offices import queries as offices
from lintas.directory.people.requests import DeskRequest
from lintas.directory.people.states import Role
from lintas.foundation.access import Access, Audience, DataClass, declares
from lintas.foundation.clock import now
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once

HEAD = frozenset({Role.KAKANIM.value})


def office_code_of(request: DeskRequest) -> str:
    """Return the code of the officer's office; empty when it has no point here."""
    return next((each.office_code for each in offices.points() if each.office_id == request.officer.office_id), "")


@declares(
    Access(
        audience=Audience.OFFICER,
        act="catalogue.confirm_value",
        data=DataClass.INTERNAL,
        roles=HEAD,
        scope="office",
    )
)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def confirm(request: DeskRequest) -> HttpResponse:
    """Show one unsure value (``?nilai=``) with what is known about it; POST records the office's decree."""
    unsure = next((each for each in queries.to_be_confirmed() if each.item == request.GET.get("nilai", "")), None)
    office = office_code_of(request)
    if unsure is None or not office:
        raise operations.NothingToConfirm
    form = ConfirmForm(request.POST or None, initial={"value_hash": unsure.value_hash})
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            operations.confirm_value(
                item=unsure.item,
                value_hash=form.cleaned_data["value_hash"],
                office_code=office,
                decree=form.cleaned_data["decree"],
                by=request.officer.actor,
                at=now(),
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            form.data = _as_it_is_now(request, unsure.value_hash)
            status = refusal.status
        else:
            told = urlencode({"jenis": unsure.kind, "selesai": 1})
            return HttpResponseRedirect(f"{reverse('catalogue:unconfirmed')}?{told}")
    page = {"form": form, "unsure": unsure, "rows": presenters.unsure_facts(unsure), "office": office}
    return render(request, "catalogue/confirm.html", page, status=status)


def _as_it_is_now(request: DeskRequest, value_hash: str) -> QueryDict:
    """Return what was typed, to be sent again for the value that is shown now, once it was compared anew."""
    data = request.POST.copy()
    data["value_hash"] = value_hash
    data.pop("sure", None)
    return data
