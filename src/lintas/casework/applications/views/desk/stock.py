"""Blank books of the place."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations, queries
from lintas.casework.applications.forms.desk_lists import StockForm
from lintas.casework.applications.states import Role
from lintas.casework.applications.views.desk import door, frames
from lintas.casework.applications.vocabulary import BOOK_KINDS
from lintas.directory.people.requests import DeskRequest
from lintas.foundation import clock
from lintas.foundation.access import DataClass
from lintas.foundation.idempotency.door import once


@door.for_officers("keep_stock", Role.PRODUCER, *door.HEADS, data=DataClass.INTERNAL)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def stock(request: DeskRequest) -> HttpResponse:
    """Show the blank books by kind; POST enters a box of consecutive numbers."""
    at = clock.now()
    point = door.point_of(request)
    form = StockForm(request.POST if request.method == "POST" else None, auto_id="stock_%s")
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        new = operations.add_stock(
            point_id=point.id,
            kind=given["kind"],
            first=given["first"],
            count=given["count"],
            by=request.officer.actor,
            at=at,
        )
        return HttpResponseRedirect(f"{reverse('applications:stock')}?{urlencode({'baru': new})}")
    added = request.GET.get("baru", "")
    page = {
        "frame": frames.frame(request, point, at=at),
        "form": form,
        "rows": [(BOOK_KINDS.get(each.kind, each.kind), each) for each in queries.stock(point_id=point.id)],
        "added": _told(int(added)) if added.isdecimal() and len(added) < 6 else "",
    }
    return render(request, "applications/desk/stock.html", page, status=422 if form.is_bound else 200)


def _told(new: int) -> str:
    return ngettext(
        "%(count)s buku baru tercatat. Nomor yang sudah ada tidak dicatat dua kali.",
        "%(count)s buku baru tercatat. Nomor yang sudah ada tidak dicatat dua kali.",
        new,
    ) % {"count": new}
