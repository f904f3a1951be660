"""Officers sign in."""

from datetime import datetime

from django.contrib.auth import authenticate
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lintas.directory.people import queries
from lintas.directory.people.events import OfficerSignedIn
from lintas.directory.people.models import Account
from lintas.directory.people.operations.passwords import LONGEST
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish


class SignInRefused(DomainError):
    """Name and password do not belong together, or the officer serves nowhere; deliberately the same words."""

    code = "people.sign_in_refused"
    text = _(
        "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi. "
        "Jika lupa, hubungi pengelola akun di kantor Anda."
    )
    status = 422


def prove(*, username: str, password: str) -> Account | None:
    """
    Return the account whose password this is, or None.

    Takes about the same time whether or not the name exists: a fifth of a second of arithmetic. Call it outside of a
    transaction, where every other writer would wait for it. How often one may try is for the page to limit.
    """
    account = authenticate(username=username.strip().lower(), password=password[:LONGEST])
    return account if isinstance(account, Account) else None


@transaction.atomic
def sign_in(*, account: Account | None, at: datetime) -> Account:
    """
    Let in the officer whose account was proved; return it.

    :raises SignInRefused: name and password did not belong together, or the officer has no role today.
    """
    officer = queries.officer(account.id, on=timezone.localdate(at)) if account else None
    if account is None or officer is None:
        raise SignInRefused
    publish(OfficerSignedIn(subject=officer.id), by=officer.actor, at=at)
    return account
