"""Pictures of papers: by a link that lasts a minute and works in this officer's session alone."""

from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lintas.casework.applications.states import Role
from lintas.casework.applications.views.desk import door
from lintas.casework.documents import operations as documents
from lintas.directory.people.requests import DeskRequest
from lintas.foundation import clock
from lintas.foundation.errors import DomainError

SECONDS = 60
POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'none'"
SEES_PAPERS = (
    Role.COUNTER,
    Role.INTERVIEWER,
    Role.EXAMINER,
    Role.ADJUDICATOR,
    Role.SECTION_HEAD,
    Role.OFFICE_HEAD,
    Role.HAND_OVER,
)


class LinkOver(DomainError):
    """The link is older than a minute, or was made for another session."""

    code = "applications.picture_link_over"
    text = _("Tautan gambar ini sudah lewat waktunya. Muat ulang halaman berkas.")
    status = 403


def link(request: DeskRequest, reference: str, page_id: UUID) -> str:
    """Return the address of the page's picture, good for this session and a minute."""
    _value, _sign, proof = _signer(request).sign(str(page_id)).partition(":")
    where = reverse("applications:desk-picture", kwargs={"reference": reference, "page_id": page_id})
    return f"{where}?t={proof}"


@door.for_officers("see_picture", *SEES_PAPERS)
@require_safe
def picture(request: DeskRequest, reference: str, page_id: UUID) -> HttpResponse:
    """Return the picture; the look is recorded. :raises LinkOver: :raises UnknownPage: :raises CaseElsewhere:"""
    try:
        _signer(request).unsign(f"{page_id}:{request.GET.get('t', '')}", max_age=SECONDS)
    except BadSignature:
        raise LinkOver from None
    case = door.case_of(request, reference)
    duty = door.duty_of(request, case)
    if duty is None or not duty.papers:
        raise door.NotYourPart
    content = documents.open_page(
        page_id=page_id,
        subject=case.id,
        reader=door.reader_as(request, duty.role),
        purpose=duty.purpose,
        at=clock.now(),
    )
    return HttpResponse(
        content,
        content_type="image/jpeg",
        headers={
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
            "Content-Disposition": "inline",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )


def _signer(request: DeskRequest) -> TimestampSigner:
    return TimestampSigner(salt=f"applications.picture/{request.session.session_key}")
