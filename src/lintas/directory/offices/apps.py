from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "lintas.directory.offices"
    label = "offices"
