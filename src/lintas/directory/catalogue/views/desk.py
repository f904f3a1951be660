"""Pages for officers: what the office has yet to confirm, and which rules hold."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lintas.directory.catalogue import presenters, queries
from lintas.directory.catalogue.views.confirming import HEAD, office_code_of
from lintas.directory.people.requests import DeskRequest
from lintas.directory.people.states import EVERY_ROLE
from lintas.foundation.access import Access, Audience, DataClass, declares
from lintas.foundation.clock import now


@declares(
    Access(audience=Audience.OFFICER, act="catalogue.read_unconfirmed", data=DataClass.INTERNAL, roles=EVERY_ROLE)
)
def unconfirmed(request: DeskRequest) -> HttpResponse:
    """Show every value that is from memory or proposed, one kind at a time (``?jenis=``)."""
    values = queries.to_be_confirmed()
    names = presenters.kind_names()
    kind = request.GET.get("jenis", "")
    kind = kind if kind in names else presenters.KINDS[0]
    confirming_for = office_code_of(request) if request.officer.roles & HEAD else ""
    rows = presenters.unsure_rows((value for value in values if value.kind == kind), confirming_for=confirming_for)
    return render(
        request,
        "catalogue/unconfirmed.html",
        {
            "all": len(values),
            "kinds": [(key, name, sum(value.kind == key for value in values)) for key, name in names.items()],
            "kind": kind,
            "title": names[kind],
            "rows": rows,
            "done": "selesai" in request.GET,
            "questions": queries.questions_for_the_office(),
        },
    )


@declares(Access(audience=Audience.OFFICER, act="catalogue.read_policies", data=DataClass.INTERNAL, roles=EVERY_ROLE))
def policies(request: HttpRequest) -> HttpResponse:
    """Show every version of every service's rules with its days."""
    listed = presenters.versions(queries.policy_versions(), queries.services(), on=queries.today(now()))
    return render(request, "catalogue/policies.html", {"rows": listed})
