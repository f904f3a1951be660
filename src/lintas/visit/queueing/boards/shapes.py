"""
The shapes a board can have. Each fits wide, upright and small screens by itself.

A shape is part of the address, so that a screen shows the same after every start.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError
from lintas.visit.queueing.states import Station


class NoSuchBoard(DomainError):
    """The address names no shape of a board."""

    code = "queueing.no_such_board"
    text = _("Papan itu tidak ada. Pilih dari daftar papan.")
    status = 404


@dataclass(frozen=True, slots=True)
class Shape:
    """
    One kind of screen. ``station`` when it shows the calls of one station alone.

    ``has_lanes``: who waits stands beside the calls; ``has_notices``: at the foot, policy and rights by turns.
    """

    slug: str
    name: str | Promise
    what: str | Promise
    station: str | None = None
    has_lanes: bool = True
    has_notices: bool = True


HALL = "aula"
SHAPES = {
    shape.slug: shape
    for shape in (
        Shape(HALL, _("Aula"), _("Semua panggilan, siapa menunggu, dan pemberitahuan. Untuk ruang tunggu utama.")),
        Shape(
            "besar",
            _("Besar"),
            _("Hanya panggilan, sebesar mungkin. Untuk ruang panjang atau layar kecil."),
            has_lanes=False,
            has_notices=False,
        ),
        Shape("berkas", Station.DOCUMENTS.label, _("Panggilan bagian ini saja."), station=Station.DOCUMENTS),
        Shape("foto", Station.PHOTO.label, _("Panggilan bagian ini saja."), station=Station.PHOTO),
        Shape("wawancara", Station.INTERVIEW.label, _("Panggilan bagian ini saja."), station=Station.INTERVIEW),
        Shape("penyerahan", Station.HANDOVER.label, _("Panggilan bagian ini saja."), station=Station.HANDOVER),
    )
}


def shape_of(slug: str) -> Shape:
    """Return the shape. :raises NoSuchBoard: there is none of that name."""
    try:
        return SHAPES[slug]
    except KeyError:
        raise NoSuchBoard from None
