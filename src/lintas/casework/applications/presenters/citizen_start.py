"""Before a case begins: which service, what it takes, what it costs, what happens to one's money."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.catalogue.queries import PolicyInfo
from lintas.foundation.words import Bilingual
from lintas.ui import filters


@dataclass(frozen=True, slots=True)
class Offer:
    """A service that can be applied for from home."""

    name: Bilingual
    who: Bilingual
    price: str
    href: str


@dataclass(frozen=True, slots=True)
class Price:
    """One line of the table of prices (`ui.money`)."""

    text: str
    amount_idr: int
    note: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a person reads before beginning an application of the service."""

    key: str
    name: Bilingual
    who: Bilingual
    papers: tuple[str, ...]
    prices: tuple[Price, ...]
    time_to_pay: str
    hold: str
    days: str


def offers(*, on: date) -> tuple[Offer, ...]:
    """Return the services that can be applied for online, in the catalogue's order."""
    return tuple(
        Offer(
            name=service.name,
            who=service.who,
            price=_from_price(catalogue.policy_in_force(service_key=service.key, on=on), on=on),
            href=f"{reverse('applications:start')}?{urlencode({'layanan': service.key})}",
        )
        for service in catalogue.services()
        if service.online
    )


def beginning(service_key: str, *, on: date) -> Beginning:
    """
    Return what to read first.

    :raises UnknownService: there is no such service, or it is not offered online.
    """
    if not catalogue.service(service_key).online:
        raise catalogue.UnknownService
    policy = catalogue.policy_in_force(service_key=service_key, on=on)
    return Beginning(
        key=service_key,
        name=policy.name,
        who=policy.who,
        papers=tuple(str(need.name) for need in policy.checklist({})),
        prices=prices(policy, on=on),
        time_to_pay=filters.duration(catalogue.duration("billing_expiry_mpaspor", on=on)),
        hold=filters.duration(catalogue.duration("slot_hold", on=on)),
        days=filters.span((policy.standard_days, policy.standard_days), "work_days") if policy.standard_days else "",
    )


def prices(policy: PolicyInfo, *, on: date) -> tuple[Price, ...]:
    """Return what each book costs on the day."""
    sources = catalogue.legal_sources()
    books = policy.fee_options({})
    known = policy.prices(frozenset(book.fee_id for book in books), on)
    return tuple(
        Price(
            text=str(book.text),
            amount_idr=known[book.fee_id].amount_idr,
            note=sources[known[book.fee_id].basis].cite if known[book.fee_id].basis in sources else "",
        )
        for book in books
        if book.fee_id in known
    )


def _from_price(policy: PolicyInfo, *, on: date) -> str:
    amounts = [price.amount_idr for price in prices(policy, on=on)]
    return _("Mulai %(amount)s") % {"amount": filters.rupiah(min(amounts))} if amounts else ""
