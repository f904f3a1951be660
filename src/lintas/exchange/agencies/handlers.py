"""Putting a noted question to the other system, after the act that asked it has been kept."""

from datetime import date, datetime
from uuid import UUID

from lintas.directory.people import operations as people
from lintas.directory.people.queries import Reader
from lintas.exchange import wire
from lintas.exchange.agencies import operations, queries
from lintas.exchange.agencies.adapters import Answer, Claim, core, dukcapil
from lintas.exchange.agencies.events import EnquiryAsked
from lintas.exchange.agencies.states import Kind, Result
from lintas.foundation.outbox.registry import handles

FIELDS = ("nik", "full_name", "birth_date", "birth_place", "sex")
PLATFORM = Reader(kind="system", id="agencies.put_question", role="sistem", office_id=None, channel="partner")


@handles(EnquiryAsked, outside=True)
def put_question(event: EnquiryAsked, *, at: datetime, delivery: UUID) -> None:
    """Ask the other system; while it does not answer, the outbox tries again until the question is given up on."""
    question = queries.open_question(event.enquiry_id)
    if question is None:
        return
    try:
        answer = _ask(question.kind, _claim(question, at=at), request_id=str(question.id))
    except wire.Refused:
        answer = Answer(Result.DENIED, reference="")
    operations.record_answer(
        enquiry_id=question.id,
        result=answer.result,
        partner_reference=answer.reference,
        by=f"partner:{dukcapil.KEY if question.kind is Kind.IDENTITY else core.KEY}",
        at=at,
    )


def _claim(question: queries.Question, *, at: datetime) -> Claim:
    purpose = "production" if question.kind is Kind.PRINT else "verify_identity"
    known = people.reveal_person(
        person_id=question.person_id, fields=FIELDS, reader=PLATFORM, purpose=purpose, case_id=question.subject, at=at
    )
    return Claim(
        nik=known["nik"],
        full_name=known["full_name"],
        birth_date=date.fromisoformat(known["birth_date"]),
        birth_place=known["birth_place"],
        sex=known["sex"],
    )


def _ask(kind: Kind, claim: Claim, *, request_id: str) -> Answer:
    match kind:
        case Kind.IDENTITY:
            return dukcapil.installed().verify(claim, request_id=request_id)
        case Kind.DUPLICATE:
            return core.installed().find_duplicate(claim, request_id=request_id)
        case Kind.WATCHLIST:
            return core.installed().check_bans(claim, request_id=request_id)
        case Kind.PRINT:
            return core.installed().order_print(claim, request_id=request_id)
