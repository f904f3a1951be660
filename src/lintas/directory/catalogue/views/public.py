"""Pages for everyone: which services there are, and what to bring for one."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from lintas.directory.catalogue import presenters, queries
from lintas.directory.catalogue.forms import QuestionsForm
from lintas.directory.offices import queries as offices
from lintas.foundation.access import public
from lintas.foundation.clock import now
from lintas.ui.shared import same_for_everybody

LONGEST_SEARCH = 100


@public("catalogue.list_services")
@same_for_everybody()
def services(request: HttpRequest) -> HttpResponse:
    """Show all services by group, or those that fit the words of ``?q=``."""
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    found = queries.find_services(words)
    return render(
        request,
        "catalogue/services.html",
        {"words": words, "found": found if words else (), "groups": presenters.grouped(queries.services())},
    )


@public("catalogue.read_service")
@same_for_everybody()
def service(request: HttpRequest, key: str) -> HttpResponse:
    """Show what one service asks, charges and promises today, for the answers in the address."""
    on = queries.today(now())
    policy = queries.policy_in_force(service_key=key, on=on)
    form = QuestionsForm(tuple(question for question in policy.questions() if question.about == "papers"), request.GET)
    is_understood = form.is_valid()
    answers = form.cleaned_data
    sources = queries.legal_sources()
    fee_tables = presenters.fee_tables(policy, answers, on=on, sources=sources)
    return render(
        request,
        "catalogue/service.html",
        {
            "policy": policy,
            "form": form,
            "papers": presenters.papers(policy, answers),
            "open_questions": len(form.fields) - len(answers),
            "fee_tables": fee_tables,
            "facts": presenters.facts(policy, fee_tables),
            "time_words": presenters.time_words(policy),
            "unsure_words": presenters.unsure_words,
            "grounds": queries.grounds(key),
            "only_electronic_at": _only_electronic_at(policy, on),
            "start": _start(policy),
        },
        status=200 if is_understood else 400,
    )


def _start(policy: queries.PolicyInfo) -> str:
    """Return where to apply online, empty where one cannot."""
    if not policy.online:
        return ""
    try:
        return f"{reverse('applications:start')}?layanan={policy.service_key}"
    except NoReverseMatch:
        return ""


def _only_electronic_at(policy: queries.PolicyInfo, on: date) -> list[str]:
    """Return the places without non-electronic booklets, when the service offers them."""
    if not any(option.book == "nonelectronic" for option in policy.fees.one_of):
        return []
    return [point.name for point in offices.points() if queries.unstocked_books(office_code=point.office_code, on=on)]
