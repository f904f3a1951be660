"""Which pages there are, and what they ask of the database."""

from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from benchmarks.inside.prepare import POINT
from benchmarks.inside.recording import recorded
from lintas.config import sharing
from lintas.directory.people import gate
from lintas.foundation.access import Audience
from lintas.visit.appointments.queries import lately

SAMPLES = {"slug": POINT, "key": "passport.new.adult"}
NOT_FOR_VISITORS = ("gallery", "ui")


def addresses(*, reference: str, cookies: dict[str, str]) -> dict[str, list[str]]:
    """Return the addresses of the pages for anybody, and of those that show the case to who brings the cookies."""
    found: dict[str, list[str]] = {"public": [], "case": []}
    for pattern, space in _patterns(get_resolver().url_patterns):
        access = gate.declaration(pattern.callback)
        if access is None or not pattern.name or space in NOT_FOR_VISITORS:
            continue
        names = set(pattern.pattern.regex.groupindex)
        kind = {Audience.ANYONE: "public", Audience.CASE_HOLDER: "case"}.get(access.audience)
        values = SAMPLES if kind == "public" else {"reference": reference}
        if kind is None or not names <= set(values) or (kind == "case" and not reference):
            continue
        address = _address(f"{space}:{pattern.name}" if space else pattern.name, {name: values[name] for name in names})
        if address and address not in found[kind] and _is_a_page(address, cookies):
            found[kind].append(address)
    return found


def record(*, visits: list[tuple[str, dict[str, str]]]) -> list[dict[str, Any]]:
    """
    Return for each page the statements of two visits and the number of a third, or why there is nothing to see.

    Before each of the two, what the process remembers for some seconds is forgotten.
    """
    return [_recorded_visits(path, cookies) for path, cookies in visits]


def _recorded_visits(path: str, cookies: dict[str, str]) -> dict[str, Any]:
    client = _visitor(cookies)

    def visit() -> int:
        return client.get(path).status_code

    if (status := visit()) != 200:
        return {"missing": f"it answered {status}"}
    recordings, keys = [], 0
    for number in range(3):
        cache.clear()
        lately.forget()
        sharing.forget()
        statements, keys = recorded(visit)
        if number:  # the first only calls to mind what is remembered for longer
            recordings.append([one.as_json() for one in statements])
    warm, _keys = recorded(visit)
    return {"recordings": recordings, "keys": keys, "warm": len(warm)}


def _patterns(patterns: list[Any], space: str = "") -> Iterator[tuple[URLPattern, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, pattern.namespace or space)
        else:
            yield pattern, space


def _is_a_page(address: str, cookies: dict[str, str]) -> bool:
    """Say whether a look at the address shows a page, and not a file, a redirect or a refusal."""
    answer = _visitor(cookies).get(address)
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def _visitor(cookies: dict[str, str]) -> Client:
    client = Client(HTTP_HOST="localhost")
    for name, value in cookies.items():
        client.cookies[name] = value
    return client


def _address(name: str, values: dict[str, str]) -> str:
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        return ""
