"""What a page may load (Content-Security-Policy): the same for every page of the house, so it is written once."""

from collections.abc import Callable
from functools import cache

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse


@cache
def policy() -> str:
    """Return the header's value, as the settings have it."""
    return build_policy()


class PolicyMiddleware:
    """Sends the policy with every answer that has none of its own, such as a picture's, which is stricter."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.headers.setdefault(HEADER, policy())
        return response
