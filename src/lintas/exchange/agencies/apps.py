from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "lintas.exchange.agencies"
    label = "agencies"
