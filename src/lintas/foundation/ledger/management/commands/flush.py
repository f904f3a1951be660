"""`lintas flush`: Django's, except that it empties demonstrations only: a real ledger is never emptied."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections, router
from django.utils.translation import gettext as _

from lintas.foundation.ledger import guards
from lintas.foundation.ledger.models import Entry


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(_("Ini bukan instalasi peragaan. Buku besar dan data kantor tidak boleh dikosongkan."))
        connection = connections[options["database"]]
        if connection.vendor == "postgresql":
            # Emptying every table at once may take longer than a page may wait for a statement.
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = '120s'; SET lock_timeout = '60s'")
        try:
            self._empty(**options)
        finally:
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("RESET statement_timeout; RESET lock_timeout")

    def _empty(self, **options: Any) -> None:
        if not router.allow_migrate_model(options["database"], Entry):
            super().handle(**options)
            return
        with guards.lifted(connections[options["database"]]):
            super().handle(**options)
