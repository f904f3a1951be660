"""What a page may load: said with every answer, and never weaker than an answer's own."""

from csp.constants import HEADER
from django.http import HttpResponse

from lintas.ui.policy import PolicyMiddleware, policy


def answered(response):
    return PolicyMiddleware(lambda request: response)(None)[HEADER]


def test_the_policy_lets_nothing_in_from_elsewhere():
    assert "default-src 'none'" in policy()
    assert "script-src 'self'" in policy()
    assert "unsafe" not in policy()
    assert "http" not in policy()


def test_it_comes_with_every_answer_and_leaves_a_stricter_one_alone():
    assert answered(HttpResponse()) == policy()
    assert answered(HttpResponse(headers={HEADER: "sandbox"})) == "sandbox"


def test_an_address_that_does_not_exist_has_it_too(client, db):
    assert client.get("/tidak-ada/")[HEADER] == policy()
