"""Two cookies for two kinds of sessions: an officer's never travels with a request that another site began."""

from http.cookies import Morsel

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from lintas.directory.people import sessions


class SessionCookies(SessionMiddleware):
    """
    Django's sessions, an officer's in a cookie of its own with ``SameSite=Strict``.

    A person's stays ``Lax``: they come by links from their mail. An officer's session is one only when it came in
    the officers' cookie.
    """

    def process_request(self, request: HttpRequest) -> None:
        officers = request.COOKIES.get(settings.STAFF_SESSION_COOKIE_NAME)
        request.session = self.SessionStore(officers or request.COOKIES.get(settings.SESSION_COOKIE_NAME))
        sessions.mark(request.session, came_by_the_officers_cookie=officers is not None)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        own, officers = settings.SESSION_COOKIE_NAME, settings.STAFF_SESSION_COOKIE_NAME
        given = answer.cookies.get(own)
        if given is not None and given.value and sessions.is_officers(request.session):
            _move(answer.cookies.pop(own), answer)
            if own in request.COOKIES:
                answer.delete_cookie(own, path=settings.SESSION_COOKIE_PATH, samesite="Lax")
        elif officers in request.COOKIES and (given is not None or request.session.is_empty()):
            answer.delete_cookie(officers, path=settings.SESSION_COOKIE_PATH, samesite="Strict")
        return answer


def _move(given: "Morsel[str]", answer: HttpResponse) -> None:
    answer.set_cookie(
        settings.STAFF_SESSION_COOKIE_NAME,
        given.value,
        max_age=given["max-age"] or None,
        expires=given["expires"] or None,
        path=given["path"],
        secure=bool(given["secure"]),
        httponly=True,
        samesite="Strict",
    )
