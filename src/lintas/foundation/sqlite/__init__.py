"""Django's SQLite, with the writers of one process standing in line. Named as ``ENGINE`` in the settings."""
