"""Printing, quality check, hand-over (P27 to P30)."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from lintas.casework.applications import operations
from lintas.casework.applications.states import Role
from lintas.casework.applications.views.desk import door
from lintas.casework.applications.views.desk.case import act
from lintas.directory.people.requests import DeskRequest
from lintas.foundation.idempotency.door import once


@door.for_officers("print_book", Role.PRODUCER)
@require_POST
@once
def print_book(request: DeskRequest, reference: str) -> HttpResponse:
    """Take a blank book out of the stock for the case (P27)."""
    return act(request, reference, "print", operations.print_book)


@door.for_officers("fail_quality", Role.PRODUCER)
@require_POST
@once
def defect(request: DeskRequest, reference: str) -> HttpResponse:
    """Void the faulty book with its reason (P28)."""
    return act(request, reference, "defect", operations.fail_quality)


@door.for_officers("pass_quality", Role.PRODUCER)
@require_POST
@once
def pass_quality(request: DeskRequest, reference: str) -> HttpResponse:
    """Put the good book on the shelf (P29)."""
    return act(request, reference, "pass", operations.pass_quality)


@door.for_officers("hand_over", Role.HAND_OVER)
@require_POST
@once
def hand_over(request: DeskRequest, reference: str) -> HttpResponse:
    """Give the book to the receiver (P30)."""
    return act(request, reference, "hand_over", operations.hand_over)
