from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "lintas.config"
    label = "config"

    def ready(self) -> None:
        from lintas.config import durability  # noqa: F401 (registers its check)
