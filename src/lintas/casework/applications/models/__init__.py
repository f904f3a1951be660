"""The tables of casework."""

from lintas.casework.applications.models.application import Application, Item, Pause, Step
from lintas.casework.applications.models.leaving import Departure
from lintas.casework.applications.models.office import Capture, Check, Decision, Interview
from lintas.casework.applications.models.production import Booklet, Collection
from lintas.casework.applications.models.shown import IdentityShown

__all__ = [
    "Application",
    "Booklet",
    "Capture",
    "Check",
    "Collection",
    "Decision",
    "Departure",
    "IdentityShown",
    "Interview",
    "Item",
    "Pause",
    "Step",
]
