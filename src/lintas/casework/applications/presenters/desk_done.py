"""What was just done, told once on the next page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from lintas.casework.applications.presenters.desk_words import STEPS
from lintas.foundation import ids


@dataclass(frozen=True, slots=True)
class Done:
    """The step and the case it was done to."""

    text: str
    reference: str
    href: str


def done(query: Mapping[str, str]) -> Done | None:
    """Return what the address says was done (``selesai``, ``pada``), None when it says nothing that exists."""
    step = query.get("selesai", "")
    try:
        reference = ids.normalise_reference(query.get("pada", ""))
    except ids.MistypedReference:
        return None
    if step not in STEPS:
        return None
    return Done(
        text=str(STEPS[step]), reference=reference, href=reverse("applications:case", kwargs={"reference": reference})
    )
