"""
Pages that are the same for everybody, so that one making of the page answers many.

Most of a rush are people who look. What such a page shows may be a moment behind, as it is on
every screen; what anybody gets is decided by operations alone.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

SECONDS = 3
"""How far behind a shared page may be, by the house's clock."""

Page = Callable[..., HttpResponse]


class NotForEverybody(RuntimeError):
    """A page that was declared the same for everybody carries something of one visitor."""


def same_for_everybody(*, by: tuple[str, ...] = ()) -> Callable[[Page], Page]:
    """
    Declare that the page depends on nothing but its address, the chosen place, the language and the reading aids.

    ``by`` names the parameters of the address that it depends on; with any other, it is made anew.

    :raises NotForEverybody: the page holds a form's tokens, or looked at the session.
    """

    def declare(view: Page) -> Page:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if getattr(request, "gave_form_tokens", False) or request.session.accessed:
                raise NotForEverybody(request.path)
            response.may_be_shared = set(request.GET) <= set(by)  # type: ignore[attr-defined]
            return response

        return page

    return declare
