"""The write side: bills, codes, notices and money. Every change of this app happens here."""

from lintas.exchange.payments.operations.asking import NoCodeMissing, ask_for_code, want_code
from lintas.exchange.payments.operations.billing import (
    BillStillOpen,
    BillWrong,
    CreditNotUsable,
    NoOpenBill,
    raise_bill,
    record_code,
    withdraw_bill,
)
from lintas.exchange.payments.operations.closing import expire_code
from lintas.exchange.payments.operations.money import MoneyNotFound, refer_money
from lintas.exchange.payments.operations.notices import NoticeCopied, accept_notice, record_notice
from lintas.exchange.payments.operations.receiving import ContradictingNotice, record_payment
from lintas.exchange.payments.queries import BillLine

__all__ = [
    "BillLine",
    "BillStillOpen",
    "BillWrong",
    "ContradictingNotice",
    "CreditNotUsable",
    "MoneyNotFound",
    "NoCodeMissing",
    "NoOpenBill",
    "NoticeCopied",
    "accept_notice",
    "ask_for_code",
    "expire_code",
    "raise_bill",
    "record_code",
    "record_notice",
    "record_payment",
    "refer_money",
    "want_code",
    "withdraw_bill",
]
