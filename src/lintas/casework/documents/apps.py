from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "lintas.casework.documents"
    label = "documents"
