"""Which kind of blank book a case needs, and what the stock holds of it."""

from uuid import UUID

from lintas.directory.catalogue import queries as catalogue
from lintas.exchange.payments import queries as payments


def book_kind(application_id: UUID, *, policy_id: UUID) -> str:
    """
    Return the kind of booklet that the case's bill charges for, empty when the bill names none. Two queries.

    The bill tells it without opening the person's answers.
    """
    bill = payments.bill_of(application_id)
    charged = {line.fee_id for line in bill.lines} if bill else set()
    options = catalogue.policy(policy_id).fee_options({})
    return next((option.book for option in options if option.fee_id in charged and option.book), "")
