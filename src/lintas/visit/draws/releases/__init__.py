"""The release calendar: one list of what opens when, as a page, a calendar file and data."""
