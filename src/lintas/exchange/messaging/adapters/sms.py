"""SMS, by a gateway that takes signed JSON."""

from django.conf import settings

from lintas.exchange import wire
from lintas.exchange.messaging.adapters import NotNow, Outgoing, Undeliverable

_OURS_TO_MEND = frozenset({401, 403, 404, 405})
"""The gateway refuses us, not the number: the message waits until that is mended."""


class Sms:
    """The adapter: see `adapters.Transport`."""

    def send(self, message: Outgoing) -> None:
        """Send one text; the gateway takes one id once."""
        content = {"id": str(message.id), "to": message.address, "text": message.body}
        try:
            wire.ask("POST", f"{settings.SMS_URL.rstrip('/')}/sms", key=wire.keys("sms")[0], content=content)
        except wire.Unavailable as problem:
            raise NotNow(str(problem)) from None
        except wire.Refused as refusal:
            if refusal.status in _OURS_TO_MEND:
                raise NotNow(f"status {refusal.status}") from None
            raise Undeliverable(f"http_{refusal.status}") from None
