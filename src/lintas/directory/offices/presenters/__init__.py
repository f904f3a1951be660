"""What pages say about points, in the language of the page."""

from lintas.directory.offices.presenters.lines import PointLine, address_words, distance_words, point_line
from lintas.directory.offices.presenters.now import Now, now_words
from lintas.directory.offices.presenters.page import (
    Closed,
    PointPage,
    closed_ahead,
    point_page,
    releases_href,
    schedule_href,
)
from lintas.directory.offices.presenters.serving import Served, served, served_elsewhere

__all__ = [
    "Closed",
    "Now",
    "PointLine",
    "PointPage",
    "Served",
    "address_words",
    "closed_ahead",
    "distance_words",
    "now_words",
    "point_line",
    "point_page",
    "releases_href",
    "schedule_href",
    "served",
    "served_elsewhere",
]
