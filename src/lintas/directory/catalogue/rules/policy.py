"""A policy: everything one version of a service asks, charges and promises."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lintas.directory.catalogue.rules import asking, charging, papers
from lintas.directory.catalogue.rules.shapes import (
    FEE_CHOICE,
    Answers,
    FeeLine,
    FeeOption,
    FeeRule,
    LegalSource,
    Needed,
    Prices,
    Question,
    Remark,
    Requirement,
    StandardTime,
    Verdict,
)
from lintas.foundation.words import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyInfo:
    """
    One immutable version of the rules of a service.

    The checklist page, the form and the officer's check all read it through these methods.
    ``answers`` map question keys to option keys, plus ``fee`` (the chosen fee) and the id of an
    optional fee with ``"yes"``. ``holder`` says for whom a booklet is: ``adult``, ``child``, ``either``, or empty.
    """

    id: UUID
    service_key: str
    version: int
    effective_from: date
    content_hash: str
    confidence: str
    name: Bilingual
    who: Bilingual
    group: str
    process: str
    holder: str
    online: bool
    channels: tuple[Bilingual, ...]
    asked: tuple[Question, ...]
    requirements: tuple[Requirement, ...]
    fees: FeeRule
    time: StandardTime
    validity_years: tuple[int, ...]
    validity: Remark | None
    window: Remark | None
    notes: tuple[Remark, ...]
    steps: tuple[Bilingual, ...]
    ground_codes: tuple[str, ...]
    legal: tuple[LegalSource, ...]
    prices: Prices

    def questions(self) -> tuple[Question, ...]:
        """Return what to ask: only what the papers and fees of this policy, or its use at all, depend on."""
        return self.asked

    def check(self, answers: Answers) -> None:
        """:raises AnswerRefused: an answer is to no question of this policy, or not among its options."""
        asking.check(self.asked, answers, extras={fee.fee_id for fee in self.fees.optional})

    def fitting(self, answers: Answers) -> dict[str, str]:
        """Return those answers that this policy understands: what is left of a draft begun under another one."""
        kept = {}
        for key, answer in answers.items():
            with suppress(asking.AnswerRefused):
                self.check({key: answer})
                kept[key] = answer
        offered = {option.fee_id for option in charging.options(self.fees, kept)}
        return {key: answer for key, answer in kept.items() if key != FEE_CHOICE or answer in offered}

    def checklist(self, answers: Answers) -> tuple[Needed, ...]:
        """
        Return the papers to bring. A paper that hangs on an unanswered question is not in it.

        :raises AnswerRefused: see `check`.
        """
        self.check(answers)
        return papers.needed(self.requirements, answers)

    def verdict(self, answers: Answers, given: Mapping[str, str]) -> Verdict:
        """
        Return what is missing. ``given`` maps requirement keys to the document handed in for it.

        :raises AnswerRefused: see `check`.
        """
        open_questions = asking.unanswered(self.asked, answers)
        return papers.judge(self.checklist(answers), given, unanswered=open_questions)

    def fee_options(self, answers: Answers, *, without_books: Collection[str] = ()) -> tuple[FeeOption, ...]:
        """
        Return the fees to choose from; empty when there is nothing to choose.

        :raises AnswerRefused: see `check`.
        """
        self.check(answers)
        return charging.options(self.fees, answers, without_books=without_books)

    def fee_lines(
        self, answers: Answers, *, on: date, applicants: int = 1, without_books: Collection[str] = ()
    ) -> tuple[FeeLine, ...]:
        """
        Return the bill by the tariff of ``on``, the day on which the billing code is created, in rupiah.

        :raises AnswerRefused: see `check`.
        :raises FeeRefused: no fee was chosen, it is not offered, or there is no tariff that day.
        """
        self.check(answers)
        return charging.lines(
            self.fees, answers, on=on, prices=self.prices, applicants=applicants, without_books=without_books
        )

    @property
    def standard_days(self) -> int | None:
        """Working days of the standard time; 0 on the same day; None when hours count or nothing is published."""
        return 0 if self.time.same_day else self.time.working_days
