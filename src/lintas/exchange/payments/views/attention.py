"""Codes that do not come, and money that pays nothing: what needs an officer's attention."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lintas.directory.offices import queries as offices
from lintas.directory.people.queries import OfficerInfo
from lintas.exchange.payments import operations, presenters, queries
from lintas.foundation.access import Access, Audience, DataClass, declares
from lintas.foundation.clock import now
from lintas.foundation.idempotency.door import once

DECIDERS = frozenset({"kasi", "kakanim"})
SEES = Access(
    audience=Audience.OFFICER,
    act="payments.see_money",
    data=DataClass.INTERNAL,
    roles=DECIDERS | {"loket"},
    scope="office",
)
ASKS = Access(
    audience=Audience.OFFICER,
    act="payments.want_code",
    data=DataClass.INTERNAL,
    roles=DECIDERS | {"loket"},
    scope="office",
)
REFERS = Access(
    audience=Audience.OFFICER,
    act="payments.refer_money",
    data=DataClass.INTERNAL,
    roles=DECIDERS,
    scope="office",
)


@require_GET
@declares(SEES)
def attention(request: HttpRequest) -> HttpResponse:
    """Show codes that do not come, the office's money that has paid no bill, and the day's reconciliation."""
    at = now()
    held = queries.money_needing_attention(office_code=_office_code(request))
    report = queries.reconciliation(timezone.localdate(at, queries.BANKING_ZONE), at=at)
    missing = queries.codes_missing(at=at, office_code=_office_code(request))
    context = {
        "missing": presenters.missing_codes(missing, at=at),
        "again_minutes": int(queries.NOTICEABLE.total_seconds() // 60),
        "asked": "diminta" in request.GET,
        "cards": presenters.cards(held, at=at),
        "facts": presenters.day_facts(report).items,
        "may_refer": bool(_officer(request).roles & DECIDERS),
    }
    return render(request, "payments/attention.html", context)


@require_POST
@declares(ASKS)
@once
def want_code(request: HttpRequest, bill_id: UUID) -> HttpResponse:
    """Ask SIMPONI once more for a code that has not come."""
    operations.want_code(bill_id=bill_id, office_code=_office_code(request), by=_officer(request).actor, at=now())
    return HttpResponseRedirect(reverse("payments:attention") + "?diminta=1")


@require_POST
@declares(REFERS)
@once
def refer(request: HttpRequest, money_id: UUID) -> HttpResponse:
    """Note that the money was passed on for a refund."""
    operations.refer_money(money_id=money_id, office_code=_office_code(request), by=_officer(request).actor, at=now())
    return redirect("payments:attention")


def _office_code(request: HttpRequest) -> str:
    """Return the code of the officer's office; empty, and so without any money of a case, when it has no point."""
    office_id = _officer(request).office_id
    return next((point.office_code for point in offices.points() if point.office_id == office_id), "")


def _officer(request: HttpRequest) -> OfficerInfo:
    """Return who the gate let in."""
    return request.officer  # type: ignore[attr-defined]
