from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lintas.directory.people"
    label = "people"
