from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "lintas.exchange.payments"
    label = "payments"
