"""What a case costs, and how it is asked for."""

from datetime import date, datetime, timedelta

from lintas.casework.applications.models import Application
from lintas.directory.catalogue import queries as catalogue
from lintas.exchange.payments import operations as payments
from lintas.exchange.payments import queries as bills


def bill(
    application: Application, policy, answers, *, expires_in: timedelta, today: date, by: str, at: datetime
) -> None:
    """Ask for the money; what the person paid too late for an earlier case pays this one."""
    books = catalogue.unstocked_books(office_code=application.office_code, on=today)
    lines = [
        bills.BillLine(fee_id=line.fee_id, text=line.text, amount_idr=line.amount_idr)
        for line in policy.fee_lines(answers, on=today, without_books=books)
    ]
    credits = bills.credits_of(application.person_id, amount_idr=sum(line.amount_idr for line in lines))
    payments.raise_bill(
        subject=application.id,
        reference=application.reference,
        person_id=application.person_id,
        point_id=application.at_point,
        office_code=application.office_code,
        lines=lines,
        expires_in=expires_in,
        credit_from=credits[0].id if credits else None,
        by=by,
        at=at,
    )
