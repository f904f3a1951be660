"""Places on the shelf of finished books: one book each, given in the order of arrival, free again once it is gone."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import rules
from lintas.casework.applications.models import Application, Collection
from lintas.foundation.errors import DomainError

LOOKED_AT = 100
"""Places looked at with one query; nearly always the first of them is free."""

TRIES = 20
"""More books than this are not put on one shelf in the same moment."""


class ShelfFull(DomainError):
    """Every place of the shelf holds a book."""

    code = "applications.shelf_full"
    text = _("Semua tempat di rak terisi. Serahkan atau batalkan paspor yang lewat waktu, lalu coba lagi.")


def put_on_the_shelf(application: Application, *, collect_by: date, at: datetime) -> str:
    """
    Give the finished book the next free place of its point, and return it.

    Of two that take one place in the same moment the database refuses the later, which takes the next.

    :raises ShelfFull: there is no free place.
    """
    for _try in range(TRIES):
        place = _next_free(application)
        try:
            with transaction.atomic():
                Collection.objects.create(
                    application=application,
                    point_id=application.at_point,
                    shelf=place,
                    ready_at=at,
                    collect_by=collect_by,
                )
        except IntegrityError as conflict:
            if not _is_taken(conflict):
                raise
        else:
            return place
    raise ShelfFull


def take_off_the_shelf(application: Application, *, at: datetime) -> None:
    """Free the place of a book that was handed over or cancelled."""
    Collection.objects.filter(application=application, left_at__isnull=True).update(left_at=at)


def _next_free(application: Application) -> str:
    here = Collection.objects.filter(point_id=application.at_point)
    place = here.order_by("-ready_at", "-id").values_list("shelf", flat=True).first()
    for _block in range(rules.SHELF_PLACES // LOOKED_AT + 1):
        wanted = rules.shelf_places_after(place, count=LOOKED_AT)
        held = set(here.filter(shelf__in=wanted, left_at__isnull=True).values_list("shelf", flat=True))
        free = next((each for each in wanted if each not in held), None)
        if free is not None:
            return free
        place = wanted[-1]
    raise ShelfFull


def _is_taken(conflict: IntegrityError) -> bool:
    return "collection_one_book_per_place" in str(conflict) or "applications_collection.shelf" in str(conflict)
