"""The write side: queue a message, take it up, finish it, give it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lintas.directory.people import operations as people
from lintas.directory.people import queries as people_queries
from lintas.directory.people.queries import Reader, SealedCell
from lintas.directory.people.states import SISTEM, DataKind, Purpose
from lintas.exchange.messaging import queries, rules
from lintas.exchange.messaging.adapters import Outgoing
from lintas.exchange.messaging.events import MessageFailed, MessageQueued
from lintas.exchange.messaging.models import Message
from lintas.exchange.messaging.states import ON_ITS_WAY, Action, Channel, State, state_after
from lintas.foundation.errors import DomainError
from lintas.foundation.ids import new_id
from lintas.foundation.outbox.operations import publish
from lintas.foundation.vault import operations as vault

TABLE = "messaging_message"
SENDER = Reader(kind="system", id="messaging.send", role=SISTEM, office_id=None, channel="worker")
BY = "system:messaging.send"


class NotSafeForSms(DomainError):
    """The text for SMS names more than a reference, codes, dates and places. A mistake of the caller."""

    code = "messaging.not_safe_for_sms"
    text = gettext_lazy("Pesan ini memuat hal yang tidak boleh dikirim lewat SMS, jadi tidak dikirim.")
    status = 500


class TooLongForSms(DomainError):
    """The text would be cut into more than two parts. A mistake of the caller."""

    code = "messaging.too_long_for_sms"
    text = gettext_lazy("Pesan ini terlalu panjang untuk SMS, jadi tidak dikirim.")
    status = 500


@dataclass(frozen=True, slots=True, repr=False)
class Text:
    """What one channel carries."""

    subject: str
    body: str


@transaction.atomic
def send(
    *,
    person_id: UUID,
    subject: str,
    body: str,
    sms: str,
    reference: str,
    office_code: str,
    once_key: str,
    by: str,
    at: datetime,
) -> None:
    """
    Queue the message for each channel the person can be reached by: one e-mail, one SMS.

    The texts are in the person's language. Of several addresses of a kind the proven and then the newest one is
    taken. An empty ``sms`` sends none. Somebody without an address gets a message in the state ``no_address``, so
    that it can be seen. The same ``once_key`` again does nothing. ``office_code`` says whose message it is.

    :raises NotSafeForSms: see `rules.safe_for_sms`. :raises TooLongForSms: more than two parts.
    """
    if not rules.safe_for_sms(sms):
        raise NotSafeForSms
    if rules.parts_of_sms(sms) > rules.MOST_PARTS:
        raise TooLongForSms
    if Message.objects.filter(once_key=once_key).exists():
        return
    texts = {Channel.EMAIL: Text(subject, body)} | ({Channel.SMS: Text(subject, sms)} if sms else {})
    ways = _ways(person_id)
    reachable = {channel: text for channel, text in texts.items() if channel in ways}
    for channel, text in reachable.items():
        message = _new(person_id, channel, text, reference=reference, once_key=once_key, at=at)
        message.contact_id = ways[channel]
        _queue(message, office_code=office_code, by=by, at=at)
    if not reachable:
        message = _new(person_id, Channel.NONE, Text(subject, body), reference=reference, once_key=once_key, at=at)
        message.state = State.NO_ADDRESS
        message.save(force_insert=True)


@transaction.atomic
def send_code(*, contact_id: UUID, at: datetime) -> None:
    """Queue the one-time code that waits for the contact; nothing when it was handed out before or is too old."""
    waiting = people.code_to_send(contact_id=contact_id, at=at)
    if waiting is None:
        return
    minutes = max(1, round((waiting.expires_at - at).total_seconds() / 60))
    with translation.override(waiting.language):
        facts = {"code": waiting.code, "minutes": minutes}
        subject = _("Kode Lintas Anda")
        body = (
            _(
                "Kode Lintas Anda: %(code)s. Berlaku %(minutes)d menit. "
                "Jangan berikan kepada siapa pun, juga tidak kepada petugas."
            )
            % facts
        )
    message = _new(
        waiting.person_id,
        Channel(waiting.kind),
        Text(subject, body),
        reference="",
        once_key=f"code:{contact_id}:{waiting.expires_at.isoformat()}",
        at=at,
    )
    message.contact_id, message.send_before = contact_id, waiting.expires_at
    _queue(message, by=BY, at=at)


@transaction.atomic
def take(*, message_id: UUID, at: datetime) -> Channel | None:
    """Count an attempt and return the channel; None when the message was sent, given up, or its time is over."""
    message = Message.objects.select_for_update().get(id=message_id)
    if message.state not in ON_ITS_WAY:
        return None
    _step(message, Action.TAKE)
    message.attempts += 1
    if message.send_before is not None and at >= message.send_before:
        _give_up(message, reason="too_late", at=at)
        return None
    message.save(update_fields=["state", "attempts"])
    return Channel(message.channel)


def open_for_sending(*, message_id: UUID, at: datetime) -> Outgoing:
    """
    Return the message with its address as it is now; both looks are written down.

    :raises UnknownContact: the address was taken back. :raises KeyDestroyed: the person was erased.
    """
    message = Message.objects.get(id=message_id)
    if message.contact_id is None:
        raise people.UnknownContact
    address = people.reveal_contact(
        contact_id=message.contact_id, reader=SENDER, purpose=Purpose.NOTIFY, case_id=None, at=at
    )
    cells = {name: _sealed(message, name) for name in ("subject", "body")}
    opened = people.reveal(
        cells=cells, person_id=message.person_id, reader=SENDER, purpose=Purpose.NOTIFY, case_id=None, at=at
    )
    return Outgoing(id=message.id, address=address, subject=opened["subject"], body=opened["body"])


@transaction.atomic
def finish(*, message_id: UUID, address: str, at: datetime) -> None:
    """Note that the message was handed over, and to which address. :raises ActionNotAllowed: it was not on its way."""
    message = Message.objects.select_for_update().get(id=message_id)
    _step(message, Action.FINISH)
    message.address = vault.seal(address, cell=_cell(message, "address"))
    message.sent_at, message.problem = at, ""
    _forget_code(message)
    message.save(update_fields=["state", "address", "sent_at", "problem", "body"])


@transaction.atomic
def postpone(*, message_id: UUID, problem: str) -> None:
    """Note that it did not work this time. :raises ActionNotAllowed: it was not on its way."""
    message = Message.objects.select_for_update().get(id=message_id)
    _step(message, Action.POSTPONE)
    message.problem = problem[:40]
    message.save(update_fields=["state", "problem"])


@transaction.atomic
def give_up(*, message_id: UUID, reason: str, at: datetime) -> None:
    """Note that it will never arrive, and tell. :raises ActionNotAllowed: it was not on its way."""
    _give_up(Message.objects.select_for_update().get(id=message_id), reason=reason, at=at)


def subjects_of(
    reference: str, *, reader: Reader, purpose: str, case_id: UUID | None, at: datetime
) -> Mapping[UUID, str]:
    """Return the subject lines of the case's messages by their ids, through the door. See `queries.sent`."""
    rows = list(Message.objects.filter(id__in=[info.id for info in queries.sent(reference)], subject__isnull=False))
    opened: dict[UUID, str] = {}
    for person_id in {row.person_id for row in rows}:
        mine = {f"subject_{number}": row for number, row in enumerate(rows, 1) if row.person_id == person_id}
        texts = people.reveal(
            cells={name: _sealed(row, "subject") for name, row in mine.items()},
            person_id=person_id,
            reader=reader,
            purpose=purpose,
            case_id=case_id,
            at=at,
        )
        opened |= {row.id: texts[name] for name, row in mine.items()}
    return opened


