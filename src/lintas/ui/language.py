"""Which language a page speaks: the person's choice in a cookie, else Indonesian."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation

COOKIE = "bahasa"


class LanguageMiddleware:
    """Activate the chosen language for the request; Indonesian when nothing was chosen."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(COOKIE, "id")
        translation.activate("en" if chosen == "en" else "id")
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response
