"""What a service costs: which fees can be chosen, and the lines of the bill."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from lintas.directory.catalogue.rules.shapes import (
    FEE_CHOICE,
    YES,
    Answers,
    FeeLine,
    FeeOption,
    FeeRule,
    Prices,
)
from lintas.foundation.errors import DomainError

CHILD_HOLDER = "child_holder"
"""The question whether the booklet is for a child, where the service itself does not say."""

LONGEST_FOR_A_CHILD = 5
"""Years a child's booklet may be valid. Legal source: docs/legal/register.md, entry "ten_year"."""


class FeeRefused(DomainError):
    """The bill cannot be drawn up."""

    code = "catalogue.fee_refused"
    status = 400


class FeeNotChosen(FeeRefused):
    """There are several possibilities and none was taken."""

    code = "catalogue.fee_not_chosen"
    text = _("Pilih dahulu jenis yang Anda inginkan, lalu lanjutkan.")


class FeeNotOffered(FeeRefused):
    """The chosen possibility is not offered with these answers."""

    code = "catalogue.fee_not_offered"
    text = _("Pilihan biaya itu tidak tersedia untuk jawaban Anda. Pilih salah satu yang ditawarkan.")


class NoTariff(FeeRefused):
    """A fee has no price in rupiah on that day."""

    code = "catalogue.no_tariff"
    text = _("Tarif untuk hari itu belum tercatat. Tanyakan kepada petugas sebelum membayar.")
    status = 409


def options(rule: FeeRule, answers: Answers, *, without_books: Collection[str] = ()) -> tuple[FeeOption, ...]:
    """
    Return the fees to choose from.

    Leaves out what the answers exclude: ten-year booklets for a child, fees of other indices; and
    the kinds of booklet in ``without_books``, which the office does not stock.
    """
    child = answers.get(CHILD_HOLDER) == YES
    answer = answers.get(rule.by_question) if rule.by_question else None
    offered = rule.by.get(answer, frozenset()) if answer is not None else None
    return tuple(
        option
        for option in rule.one_of
        if option.book not in without_books
        and not (child and option.years > LONGEST_FOR_A_CHILD)
        and (offered is None or option.fee_id in offered)
    )


def lines(
    rule: FeeRule,
    answers: Answers,
    *,
    on: date,
    prices: Prices,
    applicants: int = 1,
    without_books: Collection[str] = (),
) -> tuple[FeeLine, ...]:
    """
    Return the lines of the bill by the tariff of the day ``on``, on which the billing code is created.

    Where each applicant pays, the amounts are for ``applicants`` people together.

    :raises FeeNotChosen: several fees are possible and the answer ``fee`` is missing.
    :raises FeeNotOffered: the answer ``fee`` is not among the possible ones.
    :raises NoTariff: a fee has no price in rupiah that day.
    Legal source: docs/legal/register.md, entry "tariff_date".
    """
    wanted = _wanted(rule, answers, without_books)
    known = prices(frozenset(fee.fee_id for fee in wanted), on)
    if any(fee.fee_id not in known for fee in wanted):
        raise NoTariff
    times = applicants if rule.per_applicant else 1
    return tuple(
        FeeLine(
            fee_id=fee.fee_id,
            text=fee.text,
            amount_idr=known[fee.fee_id].amount_idr * times,
            basis=known[fee.fee_id].basis,
            confidence=known[fee.fee_id].confidence,
            since=known[fee.fee_id].since,
        )
        for fee in wanted
    )


def _wanted(rule: FeeRule, answers: Answers, without_books: Collection[str]) -> list[FeeOption]:
    wanted: list[FeeOption] = []
    if rule.one_of:
        chosen = _chosen(options(rule, answers, without_books=without_books), answers)
        wanted.append(chosen)
        if chosen.fee_id in rule.along:
            wanted.append(rule.along[chosen.fee_id])
    elif FEE_CHOICE in answers:
        raise FeeNotOffered
    wanted += [fee for fee in rule.add if fee.fee_id not in rule.waive or not rule.waive[fee.fee_id].holds(answers)]
    wanted += [fee for fee in rule.optional if answers.get(fee.fee_id) == YES]
    return wanted


def _chosen(offered: tuple[FeeOption, ...], answers: Answers) -> FeeOption:
    choice = answers.get(FEE_CHOICE)
    if choice is None:
        if len(offered) == 1:
            return offered[0]
        raise FeeNotChosen if offered else FeeNotOffered
    for option in offered:
        if option.fee_id == choice:
            return option
    raise FeeNotOffered
