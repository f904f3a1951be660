from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "lintas.foundation.ledger"
    label = "ledger"
