"""A reply as bytes, and back: what the browser would have got had the first one arrived."""

import json
from importlib import import_module

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def pack(response: HttpResponse, request: HttpRequest, *, session_before: str | None) -> bytes:
    """
    Return the reply, and the session it hands out if that is a new one, as bytes.

    Saves the session now: what the act put into it must not be lost between commit and reply.
    """
    if request.session.modified and not request.session.is_empty():
        request.session.save()
    session = request.session.session_key
    return plain(response, session=session if session != session_before else None)


def plain(response: HttpResponse, *, session: str | None = None) -> bytes:
    """Return the reply of an act that touches no session, or hands out this one, as bytes."""
    head = {"status": response.status_code, "headers": list(response.items()), "session": session}
    return json.dumps(head).encode() + b"\n" + response.content


def unpack(content: bytes, request: HttpRequest) -> HttpResponse:
    """
    Return the reply again; a session it handed out becomes the request's, so that its cookie is sent again.

    Nobody may keep it: what the gate says of a page's own answer is said after it was packed.
    """
    first_line, _, body = content.partition(b"\n")
    head = json.loads(first_line)
    if head["session"] not in (None, request.session.session_key):
        request.session = import_module(settings.SESSION_ENGINE).SessionStore(head["session"])
        request.session.modified = True
    headers = dict(head["headers"]) | {"Cache-Control": "no-store, private"}
    return HttpResponse(body, status=head["status"], headers=headers)
