"""How often one may try, and what tells callers apart."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from lintas.casework.applications.forms.entering import ReferenceField
from lintas.foundation.limits.door import limited, place_of

QUARTER = timedelta(minutes=15)

Guard = Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]


def _browser(request: HttpRequest, **_kwargs: object) -> str:
    return request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")


def _reference(request: HttpRequest, **_kwargs: object) -> str:
    """Return the reference as the form reads it; what the form refuses opens nothing and counts for the browser."""
    typed = request.POST.get("reference", "")
    try:
        return ReferenceField().clean(typed)
    except ValidationError:
        return f"{_browser(request)} {typed[:40]}"


def _case(request: HttpRequest, reference: str, **_kwargs: object) -> str:
    return reference


def from_one_browser(kind: str, *, limit: int, per: timedelta = QUARTER) -> Guard:
    """Limit what one browser does, known by its form cookie."""
    return limited(kind=f"applications.{kind}", caller=_browser, limit=limit, per=per)


def from_one_place(kind: str, *, limit: int = 600, per: timedelta = QUARTER) -> Guard:
    """Limit generously what comes from one network address, which a village may share."""
    return limited(kind=f"applications.{kind}_place", caller=place_of, limit=limit, per=per)


def on_one_reference(kind: str, *, limit: int = 5, per: timedelta = QUARTER) -> Guard:
    """Limit the tries to open one case, whoever tries."""
    return limited(kind=f"applications.{kind}", caller=_reference, limit=limit, per=per)


def on_one_case(kind: str, *, limit: int, per: timedelta = QUARTER) -> Guard:
    """Limit what the holder of a case does to it."""
    return limited(kind=f"applications.{kind}", caller=_case, limit=limit, per=per)
