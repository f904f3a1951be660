"""Puts the facts of a case into the words of a step and hands them to the messengers."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.utils import translation
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from lintas.casework.applications import queries
from lintas.casework.applications.models import Application, Collection
from lintas.casework.applications.states import State
from lintas.casework.applications.vocabulary import MOVE_REASONS, RELATIONS, RETURN_REASONS
from lintas.casework.applications.wording import WORDING
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.people import queries as persons
from lintas.directory.people.queries import Reader
from lintas.directory.people.states import SISTEM, Purpose
from lintas.exchange.messaging import operations as messaging
from lintas.exchange.payments import queries as payments
from lintas.ui import filters
from lintas.visit.appointments import queries as appointments
from lintas.visit.queueing import queries as tickets

TELLER = Reader(kind="system", id="applications.tell", role=SISTEM, office_id=None, channel="worker")

UNTIL_THE_CODE_ENDS = frozenset({State.AWAITING_PAYMENT, State.CHECKED_IN})
"""States in which the limit that we name is the last moment of the billing code, which SIMPONI may issue late."""


later = lazy(lambda say, *facts: str(say(*facts)), str)
"""Say a fact when the person's language is known: ``later(filters.day, on)``."""


def tell(
    *,
    application_id: UUID,
    news: str,
    once_key: str,
    at: datetime,
    more: Mapping[str, str | Promise] = MappingProxyType({}),
) -> bool:
    """
    Send the person the words of the news, in the person's language; say whether there were any.

    Runs safely twice: ``once_key`` names the one message. ``more`` are facts that only the caller knows.
    """
    wording = WORDING.get(news)
    application = Application.objects.get(id=application_id)
    if wording is None or application.point_id is None:
        return False
    language = persons.person(application.person_id).language
    with translation.override(language):
        facts = _facts(application, at=at)
        facts.update({name: str(fact) for name, fact in more.items()})
        messaging.send(
            person_id=application.person_id,
            subject=str(wording.subject) % facts,
            body=str(wording.body) % facts,
            sms=str(wording.sms) % facts,
            reference=application.reference,
            office_code=application.office_code,
            once_key=once_key,
            by="system:applications.tell",
            at=at,
        )
    return True


class _Facts(dict[str, str]):
    """Facts by the names used in the wording, looked up only when the words ask for them."""

    def __init__(self, find: Mapping[str, Callable[[], str]]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, name: str) -> str:
        self[name] = value = self._find[name]()
        return value


def _facts(application: Application, *, at: datetime) -> _Facts:
    point = offices.point(id=application.point_id)
    zone = offices.calendar(point_id=point.id).zone

    def appointment_at() -> datetime:
        found = appointments.appointment_of(application.id)
        return found.starts_at if found else application.state_since

    def limit() -> str:
        collection = Collection.objects.filter(application=application).first()
        if collection is not None:
            return filters.day(collection.collect_by)
        owed = payments.bill_of(application.id) if application.state in UNTIL_THE_CODE_ENDS else None
        until = (owed.expires_at if owed else None) or application.respond_by
        return filters.moment(until or at, zone)

    def offered(field: str) -> str:
        entry = appointments.waiting_of(application.id)
        return filters.moment(getattr(entry.offer, field), zone) if entry and entry.offer else "-"

    def bill(field: str) -> str:
        found = payments.bill_of(application.id)
        if found is None:
            return "-"
        return filters.rupiah(found.total_idr) if field == "total" else (found.code or "-")

    def ticket() -> str:
        found = tickets.ticket_of(application.id, at=at)
        if found is None or not found.together:
            return found.ticket.number if found else "-"
        told = {"number": found.ticket.number, "others": ", ".join(found.together)}
        return _("%(number)s (bersama %(others)s)") % told

    def counter() -> str:
        found = tickets.ticket_of(application.id, at=at)
        return found.ticket.counter if found else "-"

    def papers() -> str:
        returned = [item for item in queries.case(application.id).items if item.state == "returned"]
        names = {need.key: str(need.name) for need in catalogue.policy(application.policy_id).requirements}
        opened = queries.look_into(
            (item.reason for item in returned),
            person_id=application.person_id,
            case_id=application.id,
            reader=TELLER,
            purpose=Purpose.NOTIFY,
            at=at,
        )
        return "; ".join(
            f"{names.get(item.key, item.key)} ({RETURN_REASONS[opened.text(item.reason)]})" for item in returned
        )

    def last_reason() -> str:
        moved = [step.reason for step in appointments.journal(application.id) if step.reason in MOVE_REASONS]
        return str(MOVE_REASONS[moved[-1]]) if moved else ""

    def receiver() -> str:
        collection = Collection.objects.filter(application=application).first()
        return str(RELATIONS[collection.relation][0]) if collection and collection.relation else ""

    return _Facts(
        {
            "nomor": lambda: application.reference,
            "kantor": lambda: point.name,
            "tanggal": lambda: filters.day(appointment_at() if application.state != "ready" else at, zone),
            "jam": lambda: filters.clock(appointment_at(), zone),
            "batas": limit,
            "jumlah": lambda: bill("total"),
            "kode": lambda: bill("code"),
            "tiket": ticket,
            "loket": counter,
            "daftar": papers,
            "tiba": lambda: filters.clock(appointment_at(), zone),
            "tautan": lambda: "-",
            "simpan": lambda: "-",
            "sebab": lambda: "-",
            "buka": lambda: str(_("hari yang belum dijadwalkan")),
            "urutan": lambda: "-",
            "kesempatan": lambda: "-",
            "tawaran": lambda: offered("starts_at"),
            "jawab": lambda: offered("until"),
            "alasan": last_reason,
            "penerima": receiver,
            "waktu": lambda: filters.moment(at, zone),
            "tahap": lambda: application.get_state_display(),
        }
    )
