from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "lintas.casework.applications"
    label = "applications"

    def ready(self) -> None:
        from lintas.casework.applications import queries
        from lintas.directory.people import gate

        gate.close_when_changed(queries.code_mark)
