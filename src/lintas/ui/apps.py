from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lintas.ui"
    label = "ui"