def _ways(person_id: UUID) -> dict[Channel, UUID]:
    """Return the contact for each channel; contacts come with the first given first."""
    contacts = sorted(people_queries.contacts(person_id), key=lambda contact: contact.proven_at is not None)
    return {Channel(contact.kind): contact.id for contact in contacts}


def _new(person_id: UUID, channel: Channel, text: Text, *, reference: str, once_key: str, at: datetime) -> Message:
    message = Message(
        id=new_id(), person_id=person_id, channel=channel, reference=reference, once_key=once_key, queued_at=at
    )
    message.subject = vault.seal(text.subject, cell=_cell(message, "subject"))
    message.body = vault.seal(text.body, cell=_cell(message, "body"))
    return message


def _queue(message: Message, *, office_code: str = "", by: str, at: datetime) -> None:
    message.save(force_insert=True)
    publish(MessageQueued(subject=message.id, office=office_code), by=by, at=at)


def _give_up(message: Message, *, reason: str, at: datetime) -> None:
    _step(message, Action.GIVE_UP)
    message.problem = reason[:40]
    _forget_code(message)
    message.save(update_fields=["state", "attempts", "problem", "body"])
    publish(MessageFailed(subject=message.id, channel=message.channel), by=BY, at=at)


def _forget_code(message: Message) -> None:
    """Drop a text that is of no use any more: a one-time code is kept nowhere."""
    if message.send_before is not None:
        message.body = None


def _step(message: Message, action: Action) -> None:
    message.state = state_after(message.state, action)


def _cell(message: Message, column: str) -> vault.Cell:
    return vault.Cell(owner=message.person_id, table=TABLE, column=column, row=message.id)


def _sealed(message: Message, column: str) -> SealedCell:
    return SealedCell(_cell(message, column), bytes(getattr(message, column)), DataKind.IDENTITY)
