"""Addresses in templates: a page names the same few again and again, so each is worked out once."""

from collections.abc import Hashable
from functools import lru_cache

from django.urls import URLResolver, get_resolver, reverse

MOST = 2_000


def address(name: str, /, *given: Hashable, **values: Hashable) -> str:
    """Return the address of the page called ``name``. :raises NoReverseMatch: there is none."""
    return _address(get_resolver(), name, given, tuple(values.items()))


@lru_cache(maxsize=MOST)
def _address(
    house: URLResolver, name: str, given: tuple[Hashable, ...], values: tuple[tuple[str, Hashable], ...]
) -> str:
    """Remember by ``house`` as well: a test may live at other addresses."""
    return reverse(name, args=given, kwargs=dict(values))
