"""What a person may choose from after the office closed their day: the place given, and two others."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from lintas.directory.offices import queries as offices
from lintas.ui import filters
from lintas.visit.appointments.queries import ReplacementInfo


@dataclass(frozen=True, slots=True)
class Choice:
    """One place to choose."""

    value: str
    text: str
    note: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class OfferCard:
    """The choice in words: which day was closed, until when one may choose, and from what."""

    closed_day: str
    given: str
    until: str
    choices: tuple[Choice, ...]


def offer_card(offer: ReplacementInfo, *, point_id: UUID) -> OfferCard:
    """Return the choice; the place given comes first and is chosen already."""
    zone = offices.point(id=point_id).zone
    given = Choice(
        value=str(offer.slot_id),
        text=filters.moment(offer.starts_at, zone),
        note=_("Tempat ini sudah milik Anda."),
        chosen=True,
    )
    others = tuple(
        Choice(
            value=str(slot.id),
            text=filters.moment(slot.starts_at, zone),
            note=_("Sisa %(left)s tempat saat ini.") % {"left": slot.left},
        )
        for slot in offer.others
    )
    return OfferCard(
        closed_day=filters.day(offer.from_starts_at, zone),
        given=given.text,
        until=filters.moment(offer.answer_by, zone),
        choices=(given, *others),
    )
