"""Third step: where messages go."""

from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations
from lintas.casework.applications.forms.contact import ContactForm
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.views.citizen.pages import onward, own_case, show_step, with_draft
from lintas.directory.people import operations as people
from lintas.directory.people import queries as persons
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.idempotency.door import once


@own_case("give_contact")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_draft
def contact(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Ask where messages go; none is allowed, and the page says what that means."""
    at = clock.now()
    known = known_contacts(request, case, at=at)
    form = ContactForm(request.POST or None, initial={"email": known.get("email"), "phone": known.get("sms")})
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_contact(application_id=case.id, **form.usable, by=request.reader.actor, at=at)
        except people.AddressImpossible as refusal:
            form.add_error("email", str(refusal))
        else:
            return onward(request, case, "contact")
    return show_step(request, "contact", case, {"form": form}, at=at, status=422 if form.is_bound else 200)


def known_contacts(request: CaseRequest, case: CaseInfo, *, at: datetime, masked: bool = False) -> dict[str, str]:
    """Return the addresses to which messages go, by kind."""
    newest = {one.kind: one.id for one in sorted(persons.contacts(case.person_id), key=lambda one: bool(one.proven_at))}
    return {
        kind: people.reveal_contact(
            contact_id=contact_id,
            reader=request.reader,
            purpose="own_data",
            case_id=case.id,
            at=at,
            masked=masked,
        )
        for kind, contact_id in newest.items()
    }
