"""How often one may try."""

from datetime import timedelta
from typing import TypedDict

WINDOW = timedelta(minutes=15)


class Limit(TypedDict):
    """So many in each window."""

    limit: int
    per: timedelta


TRIES: Limit = {"limit": 10, "per": WINDOW}
"""For one name at one device or place: what somebody needs who mistypes, far from what guessing needs."""

FOR_ONE_NAME: Limit = {"limit": 50, "per": WINDOW}
"""For one name from everywhere that no officer has signed in at: 4 800 a day, against 15 characters and more."""

FROM_ONE_PLACE: Limit = {"limit": 200, "per": WINDOW}
"""For one network address, which a whole office shares."""
