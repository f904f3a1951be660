"""Pages that are the same for everybody, answered from memory while they are fresh."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse

from lintas.directory.offices.choice import COOKIE as PLACE
from lintas.foundation import clock
from lintas.ui.aids import CONTRAST_COOKIE, TEXT_COOKIE
from lintas.ui.language import COOKIE as LANGUAGE
from lintas.ui.shared import SECONDS

COOKIES = (PLACE, LANGUAGE, TEXT_COOKIE, CONTRAST_COOKIE)
"""All that may tell one visitor's copy of such a page from another's."""

MOST = 300
LONGEST_KEY = 300

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished answer, compressed as it was sent."""

    made_at: datetime
    content: bytes
    headers: dict[str, str]

    def is_fresh(self, at: datetime) -> bool:
        """Say whether the answer is young enough; a clock that was moved makes it old."""
        return self.made_at <= at < self.made_at + timedelta(seconds=SECONDS)

    def again(self) -> HttpResponse:
        """Return the same answer once more."""
        return HttpResponse(self.content, headers=self.headers)


_lock = threading.Lock()
_kept: dict[Key, Kept] = {}


def forget() -> None:
    """Let every page be made anew."""
    with _lock:
        _kept.clear()


class SharingMiddleware:
    """Keep what views declared as shared (`lintas.ui.shared`), and answer with it while it is fresh."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET":
            return self.get_response(request)
        key, at = _key(request), clock.now()
        kept = _kept.get(key)
        if kept is not None and kept.is_fresh(at):
            return kept.again()
        response = self.get_response(request)
        if _is_shared(response) and sum(map(len, key)) <= LONGEST_KEY:
            _keep(key, Kept(made_at=at, content=response.content, headers=dict(response.items())))
        return response


def _key(request: HttpRequest) -> Key:
    asked = request.META
    encoding = "gzip" if "gzip" in asked.get("HTTP_ACCEPT_ENCODING", "") else ""
    chosen = (request.COOKIES.get(name, "") for name in COOKIES)
    return (request.scheme or "", asked.get("HTTP_HOST", ""), request.get_full_path(), encoding, *chosen)


def _is_shared(response: HttpResponse) -> bool:
    return response.status_code == 200 and getattr(response, "may_be_shared", False) and not response.cookies


def _keep(key: Key, page: Kept) -> None:
    with _lock:
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = page
