"""Walks one case through the process the way people and officers do, one step a method."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from lintas.casework.applications import operations, queries
from lintas.casework.applications.models import Booklet
from lintas.casework.documents.cleaning import Picture
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.directory.people import operations as people
from lintas.directory.people import queries as persons
from lintas.directory.people.queries import OfficerInfo, Reader, SealedCell
from lintas.exchange.payments import operations as payments
from lintas.exchange.payments import queries as bills
from lintas.exchange.payments.adapters import Payment
from lintas.foundation.words import Bilingual
from lintas.visit.appointments import queries as appointments
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets

IDENTITY = {
    "full_name": "SITI CONTOH",
    "nik": "9999015705900001",
    "birth_date": "1990-05-17",
    "birth_place": "PAYAKUMBUH",
    "sex": "F",
    "address": "JALAN CONTOH 1",
    "village": "13.76.01.1001",
}
ANSWERS = {"fee": "passport.elec.10y", "married": "no"}
GUIDE = {"purpose": "tourism", "explained": "yes", "payer": "self", "papers_known": "yes"}
AGAINST = operations.Reasoning(
    ground="data_conflict",
    clause="Pasal contoh",
    evidence="Nama pada akta berbeda dengan KTP.",
    remedy="Bawa penetapan pengadilan tentang nama.",
    objection="Ajukan keberatan tertulis kepada kepala kantor.",
)
CLEAR = {"identity": "match", "duplicate": "clear", "watchlist": "clear"}


@dataclass
class Walk:
    """One case at one point, and the moment it has reached."""

    point: PointInfo
    at: datetime
    service_key: str = "passport.renew.standard"
    identity: dict[str, str] = field(default_factory=lambda: dict(IDENTITY))
    answers: dict[str, str] = field(default_factory=lambda: dict(ANSWERS))
    started: operations.Started | None = None

    @property
    def id(self) -> UUID:
        return self.started.application_id

    @property
    def by(self) -> str:
        return f"person:{self.started.person_id}"

    @property
    def reader(self) -> Reader:
        return Reader(kind="person", id=str(self.started.person_id), role="pemohon", office_id=None, channel="web")

    @property
    def case(self) -> queries.CaseInfo:
        return queries.case(self.id)

    def read(self, *cells: SealedCell | None) -> list[str]:
        """Return what stands in the sealed cells, as the person reads it."""
        opened = queries.look_into(
            cells,
            person_id=self.started.person_id,
            case_id=self.id,
            reader=self.reader,
            purpose="own_data",
            at=self.at,
        )
        return [opened.text(cell) for cell in cells]

    @property
    def state(self) -> str:
        return self.case.state.value

    def officer(self, *roles: str, id: UUID | None = None) -> OfficerInfo:
        """Return an officer of the case's point."""
        return OfficerInfo(
            id=id or uuid4(),
            alias="Petugas contoh",
            roles=frozenset(roles),
            office_id=self.point.office_id,
            point_id=self.point.id,
        )

    def act_of(self, *roles: str, officer: OfficerInfo | None = None, seen: int | None = None) -> dict[str, Any]:
        """Return what every act of an officer is told: case, officer, version on the screen, moment."""
        return {"application_id": self.id, "officer": officer or self.officer(*roles), "seen": seen, "at": self.at}

    def start(self) -> "Walk":
        self.started = operations.start_application(service_key=self.service_key, point_id=self.point.id, at=self.at)
        return self

    def fill(self) -> "Walk":
        self.start()
        said = {"application_id": self.id, "by": self.by, "at": self.at}
        operations.save_answers(answers=self.answers, reader=self.reader, **said)
        operations.save_identity(values=self.identity, **said)
        operations.save_contact(email="siti@contoh.example", phone="+6281234567890", **said)
        for need in catalogue.policy(self.case.policy_id).checklist(self.answers):
            self.give(need.key, need.options[0].key)
        return self

    def prove_contact(self, kind: str) -> UUID:
        """Show by a code that the person reads messages at the contact of this kind; return its id."""
        [contact] = [one.id for one in persons.contacts(self.started.person_id) if one.kind == kind]
        people.send_code(contact_id=contact, at=self.at)
        code = people.code_to_send(contact_id=contact, at=self.at).code
        people.prove_contact(contact_id=contact, code=code, at=self.at)
        return contact

    def give(self, requirement: str, document: str, content: bytes = b"\xff\xd8\xff-picture") -> None:
        operations.add_paper(
            application_id=self.id,
            requirement=requirement,
            document=document,
            pictures=(Picture(width=10, height=10, jpeg=content),),
            by=self.by,
            at=self.at,
        )

    def free_slot(self, *, later: int = 0) -> UUID:
        """Return an open session on the first working day after tomorrow with a place, or a later one."""
        day = (self.at + timedelta(days=2)).date()
        found = []
        while len(found) <= later:
            slots = appointments.open_slots(point_id=self.point.id, on=day, at=self.at)
            found += [slot.id for slot in slots if slot.left]
            day += timedelta(days=1)
        return found[later]

    def place(self) -> "Walk":
        operations.choose_place(application_id=self.id, slot_id=self.free_slot(), by=self.by, at=self.at)
        return self

    def hand_in(self, *, declaration: bool = True) -> "Walk":
        operations.submit(application_id=self.id, declaration=declaration, reader=self.reader, by=self.by, at=self.at)
        return self

    def submit(self) -> "Walk":
        return self.fill().place().hand_in()

    def walk_in(self) -> str:
        """Let the person come without an appointment; return the queue number."""
        return operations.walk_in(
            application_id=self.id, queue_class="priority", officer=self.officer("loket"), at=self.at
        )

    def code(self, number: str = "820261124000001") -> "Walk":
        bill = bills.bill_of(self.id)
        payments.record_code(
            bill_id=bill.id, code=number, expires_at=self.at + timedelta(hours=2), by="partner:simponi", at=self.at
        )
        return self

    def pay(
        self, *, number: str = "820261124000001", ntpn: str = "NTPN000000000001", after=timedelta(minutes=5)
    ) -> "Walk":
        self.at += after
        self.money_comes(number=number, ntpn=ntpn)
        return self.deliver("payments.bill_paid", "payments.code_expired")

    def money_comes(self, *, number: str = "820261124000001", ntpn: str = "NTPN000000000001") -> None:
        """Record what was paid for the code; nobody has heard of it yet."""
        total = bills.bill_of(self.id).total_idr
        payment = Payment(code=number, ntpn=ntpn, ntb="NTB1", amount_idr=total, paid_at=self.at)
        payments.record_payment(payment, by="partner:simponi", at=self.at)

    def deliver(self, *names: str) -> "Walk":
        """Let the case's own handlers hear of what happened, without calling other systems."""
        from lintas.casework.applications import handlers
        from lintas.foundation.outbox.events import decode
        from lintas.foundation.outbox.models import Event

        for event in Event.objects.filter(name__in=names, subject=self.id).order_by("id"):
            told = decode(event.name, event.body)
            if event.name == "payments.bill_paid":
                handlers.go_on_when_paid(told, at=self.at)
            else:
                handlers.close_when_unpaid(told, at=self.at)
        return self

    def scheduled(self) -> "Walk":
        return self.submit().code().pay()

    def close_day(
        self, *, on: date | None = None, reason: str = "building", role: str = "kakanim", ago: int = 0
    ) -> date:
        """Have a head close the day, that of the appointment when none is said, ``ago`` minutes ago; return it."""
        on = on or appointments.appointment_of(self.id).on
        operations.close_day(
            point_id=self.point.id,
            on=on,
            reason=reason,
            words=Bilingual(id="perbaikan atap", en="repair of the roof"),
            officer=self.officer(role),
            at=self.at - timedelta(minutes=ago),
        )
        return on

    def arrive(self) -> "Walk":
        self.scheduled()
        self.at = appointments.appointment_of(self.id).starts_at
        operations.check_in(application_id=self.id, officer=self.officer("loket"), at=self.at)
        return self

    def called_to(self, station: str) -> "Walk":
        """Let the person be called to a counter of the station, and stand there."""
        counter = offices.counters(point_id=self.point.id, station=station)[0]
        seat = uuid5(counter.id, "the officer who sits here")
        queue.open_counter(point_id=self.point.id, counter_id=counter.id, officer_id=seat, at=self.at)
        ticket = queue.call_next(counter_id=counter.id, by=f"officer:{seat}", at=self.at)
        queue.arrive(ticket_id=ticket.id, by=f"officer:{seat}", at=self.at)
        return self

    def accept_all(self) -> "Walk":
        if self.case.state == "checked_in" and tickets.ticket_of(self.id, at=self.at).ticket.state != "serving":
            self.called_to("documents")
        self.accept()
        operations.papers_in_order(**self.act_of("loket"))
        return self

    def accept(self, *requirements: str) -> "Walk":
        """Accept these papers, or all of the case."""
        for requirement in requirements or [item.key for item in self.case.items]:
            operations.accept_item(requirement=requirement, original_seen=True, **self.act_of("loket"))
        return self

    def incomplete(self) -> "Walk":
        """Return the KTP at the counter and leave the case for the person to complete."""
        self.called_to("documents")
        operations.return_item(requirement="ktp", reason="unreadable", **self.act_of("loket"))
        operations.declare_incomplete(**self.act_of("loket"))
        return self

    def capture(self) -> "Walk":
        self.arrive().accept_all()
        self.called_to("photo")
        operations.record_capture(
            core_reference=f"BIO-{uuid4().hex[:12]}",
            photo_passes=True,
            fingers=10,
            exemption="",
            **self.act_of("biometrik"),
        )
        return self

    def interview(self, officer: OfficerInfo | None = None) -> "Walk":
        self.capture()
        self.called_to("interview")
        operations.pass_interview(
            findings=GUIDE, note="Jelas.", declaration_signed=True, **self.act_of("pewawancara", officer=officer)
        )
        return self

    def check(self, **answers: str) -> "Walk":
        """Ask the checks and answer them."""
        from lintas.casework.applications.models import Check

        operations.ask_for_checks(application_id=self.id, by="system:test", at=self.at)
        for row in Check.objects.filter(application_id=self.id, answered_at__isnull=True):
            self.answer(row.enquiry_id, {**CLEAR, **answers}[row.kind])
        return self

    def answer(self, enquiry_id: UUID, result: str) -> None:
        """Let the other system answer, and the case hear of it."""
        from lintas.exchange.agencies import operations as agencies

        agencies.record_answer(enquiry_id=enquiry_id, result=result, by="system:test", at=self.at)
        operations.record_answer(application_id=self.id, enquiry_id=enquiry_id, by="system:test", at=self.at)

    def approve(self, officer: OfficerInfo | None = None) -> "Walk":
        self.interview().check()
        operations.approve(**self.act_of("adjudikator", officer=officer))
        return self

    def approve_with(self, number: str, ntpn: str) -> "Walk":
        """Come to approval with another billing code, for a second case in one test."""
        self.fill()
        operations.choose_place(application_id=self.id, slot_id=self.free_slot(later=1), by=self.by, at=self.at)
        self.hand_in().code(number).pay(number=number, ntpn=ntpn)
        self.scheduled = lambda: self
        return self.approve()

    def stock(self, number: str = "X0000001", *, kind: str = "electronic") -> str:
        Booklet.objects.create(number=number, kind=kind, point_id=self.point.id, changed_at=self.at)
        return number

    def printed(self) -> "Walk":
        self.approve()
        operations.print_book(book_number=self.stock(), **self.act_of("pencetak"))
        return self

    def ready(self) -> "Walk":
        self.printed()
        operations.pass_quality(**self.act_of("pencetak"))
        return self

    def hand_over(self, **changes) -> "Walk":
        self.ready()
        said = {"relation": "applicant", "receiver": "SITI CONTOH", "proof_seen": True, "signed": True, **changes}
        operations.hand_over(**self.act_of("penyerah"), **said)
        return self

    def defer(self, officer: OfficerInfo | None = None) -> "Walk":
        """Bring the case through a doubt into deferral."""
        self.interview().check(watchlist="review")
        operations.defer(
            reasoning=AGAINST, review_on=(self.at + timedelta(days=30)).date(), **self.act_of("kasi", officer=officer)
        )
        return self
