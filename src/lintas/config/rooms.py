"""The rooms of the house among its addresses: found by the first word instead of by trying every address in turn."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include
from django.urls.resolvers import RoutePattern


class FirstWords(RoutePattern):
    """Lets an address through whose first word is one of the room's, and takes nothing off it."""

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__("", is_endpoint=False)
        self.words = words

    def match(self, path: str) -> tuple[str, tuple[Any, ...], dict[str, Any]] | None:
        return (path, (), {}) if path.partition("/")[0] in self.words else None


def room(addresses: str) -> URLResolver:
    """Return the addresses of one room, which it gives in full. Each begins with a word of its own, not a converter."""
    urls, app_name, namespace = include(addresses)
    words = frozenset(_first_words(getattr(urls, "urlpatterns", urls)))
    return URLResolver(FirstWords(words), urls, app_name=app_name, namespace=namespace)


def _first_words(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        word = str(one.pattern).partition("/")[0]
        if isinstance(one, URLResolver) and not word:
            yield from _first_words(one.url_patterns)
        elif "<" in word:
            raise ValueError(f"The address {one.pattern} does not begin with a word of its own.")
        else:
            yield word
