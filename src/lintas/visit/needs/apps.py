from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "lintas.visit.needs"
    label = "needs"
