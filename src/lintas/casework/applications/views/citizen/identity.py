"""Second step: who the passport is for."""

from datetime import date, datetime

from django.http import HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lintas.casework.applications import operations, queries, rules
from lintas.casework.applications.forms.identity import FIELDS, IdentityForm
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.views.citizen.pages import onward, own_case, show_step, with_draft
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.people import operations as people
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.idempotency.door import once


@own_case("give_identity")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_draft
def identity(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Ask who the applicant is; what looks odd may be confirmed, what cannot exist is named."""
    at = clock.now()
    form = _form(request, case, at=at)
    if request.method == "POST" and _is_complete(form, request, case, at=at):
        operations.save_identity(application_id=case.id, values=form.values, by=request.reader.actor, at=at)
        return onward(request, case, "identity")
    return show_step(request, "identity", case, {"form": form}, at=at, status=422 if form.is_bound else 200)


@own_case("give_identity")
@sensitive_post_parameters()
@require_POST
@once
@with_draft
def save(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Keep what is right so far; what is empty or wrong changes nothing."""
    at = clock.now()
    values = _form(request, case, at=at).usable
    if values:
        operations.save_identity(application_id=case.id, values=values, by=request.reader.actor, at=at, finished=False)
    return HttpResponse(status=204)


def _form(request: CaseRequest, case: CaseInfo, *, at: datetime) -> IdentityForm:
    known = {}
    if request.method != "POST":
        known = people.reveal_person(
            person_id=case.person_id,
            fields=FIELDS,
            reader=request.reader,
            purpose="own_data",
            case_id=case.id,
            at=at,
        )
    return IdentityForm(
        request.POST or None, initial=known, today=catalogue.today(at), is_known="identity" in case.filled
    )


def _is_complete(form: IdentityForm, request: CaseRequest, case: CaseInfo, *, at: datetime) -> bool:
    """Say whether the step is done; otherwise the form holds what is missing, wrong or to be confirmed."""
    is_valid = form.is_valid()
    if form.is_search:
        form.only_search()
        return False
    if not is_valid:
        return False
    if not _age_fits(form.cleaned_data["birth_date"], request, case, at=at):
        form.add_error("birth_date", str(operations.WrongAge()))
        return False
    if form.must_confirm:
        form.ask_to_confirm()
        return False
    return True


def _age_fits(born: date, request: CaseRequest, case: CaseInfo, *, at: datetime) -> bool:
    for_child = catalogue.policy(case.policy_id).holder == "child"
    married = queries.answers(case.id, reader=request.reader, at=at).get("married") == "yes"
    return rules.age_fits(for_child=for_child, born=born, on=catalogue.today(at), married=married)
