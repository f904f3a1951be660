from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "lintas.config.front"
    label = "front"
