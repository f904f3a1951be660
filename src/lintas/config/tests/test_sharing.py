"""A page that is the same for everybody is made once in some seconds; nobody gets what is somebody else's."""

import gzip
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from lintas.config import sharing
from lintas.config.front import presenters, views
from lintas.foundation import clock
from lintas.ui.forms.tokens import form_tokens
from lintas.ui.shared import NotForEverybody, same_for_everybody


@pytest.fixture
def made(house, monkeypatch, now):
    """Count how often the home is made; the house's clock stands at the test's moment."""
    count = {"home": 0}
    real = presenters.home

    def counted(*given, **more):
        count["home"] += 1
        return real(*given, **more)

    monkeypatch.setattr(views.presenters, "home", counted)
    monkeypatch.setattr(clock, "now", lambda: now)
    return count


def visitor(**cookies) -> Client:
    client = Client()
    for name, value in cookies.items():
        client.cookies[name] = value
    return client


def test_many_visitors_get_one_making_of_the_page(made, django_assert_num_queries):
    first = visitor(tempat="payakumbuh").get("/")
    with django_assert_num_queries(0):
        others = [visitor(tempat="payakumbuh", sessionid=f"{number}").get("/") for number in range(3)]

    assert made["home"] == 1
    assert {other.content for other in others} == {first.content}
    assert dict(others[0].items()) == dict(first.items())


@pytest.mark.parametrize(
    "cookies", [{"tempat": "pesawaran"}, {"bahasa": "en"}, {"huruf": "besar"}, {"kontras": "tinggi"}]
)
def test_who_chose_something_else_gets_a_page_of_their_own(made, cookies):
    ordinary = visitor(tempat="payakumbuh").get("/").content

    assert visitor(**{"tempat": "payakumbuh"} | cookies).get("/").content != ordinary
    assert made["home"] == 2


def test_after_some_seconds_the_page_is_made_anew(made, monkeypatch, now):
    visitor().get("/")
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=3))
    visitor().get("/")

    assert made["home"] == 2


def test_a_clock_that_was_set_back_makes_it_anew(made, monkeypatch, now):
    visitor().get("/")
    monkeypatch.setattr(clock, "now", lambda: now - timedelta(hours=1))
    visitor().get("/")

    assert made["home"] == 2


def test_who_cannot_unpack_gets_it_unpacked(made):
    packed = visitor().get("/", headers={"Accept-Encoding": "gzip"})
    plain = visitor().get("/")

    assert gzip.decompress(packed.content) == plain.content
    assert made["home"] == 2


def test_what_somebody_searched_for_is_not_kept(house):
    visitor().get("/layanan/?q=paspor+saya+hilang")
    visitor().get("/layanan/")

    assert [key[2] for key in sharing._kept] == ["/layanan/"]


def test_the_memory_has_an_end(made, monkeypatch):
    monkeypatch.setattr(sharing, "MOST", 2)
    for place in ("payakumbuh", "pesawaran", "bengkulu-selatan"):
        visitor(tempat=place).get("/")

    assert len(sharing._kept) <= 2


def test_a_page_with_a_form_of_ones_own_cannot_be_declared_the_same_for_everybody():
    page = same_for_everybody()(lambda request: HttpResponse(form_tokens(request)))

    with pytest.raises(NotForEverybody):
        page(RequestFactory().get("/"))
