"""First step: what only the person knows, and which book."""

from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from lintas.casework.applications import operations, queries
from lintas.casework.applications.forms.answers import AnswersForm
from lintas.casework.applications.presenters import citizen_answers
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.views.citizen.pages import onward, own_case, show_step, with_draft
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.idempotency.door import once


@own_case("answer")
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_draft
def questions(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Ask the questions of the policy; each says by its answers which papers and fees follow."""
    at = clock.now()
    form, books = _form(request, case, at=at)
    if request.method == "POST" and form.is_valid():
        operations.save_answers(
            application_id=case.id, answers=form.cleaned_data, reader=request.reader, by=request.reader.actor, at=at
        )
        return onward(request, case, "questions")
    return show_step(
        request, "questions", case, {"form": form, "books": books}, at=at, status=422 if form.is_bound else 200
    )


@own_case("answer")
@require_POST
@once
@with_draft
def save(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Keep what is chosen so far."""
    at = clock.now()
    form, _books = _form(request, case, at=at)
    operations.save_answers(
        application_id=case.id,
        answers=form.usable,
        reader=request.reader,
        by=request.reader.actor,
        at=at,
        finished=False,
    )
    return HttpResponse(status=204)


def _form(request: CaseRequest, case: CaseInfo, *, at: datetime) -> tuple[AnswersForm, citizen_answers.Books]:
    policy = catalogue.policy(case.policy_id)
    books = citizen_answers.books(case, policy, on=catalogue.today(at))
    known = {} if request.method == "POST" else queries.answers(case.id, reader=request.reader, at=at)
    return AnswersForm(request.POST or None, policy=policy, books=books.offered, initial=known), books
