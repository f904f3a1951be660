"""The door through which every act comes: once, however often it is sent."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse

from lintas.foundation import clock
from lintas.foundation.idempotency import operations, replies, sealing
from lintas.foundation.idempotency.requests import fresh_key, key_of, parts_of, principal_of

__all__ = ["fresh_key", "once"]

View = TypeVar("View", bound=Callable[..., HttpResponse])

FIRST_REFUSING_STATUS = 400


def once(view: View) -> View:
    """
    Let a POST to the view act once, in one durable transaction with its reply.

    The form carries a key in the field ``once``. The same key with the same body gets the same
    reply again, without the view. A reply of 400 and above, or an exception, takes everything back
    and leaves the key free, so a form shown again after a refusal may keep it. Other methods pass.

    :raises KeyMissing: 400, the form has no key.
    :raises StillRunning: 409, the first copy is not through yet.
    :raises OtherBody: 422, the key was used with other contents.
    """

    @wraps(view)
    def acting_once(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        key = key_of(request)
        row = sealing.row_id(principal=principal_of(request), key=key)
        fingerprint = sealing.fingerprint(parts_of(request), key=key)
        is_first = False
        try:
            with transaction.atomic(durable=True):
                is_first = operations.claim(row=row, fingerprint=fingerprint, at=clock.now())
                if not is_first:
                    return replies.unpack(operations.kept(row=row, fingerprint=fingerprint, key=key), request)
                session = request.session.session_key
                response = view(request, *args, **kwargs)
                if response.status_code >= FIRST_REFUSING_STATUS:
                    transaction.set_rollback(True)
                else:
                    operations.keep(replies.pack(response, request, session_before=session), row=row, key=key)
                return response
        except OperationalError as refusal:
            if is_first or not operations.is_lock_timeout(refusal):
                raise
            raise operations.StillRunning from None

    acting_once.acts_once = True  # type: ignore[attr-defined]
    return cast(View, acting_once)
