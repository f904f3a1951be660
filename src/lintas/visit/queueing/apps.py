from django.apps import AppConfig


class QueueingConfig(AppConfig):
    name = "lintas.visit.queueing"
    label = "queueing"
