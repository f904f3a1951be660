"""What a browser sends arrives, whatever kind of awaitable the server hands the body over with."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest


class Promise:
    """Can be awaited and is no coroutine, as what the server returns."""

    def __init__(self, message: dict[str, object]) -> None:
        self._message = message

    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return self._message


@pytest.mark.only_on("sqlite", "about the server, whatever the database")
@pytest.mark.django_db(databases=["default", "keys"])  # asked for its durability when the application is first met
def test_a_posted_body_reaches_the_page():
    from lintas.config.asgi import application

    body = b"csrfmiddlewaretoken=forged"
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/petugas/masuk/",
        "raw_path": b"/petugas/masuk/",
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "headers": [
            (b"host", b"localhost"),
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"content-length", str(len(body)).encode()),
            (b"cookie", b"csrftoken=" + b"a" * 32),
        ],
        "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", 80),
    }
    sent: list[dict[str, object]] = []

    async def send(message):
        sent.append(message)

    def receive():
        return Promise({"type": "http.request", "body": body, "more_body": False})

    # In a thread of its own: a browser test may have left a loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, asyncio.wait_for(application(scope, receive, send), 20)).result()

    assert sent[0]["status"] == 403, "the form's proof is forged: refused after its body was read"
