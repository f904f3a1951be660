"""Who is called together with a number."""

from uuid import UUID

from lintas.visit.queueing import rules
from lintas.visit.queueing.models import Ticket
from lintas.visit.queueing.states import IN_THE_HOUSE


def party_numbers(party_id: UUID | None, *, but: UUID) -> tuple[str, ...]:
    """
    Return the numbers of the party, all but the ticket ``but``, whose visit goes on; empty without a party.

    One query with a party, none without.
    """
    if party_id is None:
        return ()
    others = Ticket.objects.filter(party_id=party_id, state__in=sorted(IN_THE_HOUSE)).exclude(id=but)
    numbers = others.order_by("id").values_list("lane__letter", "number")
    return tuple(rules.number_text(letter, number) for letter, number in numbers)
