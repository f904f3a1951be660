"""The point that a person has chosen, kept in a cookie and nowhere else."""

from django.http import HttpRequest

from lintas.directory.offices import queries

COOKIE = "tempat"


def chosen_point(request: HttpRequest) -> queries.PointInfo | None:
    """Return the point that the cookie names; None when it names none that exists."""
    slug = request.COOKIES.get(COOKIE, "")
    try:
        return queries.point(slug=slug) if slug else None
    except queries.UnknownPoint:
        return None
