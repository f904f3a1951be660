"""Last step: everything on one page, the declaration, and handing it in."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations, queries
from lintas.casework.applications.forms.entering import DeclarationForm
from lintas.casework.applications.forms.identity import FIELDS
from lintas.casework.applications.presenters import citizen_check, citizen_steps
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.views.citizen.contact import known_contacts
from lintas.casework.applications.views.citizen.pages import own_case, show_step, to, with_draft
from lintas.casework.documents import queries as documents
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.people import operations as people
from lintas.directory.people.requests import CaseRequest
from lintas.directory.people.states import Purpose
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.visit.needs import queries as stated


def onto_the_rules_of_today(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """
    Bring the draft onto a newer policy when handing in was refused because of it, and show what changed.

    Stands outside of ``@once``, which takes back everything that a refused act wrote.
    """

    @wraps(view)
    def adopting(request: CaseRequest, reference: str) -> HttpResponse:
        try:
            return view(request, reference)
        except operations.PolicyChanged as refusal:
            at = clock.now()
            application_id = request.case.application_id
            operations.adopt_policy(
                application_id=application_id, reader=request.reader, by=request.reader.actor, at=at
            )
            form = DeclarationForm(request.POST)
            return _show(request, queries.case(application_id), form, at=at, refusal=refusal)

    return adopting


@own_case("submit")
@require_http_methods(["GET", "HEAD", "POST"])
@onto_the_rules_of_today
@once
@with_draft
def check(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Show all answers; hand them in when the person declares them true (P01)."""
    at = clock.now()
    form = DeclarationForm(request.POST or None)
    if request.method != "POST":
        return _show(request, case, form, at=at)
    if not form.is_valid():
        return _show(request, case, form, at=at, status=422)
    try:
        operations.submit(
            application_id=case.id, declaration=True, reader=request.reader, by=request.reader.actor, at=at
        )
    except operations.PolicyChanged:
        raise
    except DomainError as refusal:
        return _show(request, case, form, at=at, refusal=refusal)
    return HttpResponseRedirect(to("pay", case))


def _show(
    request: CaseRequest,
    case: CaseInfo,
    form: DeclarationForm,
    *,
    at: datetime,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    if refusal is not None:
        form.add_error(None, str(refusal))
        status = refusal.status
    draft = citizen_steps.draft(case, at=at)
    answers = queries.answers(case.id, reader=request.reader, at=at)
    known = people.reveal_person(
        person_id=case.person_id, fields=FIELDS, reader=request.reader, purpose="own_data", case_id=case.id, at=at
    )
    contacts = known_contacts(request, case, at=at)
    papers = documents.papers(case.id)
    told = queries.needs_told(stated.statement(case.id), reader=request.reader, purpose=Purpose.OWN_DATA, at=at)
    page = {
        "draft": draft,
        "form": form,
        "blocks": citizen_check.blocks(
            draft, answers=answers, known=known, contacts=contacts, papers=papers, told=told
        ),
        "fees": citizen_check.fees(draft, answers, on=catalogue.today(at)),
    }
    return show_step(request, "check", case, page, at=at, status=status)
