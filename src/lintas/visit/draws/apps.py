from django.apps import AppConfig


class DrawsConfig(AppConfig):
    name = "lintas.visit.draws"
    label = "draws"
