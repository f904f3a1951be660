from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "lintas.foundation.vault"
    label = "vault"
