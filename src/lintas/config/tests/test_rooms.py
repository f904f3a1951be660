"""The rooms of the house: an address is looked for in its own room only, and found as before."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.exceptions import Resolver404

from lintas.config import rooms
from lintas.config.rooms import FirstWords, room


def rooms_of_house():
    return [one for one in get_resolver().url_patterns if isinstance(one.pattern, FirstWords)]


def every_route(patterns, before=""):
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from every_route(one.url_patterns, route)
        else:
            yield route


def test_every_address_of_every_room_is_let_into_its_room():
    assert len(rooms_of_house()) > 10
    for found in rooms_of_house():
        for route in every_route(found.url_patterns):
            assert found.pattern.match(route) == (route, (), {})


def test_a_room_is_not_searched_for_an_address_of_another():
    looked_into = []

    class Looked(URLPattern):
        def resolve(self, wanted):
            looked_into.append(str(self.pattern))
            return super().resolve(wanted)

    def here(request):
        raise AssertionError

    first, second = (
        URLResolver(FirstWords(frozenset({word})), [Looked(path(f"{word}/", here).pattern, here)])
        for word in ("antrean", "jadwal")
    )
    house = URLResolver(FirstWords(frozenset({"antrean", "jadwal"})), [first, second])

    assert house.resolve("jadwal/").func is here
    assert looked_into == ["jadwal/"]
    with pytest.raises(Resolver404):
        house.resolve("lain/")


def test_an_address_that_begins_with_a_converter_is_refused_at_start(monkeypatch):
    patterns = [path("<slug:place>/", lambda request, place: None)]
    monkeypatch.setattr(rooms, "include", lambda addresses: (patterns, "somewhere", "somewhere"))

    with pytest.raises(ValueError, match="word of its own"):
        room("somewhere.urls")
