"""What a request is to us: who sends it, under which key, and what it asks."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest

from lintas.foundation.idempotency.operations import KeyMissing

FIELD = "once"
HEADER = "Idempotency-Key"

_FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
_NOT_THE_ACT = (FIELD, "csrfmiddlewaretoken")


def fresh_key() -> str:
    """Return the key of a new act, 122 random bits, for the hidden field ``once`` of a form."""
    return str(uuid4())


def key_of(request: HttpRequest) -> UUID:
    """Return the key sent along, in the field or the header. :raises KeyMissing: there is none, or not ours."""
    try:
        key = UUID(request.POST.get(FIELD) or request.headers.get(HEADER, ""))
    except ValueError:
        raise KeyMissing from None
    if key.version != 4:  # random ones only
        raise KeyMissing
    return key


def principal_of(request: HttpRequest) -> str:
    """
    Return who acts: the account, else the browser.

    The browser is known by its form cookie, which accompanies every genuine form and which, unlike
    the session, the act itself does not replace; without one by its session, made if need be.
    """
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"account:{user.pk}"
    if cookie := request.COOKIES.get(settings.CSRF_COOKIE_NAME):
        return browser(cookie)
    if request.session.session_key is None:
        request.session.create()
    return f"session:{request.session.session_key}"


def parts_of(request: HttpRequest) -> Iterator[bytes]:
    """Yield all that the request asks: method, address, fields by name, and the files' bytes."""
    if request.content_type not in _FORM_TYPES:
        yield from ((request.method or "").encode(), request.get_full_path().encode(), request.body)
        return
    yield from parts_of_form(request.method or "", request.get_full_path(), dict(request.POST.lists()))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield from (b"file", name.encode(), (file.name or "").encode(), *file.chunks())
            file.seek(0)


def parts_of_form(method: str, address: str, fields: Mapping[str, Sequence[object]]) -> Iterator[bytes]:
    """Yield what a form without files asks."""
    yield from (method.encode(), address.encode())
    for name, values in sorted(fields.items()):
        if name not in _NOT_THE_ACT:
            yield from (b"field", name.encode(), *(str(value).encode() for value in values))


def browser(form_cookie: str) -> str:
    """Return who acts when nobody is signed in: the browser with this form cookie."""
    return f"browser:{form_cookie}"
