"""Passwords of officers."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.directory.people.events import PasswordChanged
from lintas.directory.people.models import Account
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish

SHORTEST = 15
"""Characters of a password that stands alone (security guide, "Login and sessions"); no rules of composition."""
LONGEST = 200
"""A longer one would only keep the processor busy."""


class PasswordTooWeak(DomainError):
    """The password is too short, too long, or one that everybody tries."""

    code = "people.password_too_weak"
    text = _(
        "Kata sandi ini mudah ditebak. Gunakan sedikitnya %(shortest)s karakter, "
        "misalnya empat kata yang tidak berhubungan, dan jangan memakai kata sandi yang umum."
    )
    status = 422

    def __init__(self) -> None:
        super().__init__(shortest=SHORTEST)


class WrongPassword(DomainError):
    """The present password was not the one typed."""

    code = "people.wrong_password"
    text = _("Kata sandi saat ini tidak cocok. Ketik kembali kata sandi yang Anda pakai untuk masuk.")
    status = 422


def refuse_weak(password: str) -> None:
    """:raises PasswordTooWeak: it is short, endless or on the list of common ones."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordTooWeak
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError as failure:
        raise PasswordTooWeak from failure


@transaction.atomic
def change_password(*, account_id: UUID, present: str, wanted: str, at: datetime) -> None:
    """
    Replace the password; every other session of the account ends with it.

    :raises WrongPassword: ``present`` is not the password.
    :raises PasswordTooWeak: ``wanted`` is short or well known.
    """
    account = Account.objects.select_for_update(of=("self",)).select_related("officer").get(id=account_id)
    if len(present) > LONGEST or not account.check_password(present):
        raise WrongPassword
    refuse_weak(wanted)
    account.set_password(wanted)
    account.save(update_fields=["password"])
    publish(PasswordChanged(subject=account.officer.id), by=f"officer:{account.officer.id}", at=at)
