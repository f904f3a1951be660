from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "lintas.foundation.live"
    label = "live"
