"""A core passport system: duplicates, the list of bans, print orders and a camera, for tests and demonstrations."""
