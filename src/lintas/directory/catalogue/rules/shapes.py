"""The shapes of a policy and of what it answers. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from lintas.foundation.words import Bilingual

Answers = Mapping[str, str]
"""Question key to option key. Yes/no questions are answered ``"yes"`` or ``"no"``."""

YES, NO = "yes", "no"

FEE_CHOICE = "fee"
"""The answer that names which fee of a choice the person takes, for passports: which booklet."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer."""

    key: str
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Question:
    """
    Something only the person knows. ``kind``: ``yes_no`` or ``choice``.

    ``about``: ``papers`` when papers or fees depend on it, ``who`` when it decides who may use the service.
    """

    key: str
    text: Bilingual
    help: Bilingual | None
    kind: str
    about: str
    options: tuple[Option, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the question is answered so. An unanswered question makes no condition hold."""

    question: str
    answer: str

    def holds(self, answers: Answers) -> bool:
        return answers.get(self.question) == self.answer


@dataclass(frozen=True, slots=True)
class Document:
    """A paper. ``original``: the original must be shown at the counter."""

    key: str
    name: Bilingual
    original: bool


@dataclass(frozen=True, slots=True)
class Requirement:
    """One of ``options`` is needed, always or when ``when`` holds."""

    key: str
    name: Bilingual
    options: tuple[Document, ...]
    when: Condition | None


@dataclass(frozen=True, slots=True)
class Needed:
    """A requirement that applies: any one of the options satisfies it. ``because`` is the answer that asked for it."""

    key: str
    options: tuple[Document, ...]
    name: Bilingual
    because: Condition | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What the papers at hand amount to.

    ``unknown`` are requirement keys that were handed in but that these answers do not ask for, or
    whose document does not satisfy them; ``unanswered`` are questions still open.
    """

    missing: tuple[Needed, ...]
    unknown: tuple[str, ...]
    unanswered: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing and every question is answered."""
        return not self.missing and not self.unanswered


@dataclass(frozen=True, slots=True)
class FeeOption:
    """One fee of a choice. For a passport: which booklet (``electronic`` or ``nonelectronic``), how many years."""

    fee_id: str
    text: Bilingual
    book: str = ""
    years: int = 0


@dataclass(frozen=True, slots=True)
class FeeRule:
    """
    Which fees a service has.

    One of ``one_of`` is chosen (``by`` narrows it by an answer); ``along`` comes with the chosen
    one; ``add`` always, unless its condition in ``waive`` holds; ``optional`` when wanted.
    """

    one_of: tuple[FeeOption, ...]
    by: Mapping[str, frozenset[str]]
    by_question: str
    along: Mapping[str, FeeOption]
    add: tuple[FeeOption, ...]
    waive: Mapping[str, Condition]
    optional: tuple[FeeOption, ...]
    per_applicant: bool
    as_underlying: bool
    confidence: str


@dataclass(frozen=True, slots=True)
class Price:
    """What a fee costs on a day, since when, on which legal basis."""

    amount_idr: int
    basis: str
    confidence: str
    since: date


class Prices(Protocol):
    """Finds the prices of fees on a day; fees without a price in rupiah that day are left out."""

    def __call__(self, fee_ids: frozenset[str], on: date) -> Mapping[str, Price]: ...


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of the bill, in whole rupiah. ``basis`` is the key of a legal source."""

    fee_id: str
    text: Bilingual
    amount_idr: int
    basis: str
    confidence: str
    since: date


@dataclass(frozen=True, slots=True)
class StandardTime:
    """How long the office may take, and from when it counts. All empty: no limit was published."""

    working_days: int | None
    hours: int | None
    same_day: bool
    counts_from: Bilingual | None
    note: Bilingual | None
    confidence: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that belongs to the service."""

    text: Bilingual
    confidence: str


@dataclass(frozen=True, slots=True)
class LegalSource:
    """A regulation or publication, and how a page names it."""

    key: str
    cite: str
    title: Bilingual
    use: Bilingual
    confidence: str
