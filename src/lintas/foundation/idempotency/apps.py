from django.apps import AppConfig


class IdempotencyConfig(AppConfig):
    name = "lintas.foundation.idempotency"
    label = "idempotency"
