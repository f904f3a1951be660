"""The village in which an applicant lives, in words."""

from lintas.directory.offices import queries as offices

LEVELS = (4, 3, 2)
"""How many parts the codes of a village, its kecamatan and its kabupaten have."""


def village_words(code: str) -> str:
    """Return the village with its kecamatan and kabupaten; empty for a code that is no village of ours."""
    parts = code.split(".")
    if len(parts) != LEVELS[0]:
        return ""
    try:
        return ", ".join(offices.region(".".join(parts[:count])).name for count in LEVELS)
    except offices.UnknownRegion:
        return ""
