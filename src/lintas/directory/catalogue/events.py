"""Facts that other apps may hear of."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from lintas.foundation.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class PolicyPublished(Event):
    """A new version of a service's rules was published; it begins on ``effective_from``, perhaps in the future."""

    name: ClassVar[str] = "catalogue.policy_published"
    service_key: str
    version: int
    effective_from: date
    supersedes: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PolicyTookEffect(Event):
    """The first day of a version has come: new applications now begin under it."""

    name: ClassVar[str] = "catalogue.policy_took_effect"
    service_key: str
    version: int
    effective_from: date


@dataclass(frozen=True, kw_only=True)
class ParameterSet(Event):
    """A clock, count or switch has a new value, for one office or, with an empty ``office``, for all."""

    name: ClassVar[str] = "catalogue.parameter_set"
    parameter: str
    value: str
    effective_from: date


@dataclass(frozen=True, kw_only=True)
class ValueConfirmed(Event):
    """An office confirmed a value that was marked as unsure; the subject is its approval."""

    name: ClassVar[str] = "catalogue.value_confirmed"
    item: str
