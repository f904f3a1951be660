"""Who, where and what: offices, people, and the catalogue of services."""
