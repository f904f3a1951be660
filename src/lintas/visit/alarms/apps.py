from django.apps import AppConfig


class AlarmsConfig(AppConfig):
    name = "lintas.visit.alarms"
    label = "alarms"
