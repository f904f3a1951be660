from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "lintas.visit.appointments"
    label = "appointments"
