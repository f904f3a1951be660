from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "lintas.exchange.messaging"
    label = "messaging"
