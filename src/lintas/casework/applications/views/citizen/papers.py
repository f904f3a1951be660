"""Fourth step: the papers, one card for each requirement; also those to be given again after the office asked."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations, queries
from lintas.casework.applications.presenters import citizen_papers
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.states import State
from lintas.casework.applications.views.citizen.limits import on_one_case
from lintas.casework.applications.views.citizen.pages import own_case, show_step, to, where, with_case, with_draft
from lintas.casework.documents import operations as uploads
from lintas.casework.documents import queries as documents
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once

MOST_UPLOADS = 120
CANNOT_BE_TAKEN = (uploads.UploadRefused, operations.ItemClosed, operations.WrongDocument)
"""Said in the paper's card. A house that is too busy to look says so on a page of its own: 503."""


def cleaning_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """
    Turn what was sent into pictures before the act's transaction begins: it takes seconds and writes nothing.

    What the case would not take anyway is not opened. The view finds ``request.pictures``, and in
    ``request.refused`` why there are none.
    """

    @wraps(view)
    def cleaned(request: CaseRequest, *args: object, **kwargs: object) -> HttpResponse:
        request.pictures, request.refused = (), None  # type: ignore[attr-defined]
        if request.method == "POST" and "remove" not in request.POST and "send" not in request.POST:
            try:
                request.pictures = _pictures(request)  # type: ignore[attr-defined]
            except CANNOT_BE_TAKEN as refusal:
                request.refused = refusal  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    cleaned.takes_files = True  # type: ignore[attr-defined]  # for the edge, which limits what is sent
    return cleaned


@own_case("give_papers")
@on_one_case("upload", limit=MOST_UPLOADS)
@require_http_methods(["GET", "HEAD", "POST"])
@cleaning_first
@once
@with_draft
def papers(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Take pages in and give them back, one paper at a time."""
    refusal = _act(request, case) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        return HttpResponseRedirect(_card_address("papers", request, case))
    page = {"cards": _cards(request, case, refusal)}
    return show_step(request, "papers", case, page, at=clock.now(), status=refusal.status if refusal else 200)


@own_case("complete")
@on_one_case("upload", limit=MOST_UPLOADS)
@require_http_methods(["GET", "HEAD", "POST"])
@cleaning_first
@once
@with_case
def complete(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Take again only what the office gave back, then hand it in (P13)."""
    if case.state != State.INCOMPLETE:
        return HttpResponseRedirect(where(case))
    refusal: DomainError | None = None
    if request.method == "POST" and "send" in request.POST:
        try:
            operations.complete_papers(application_id=case.id, by=request.reader.actor, at=clock.now())
        except operations.StillMissing as missing:
            refusal = missing
        else:
            return HttpResponseRedirect(to("status", case))
    elif request.method == "POST":
        refusal = _act(request, case)
        if refusal is None:
            return HttpResponseRedirect(_card_address("complete", request, case))
    page = {
        "case": case,
        "cards": _cards(request, case, refusal, only_returned=True),
        "still_missing": str(refusal) if isinstance(refusal, operations.StillMissing) else "",
    }
    status = refusal.status if refusal else 200
    return render(request, "applications/citizen/complete.html", page, status=status)


def _act(request: CaseRequest, case: CaseInfo) -> DomainError | None:
    """Add or take back a page; return why not, to be shown in its card."""
    requirement, by, at = request.POST.get("requirement", ""), request.reader.actor, clock.now()
    try:
        if "remove" in request.POST:
            page_id = _page_id(request.POST["remove"])
            operations.withdraw_paper(application_id=case.id, page_id=page_id, requirement=requirement, by=by, at=at)
        elif request.refused is not None:  # type: ignore[attr-defined]
            return request.refused  # type: ignore[attr-defined]
        else:
            operations.add_paper(
                application_id=case.id,
                requirement=requirement,
                document=request.POST.get("document", ""),
                pictures=request.pictures,  # type: ignore[attr-defined]
                by=by,
                at=at,
            )
    except DomainError as refusal:
        return refusal
    return None


def _pictures(request: CaseRequest) -> tuple[uploads.Picture, ...]:
    files = request.FILES.getlist("page")
    if not files:
        raise uploads.FileEmpty
    if any((file.size or 0) > uploads.LARGEST_FILE for file in files):
        raise uploads.FileTooLarge
    operations.expect_paper(
        application_id=request.case.application_id,
        requirement=request.POST.get("requirement", ""),
        document=request.POST.get("document", ""),
    )
    return tuple(picture for file in files for picture in uploads.make_harmless(file.read()))


def _cards(
    request: CaseRequest, case: CaseInfo, refusal: DomainError | None, *, only_returned: bool = False
) -> tuple[citizen_papers.PaperCard, ...]:
    requirement = request.POST.get("requirement", "")
    if refusal is not None:
        case = queries.case(case.id)
    return citizen_papers.cards(
        case,
        documents.papers(case.id),
        session_key=request.session.session_key or "",
        errors={requirement: str(refusal)} if refusal else {},
        chosen={requirement: request.POST.get("document", "")} if refusal else {},
        only_returned=only_returned,
        opened=queries.look_into(
            (item.reason for item in case.items if item.state == "returned"),
            person_id=case.person_id,
            case_id=case.id,
            reader=request.reader,
            purpose="own_data",
            at=clock.now(),
        ),
    )


def _card_address(name: str, request: CaseRequest, case: CaseInfo) -> str:
    """Return the page with the card in view; of a requirement that the case has, and nothing else that was sent."""
    wanted = request.POST.get("requirement", "")
    known = next((item.key for item in case.items if item.key == wanted), "")
    back = "?lalu=check" if request.POST.get("lalu") == "check" else ""
    return f"{to(name, case)}{back}#{citizen_papers.card_id(known)}"


def _page_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise uploads.UnknownPage from None
