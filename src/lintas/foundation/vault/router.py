"""Keeps the keys in a database apart from the data they open."""


class KeyStoreRouter:
    """Send the vault's tables to the key store, and nothing else there."""

    def db_for_read(self, model, **hints):
        """Name the database to read the model from."""
        return "keys" if model._meta.app_label == "vault" else None

    db_for_write = db_for_read

    def allow_migrate(self, db, app_label, **hints):
        """Say whether the app's tables belong into the database."""
        return (app_label == "vault") == (db == "keys")
