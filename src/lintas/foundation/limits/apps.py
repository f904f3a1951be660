from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "lintas.foundation.limits"
    label = "limits"
