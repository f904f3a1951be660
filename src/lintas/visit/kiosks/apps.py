from django.apps import AppConfig


class KiosksConfig(AppConfig):
    name = "lintas.visit.kiosks"
    label = "kiosks"
