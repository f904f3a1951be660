"""Messages leave the house here, outside any transaction; one-time codes are queued when they are asked for."""

from datetime import datetime
from uuid import UUID

from lintas.directory.people.events import ContactCodeAsked
from lintas.directory.people.operations import UnknownContact
from lintas.exchange.messaging import operations
from lintas.exchange.messaging.adapters import NotNow, Transport, Undeliverable
from lintas.exchange.messaging.adapters.mail import Mail
from lintas.exchange.messaging.adapters.sms import Sms
from lintas.exchange.messaging.events import MessageQueued
from lintas.exchange.messaging.states import Channel
from lintas.foundation.outbox.registry import handles
from lintas.foundation.vault.operations import KeyDestroyed

TRANSPORTS: dict[Channel, Transport] = {Channel.EMAIL: Mail(), Channel.SMS: Sms()}


@handles(MessageQueued, outside=True)
def send_message(event: MessageQueued, *, at: datetime, delivery: UUID) -> None:
    """
    Send the message; a second run after success does nothing, a failure worth another try is raised for the outbox.
    """
    message_id = event.subject
    channel = operations.take(message_id=message_id, at=at)
    if channel is None:
        return
    try:
        outgoing = operations.open_for_sending(message_id=message_id, at=at)
        TRANSPORTS[channel].send(outgoing)
    except Undeliverable as refusal:
        operations.give_up(message_id=message_id, reason=refusal.reason, at=at)
    except (UnknownContact, KeyDestroyed) as gone:
        operations.give_up(message_id=message_id, reason=type(gone).__name__, at=at)
    except NotNow as problem:
        operations.postpone(message_id=message_id, problem=str(problem))
        raise
    else:
        operations.finish(message_id=message_id, address=outgoing.address, at=at)


@handles(ContactCodeAsked)
def queue_code(event: ContactCodeAsked, *, at: datetime) -> None:
    """Queue the code in the transaction that takes it from where it waits."""
    operations.send_code(contact_id=event.contact_id, at=at)
