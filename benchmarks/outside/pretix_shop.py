"""
One hot slot in pretix, by pretix's own models: run by the Python of the environment in which pretix is installed.

``python pretix_shop.py open SLUG PLACES PEOPLE`` opens an event with one product of so many places and a browser session for
each of the people; ``python pretix_shop.py count SLUG`` says how many places are in carts. Both answer with a line of JSON.
"""

import json
import sys
from datetime import timedelta
from importlib import import_module

import django

django.setup()

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils.crypto import get_random_string
from django.utils.timezone import now
from django_scopes import scopes_disabled
from pretix import __version__
from pretix.base.models import CartPosition, Event, Organizer

AT_ONCE = 1_000


def open_shop(slug: str, places: int, people: int) -> dict:
    """Open an event whose only product has so many places; each of the people has a session with an empty cart."""
    organizer, _ = Organizer.objects.get_or_create(slug="bench", defaults={"name": "Bench"})
    begins = now() + timedelta(days=30)
    event = Event.objects.create(
        organizer=organizer, name="Slot", slug=slug, currency="IDR", date_from=begins, live=True, is_public=True
    )
    item = event.items.create(name="Place", default_price=0, admission=True)
    quota = event.quotas.create(name="Places", size=places)
    quota.items.add(item)
    store = import_module(settings.SESSION_ENGINE).SessionStore
    opened = []
    for start in range(0, people, AT_ONCE):
        sessions = []
        for _ in range(start, min(people, start + AT_ONCE)):
            key, cart = get_random_string(32).lower(), f"{get_random_string(48)}@{organizer.slug}"
            sessions.append(
                store(key).create_model_instance({f"current_cart_event_{event.pk}": cart, "carts": {cart: {}}})
            )
            opened.append(key)
        Session.objects.bulk_create(sessions)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {
        "version": __version__,
        "path": f"/{organizer.slug}/{slug}/cart/add",
        "page": f"/{organizer.slug}/{slug}/",
        "field": f"item_{item.pk}",
        "cookie": settings.SESSION_COOKIE_NAME,
        "form_cookie": settings.CSRF_COOKIE_NAME,
        "opened": opened,
    }


def count(slug: str) -> dict:
    """Return how many places of the event are in carts, and in how many carts."""
    positions = CartPosition.objects.filter(event__slug=slug)
    return {"given": positions.count(), "carts": positions.values("cart_id").distinct().count()}


if __name__ == "__main__":
    with scopes_disabled():
        what, slug, *numbers = sys.argv[1:]
        answer = open_shop(slug, *map(int, numbers)) if what == "open" else count(slug)
    print(json.dumps(answer))
