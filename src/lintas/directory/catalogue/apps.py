from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "lintas.directory.catalogue"
    label = "catalogue"
