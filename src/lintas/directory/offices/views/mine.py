"""Which office serves me?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintas.directory.offices import presenters, queries
from lintas.directory.offices.forms import ELSEWHERE, HomeForm
from lintas.foundation import clock
from lintas.foundation.access import public

LONGEST_SEARCH = 80


@public("offices.mine")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Ask where somebody lives, by search or step by step, and show who serves them."""
    text = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    form = HomeForm(request.GET)
    is_wrong = form.is_bound and not form.is_valid()
    answer = form.answer() if form.is_bound and not is_wrong else ""
    page = {
        "text": text,
        "hits": queries.villages_like(text) if text else (),
        "form": form,
        "elsewhere": answer == ELSEWHERE,
        "found": None,
    }
    if answer and answer != ELSEWHERE:
        page["found"] = presenters.served(answer, at=clock.now())
    elif answer:
        page["found"] = presenters.served_elsewhere(at=clock.now())
    return render(request, "offices/mine.html", page, status=400 if is_wrong else 200)
