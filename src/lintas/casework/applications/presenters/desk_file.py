"""The file of a case: what officers and other systems left in it, and as much of it as one look may open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lintas.casework.applications import queries
from lintas.casework.applications.presenters import desk_case
from lintas.casework.applications.presenters.desk_duties import Duty
from lintas.directory.people import queries as persons
from lintas.directory.people.queries import Reader, SealedCell
from lintas.exchange.agencies import queries as agencies
from lintas.exchange.payments import queries as payments
from lintas.visit.needs import queries as needs
from lintas.visit.needs.queries import Told


@dataclass(frozen=True, slots=True)
class File:
    """
    What lies in the file for one page; ``opened`` are the sealed parts that its reader may read.

    ``aliases`` are what citizens call the officers who left something in it.
    """

    bill: payments.BillInfo | None
    steps: tuple[queries.StepInfo, ...]
    capture: queries.CaptureInfo | None
    interviews: tuple[queries.InterviewInfo, ...]
    enquiries: tuple[agencies.EnquiryInfo, ...]
    aliases: Mapping[UUID, str]
    opened: queries.Opened
    needs: Told = needs.NOTHING


def file(case: queries.CaseInfo, duty: Duty | None, *, tab: str, reader: Reader, at: datetime) -> File:
    """
    Return what the page of this tab shows; its sealed parts are opened in one look, which is recorded.

    Whose duty opens no special data sees that there was a step, and not why. Who looks at a paper sees why it was
    returned, and of the journey the steps alone.
    """
    finds = duty is not None and duty.findings and tab == desk_case.WORK
    compares = finds or (duty is not None and tab == desk_case.DATA)
    steps = queries.journal(case.id)
    interviews = queries.interviews(case.id) if finds else ()
    officers = {step.officer_id for step in steps if step.officer_id} | {one.officer_id for one in interviews}
    closed = File(
        bill=payments.bill_of(case.id),
        steps=steps,
        capture=queries.capture(case.id) if finds else None,
        interviews=interviews,
        enquiries=agencies.enquiries(case.id) if compares else (),
        aliases=persons.aliases(officers),
        opened=queries.UNOPENED,
    )
    stated = needs.statement(case.id) if duty is not None and duty.needs else None
    if duty is None or not (duty.opens_special or stated):
        return closed
    cells = [*_of_the_case(case, closed, duty, tab=tab, finds=finds), *(stated.cells.values() if stated else ())]
    opened = queries.look_into(
        cells, person_id=case.person_id, case_id=case.id, reader=reader, purpose=duty.purpose, at=at
    )
    return replace(closed, opened=opened, needs=queries.needs_in(opened, stated))


def _of_the_case(case: queries.CaseInfo, closed: File, duty: Duty, *, tab: str, finds: bool) -> list[SealedCell | None]:
    if not duty.opens_special:
        return []
    cells = [item.reason for item in case.items if _is_returned(item, tab)]
    if tab in (desk_case.WORK, desk_case.DATA):
        cells += [step.reason for step in closed.steps]
    cells += [case.answers] if tab == desk_case.DATA else []
    cells += [enquiry.result for enquiry in closed.enquiries]
    cells += _found(case, closed) if finds else ()
    return cells


def _is_returned(item: queries.ItemInfo, tab: str) -> bool:
    return item.state == "returned" and tab == f"{desk_case.PAPER}{item.key}"


def _found(case: queries.CaseInfo, file: File) -> Iterator[SealedCell | None]:
    for step in file.steps:
        yield step.note
    if file.capture:
        yield from (file.capture.fingers, file.capture.exemption)
    for interview in file.interviews:
        yield from (interview.findings, interview.note, interview.reason)
    for decision in case.decisions:
        yield from (decision.ground, decision.clause, decision.evidence, decision.remedy)
