"""Showing that a contact works, by a code; and codes on paper for who has no phone at hand."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import queries
from lintas.casework.applications.forms.contact import CodeForm
from lintas.casework.applications.presenters import citizen_contacts
from lintas.casework.applications.views.citizen.entering import enter
from lintas.casework.applications.views.citizen.limits import from_one_browser, on_one_case
from lintas.casework.applications.views.citizen.pages import own_case, speak_for_the_point, to
from lintas.directory.people import operations as people
from lintas.directory.people import queries as persons
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.access import Level
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once

MOST_CODES = 20
"""Codes asked for and tries made in a quarter of an hour; each code has five tries of its own."""

MOST_IN_ONE_BROWSER, HOUR = 40, timedelta(hours=1)
"""The same for one browser, in which somebody may help a whole village."""


class Proof:
    """What a request wants of one of these contacts: a code sent there, or a code read there taken back."""

    def __init__(self, request: CaseRequest, contacts: tuple[persons.ContactInfo, ...]) -> None:
        wanted = request.POST.get("contact", request.GET.get("kontak", ""))
        self._contact = next((one for one in contacts if str(one.id) == wanted), None)
        self._is_sent = request.method == "POST"
        self.form = CodeForm(request.POST if "code" in request.POST else None)

    @property
    def asked(self) -> str:
        """The id of the contact that is meant; empty when it is none of these."""
        return str(self._contact.id) if self._contact else ""

    @property
    def status(self) -> int:
        """The status of the page that shows the form: 422 when a code was typed that proved nothing."""
        return 422 if self.form.is_bound else 200

    def sends(self, *, at: datetime) -> bool:
        """Send a code to the contact when that was asked for; say whether. :raises TooOften: too many were sent."""
        if self._contact is None or not self._is_sent or self.form.is_bound:
            return False
        people.send_code(contact_id=self._contact.id, at=at)
        return True

    def succeeds(self, *, at: datetime) -> bool:
        """Say whether a code was typed that proves the contact; what is wrong with it then stands in the form."""
        if self._contact is None or not self.form.is_valid():
            return False
        try:
            people.prove_contact(contact_id=self._contact.id, code=self.form.cleaned_data["code"], at=at)
        except DomainError as refusal:
            self.form.add_error("code", str(refusal))
            return False
        return True


@own_case("prove_contact")
@on_one_case("prove_contact", limit=MOST_CODES)
@from_one_browser("contact_codes", limit=MOST_IN_ONE_BROWSER, per=HOUR)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@once
def contacts(request: CaseRequest, reference: str) -> HttpResponse:
    """Send a code to an address of the person, and take it back."""
    at = clock.now()
    case = queries.case(request.case.application_id)
    speak_for_the_point(request, case)
    own = persons.contacts(case.person_id)
    proof = Proof(request, own)
    if proof.sends(at=at):
        return HttpResponseRedirect(f"{to('contacts', case)}?kontak={proof.asked}")
    if proof.succeeds(at=at):
        return HttpResponseRedirect(f"{to('contacts', case)}?terbukti=1")
    addresses = {
        one.id: people.reveal_contact(
            contact_id=one.id, reader=request.reader, purpose="own_data", case_id=case.id, at=at, masked=True
        )
        for one in own
    }
    page = {
        "case": case,
        "form": proof.form,
        "lines": citizen_contacts.contact_lines(own, addresses, asked=proof.asked),
        "proven": "terbukti" in request.GET,
    }
    return render(request, "applications/citizen/contacts.html", page, status=proof.status)


@own_case("backup_codes")
@on_one_case("backup_codes", limit=5)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def backup_codes(request: CaseRequest, reference: str) -> HttpResponse:
    """Explain the codes on paper; print eight new ones, shown once."""
    case = queries.case(request.case.application_id)
    speak_for_the_point(request, case)
    if request.method != "POST":
        return render(request, "applications/citizen/backup.html", {"case": case})
    codes = people.issue_backup_codes(person_id=case.person_id, at=clock.now())
    return render(request, "applications/citizen/backup_sheet.html", {"case": case, "codes": codes})


@own_case("unlock", level=Level.STATUS)
@on_one_case("unlock", limit=MOST_CODES)
@from_one_browser("contact_codes", limit=MOST_IN_ONE_BROWSER, per=HOUR)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@once
def unlock(request: CaseRequest, reference: str) -> HttpResponse:
    """Open the whole case to whoever reads a code at an address that was shown to be the person's."""
    at = clock.now()
    case = queries.case(request.case.application_id)
    speak_for_the_point(request, case)
    there = request.POST.get("next", request.GET.get("next", ""))
    proven = tuple(one for one in persons.contacts(case.person_id) if one.proven_at is not None)
    proof = Proof(request, proven)
    if proof.sends(at=at):
        return HttpResponseRedirect(f"{to('unlock', case)}?{urlencode({'kontak': proof.asked, 'next': there})}")
    if proof.succeeds(at=at):
        return enter(request, case.reference, case.id, case.person_id, level=Level.FULL, there=there)
    unnamed = dict.fromkeys((one.id for one in proven), "")
    lines = citizen_contacts.contact_lines(proven, unnamed, asked=proof.asked)
    page = {"case": case, "form": proof.form, "lines": lines, "next": there}
    return render(request, "applications/citizen/unlock.html", page, status=proof.status)
