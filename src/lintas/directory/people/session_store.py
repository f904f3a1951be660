"""Where sessions are kept: under a digest, so that who reads the table cannot take anybody's place."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from lintas.foundation.prepared import prepared

TOKEN_BYTES = 32
"""256 bits: security guide, "Login and sessions"."""

DIGEST_LENGTH = 40
"""Characters of SHA-256 that the table has room for; 160 bits of a digest of 256 random ones."""


class SessionStore(db.SessionStore):
    """Django's sessions in the database; the browser holds a token, the table only its digest."""

    def exists(self, session_key: str) -> bool:
        return super().exists(_row_of(session_key))

    def delete(self, session_key: str | None = None) -> None:
        token = session_key or self.session_key
        if token is not None:
            super().delete(_row_of(token))

    def create_model_instance(self, data: dict[str, object]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = _row_of(row.session_key)
        return row

    def _get_new_session_key(self) -> str:
        return secrets.token_urlsafe(TOKEN_BYTES)

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        # The machine's own clock: see `sessions`.
        for key, data, expires in _alive(_row_of(self.session_key or ""), timezone.now()):
            return self.model(key, data, expires)
        self._session_key = None
        return None


@prepared
def _alive(key: str, now: datetime) -> QuerySet[Session, tuple[Any, ...]]:
    found = Session.objects.filter(session_key=key, expire_date__gt=now)
    return found.values_list("session_key", "session_data", "expire_date")


def _row_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:DIGEST_LENGTH]
