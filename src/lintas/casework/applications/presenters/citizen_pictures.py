"""Links to pictures of papers: they open in the browser they were made for, and for a minute only."""

from uuid import UUID

from django.core import signing
from django.urls import reverse

SALT = "lintas.casework.applications.pictures"
SECONDS = 60
"""Security guide, "Uploads"."""


def picture_link(reference: str, page_id: UUID, *, session_key: str, small: bool = False) -> str:
    """Return the address of a page's picture, good for this session and a minute."""
    _page, _separator, proof = _signer(session_key).sign(str(page_id)).partition(":")
    address = reverse("applications:picture", kwargs={"reference": reference, "page_id": page_id})
    return f"{address}?tanda={proof}{'&kecil=1' if small else ''}"


def is_genuine(proof: str, page_id: UUID, *, session_key: str, max_age: int | None = SECONDS) -> bool:
    """Say whether the link was made by us for this page and session, and is fresh enough."""
    try:
        _signer(session_key).unsign(f"{page_id}:{proof}", max_age=max_age)
    except signing.BadSignature:
        return False
    return True


def _signer(session_key: str) -> signing.TimestampSigner:
    """Return the signer of one session. Its key goes into the proof and never into the address."""
    return signing.TimestampSigner(salt=f"{SALT}/{session_key}")
