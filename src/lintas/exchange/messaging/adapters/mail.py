"""E-mail, by SMTP."""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage

from lintas.exchange.messaging.adapters import NotNow, Outgoing, Undeliverable


class Mail:
    """The adapter: see `adapters.Transport`. The ``Message-ID`` comes from the message's id."""

    def send(self, message: Outgoing) -> None:
        """Send one plain text."""
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        mail = EmailMessage(
            subject=" ".join(message.subject.split()),
            body=message.body,
            to=[message.address],
            headers={"Message-ID": f"<{message.id}@{domain}>", "Auto-Submitted": "auto-generated"},
        )
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refusal:
            _raise(max(code for code, _ in refusal.recipients.values()))
        except smtplib.SMTPResponseException as refusal:
            _raise(refusal.smtp_code)
        except (smtplib.SMTPException, OSError) as problem:
            raise NotNow(type(problem).__name__) from None


def _raise(code: int) -> None:
    # RFC 5321, 4.2.1: 4yz is worth another try, 5yz is not.
    if code >= 500:
        raise Undeliverable(f"smtp_{code}") from None
    raise NotNow(f"smtp_{code}") from None
