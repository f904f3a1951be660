"""A limit in front of a view, counted whether or not the act behind it succeeds."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import TypeVar, cast

from django.http import HttpRequest, HttpResponse

from lintas.foundation import clock
from lintas.foundation.limits import operations

View = TypeVar("View", bound=Callable[..., HttpResponse])


def place_of(request: HttpRequest, *_args: object, **_kwargs: object) -> str:
    """Return the network address of whoever calls, which many people may share. Never a trusted proxy's."""
    return request.META.get("REMOTE_ADDR", "")


def limited(*, kind: str, caller: Callable[..., str], limit: int, per: timedelta) -> Callable[[View], View]:
    """
    Allow ``limit`` POSTs to the view in each window of ``per`` to each caller.

    ``caller`` gets what the view gets and returns what tells callers apart. Put it outside of
    ``@once``: what is counted inside is taken back with a refused act, so that guessing would be free.

    :raises TooOften: 429, with the seconds to wait.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method == "POST":
                who = caller(request, *args, **kwargs)
                operations.spend(kind=kind, caller=who, limit=limit, per=per, at=clock.now())
            return view(request, *args, **kwargs)

        return cast(View, counted)

    return guard
