"""The picture of one page of a paper, for the person whose case it is and for nobody else."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lintas.casework.applications.presenters.citizen_pictures import is_genuine, picture_link
from lintas.casework.applications.views.citizen.pages import own_case
from lintas.casework.documents import operations as uploads
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock

HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Content-Disposition": "inline",
    "Cache-Control": "no-store, private",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@own_case("see_paper")
@require_safe
def picture(request: CaseRequest, reference: str, page_id: UUID) -> HttpResponse:
    """
    Return the picture as JPEG; the look is recorded.

    A link is good for a minute. A page of ours that shows a picture later than that, because it was
    scrolled to only then, is given a fresh link; a link that was copied elsewhere is not.
    """
    token, small = request.GET.get("tanda", ""), "kecil" in request.GET
    session_key = request.session.session_key or ""
    if not is_genuine(token, page_id, session_key=session_key, max_age=None):
        raise uploads.UnknownPage
    if not is_genuine(token, page_id, session_key=session_key):
        if request.headers.get("Sec-Fetch-Dest") != "image":
            said = {"title": _("Tautan gambar ini sudah lewat"), "text": _("Buka kembali dari halaman berkas Anda.")}
            return render(request, "ui/message.html", said, status=410)
        return HttpResponseRedirect(picture_link(reference, page_id, session_key=session_key, small=small))
    jpeg = uploads.open_page(
        page_id=page_id,
        subject=request.case.application_id,
        reader=request.reader,
        purpose="own_data",
        at=clock.now(),
    )
    return HttpResponse(uploads.make_small(jpeg) if small else jpeg, content_type="image/jpeg", headers=HEADERS)
