"""The pure side of the vault: keys and bytes in, bytes out; no database, clock or settings."""
