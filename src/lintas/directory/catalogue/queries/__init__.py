"""
The read side of the catalogue: the front door for everyone who asks what is needed, charged or promised.

Answers come from memory where they may: see `remembering`. "Day" is always the office's calendar day.
"""

from lintas.directory.catalogue.queries.law import legal_sources
from lintas.directory.catalogue.queries.listing import (
    ServiceInfo,
    UnknownService,
    find_services,
    service,
    services,
)
from lintas.directory.catalogue.queries.parameters import (
    ParameterOfAnotherKind,
    UnknownParameter,
    count,
    duration,
    months,
    parameter,
    time_of_day,
    today,
    unstocked_books,
    working_days,
)
from lintas.directory.catalogue.queries.policies import (
    NotInForce,
    PolicyVersion,
    UnknownPolicy,
    policy,
    policy_in_force,
    policy_versions,
    prices,
)
from lintas.directory.catalogue.queries.refusing import Ground, grounds
from lintas.directory.catalogue.rules.asking import AnswerRefused, UnknownAnswer, UnknownQuestion
from lintas.directory.catalogue.rules.charging import FeeNotChosen, FeeNotOffered, FeeRefused, NoTariff
from lintas.directory.catalogue.rules.policy import PolicyInfo
from lintas.directory.catalogue.rules.shapes import (
    FEE_CHOICE,
    NO,
    YES,
    Answers,
    Document,
    FeeLine,
    FeeOption,
    LegalSource,
    Needed,
    Option,
    Price,
    Question,
    Verdict,
)
from lintas.directory.catalogue.rules.values import Months, Span, WorkingDays
from lintas.directory.catalogue.unsure import Unsure, questions_for_the_office, to_be_confirmed

__all__ = [
    "FEE_CHOICE",
    "NO",
    "YES",
    "AnswerRefused",
    "Answers",
    "Document",
    "FeeLine",
    "FeeNotChosen",
    "FeeNotOffered",
    "FeeOption",
    "FeeRefused",
    "Ground",
    "LegalSource",
    "Months",
    "Needed",
    "NoTariff",
    "NotInForce",
    "Option",
    "ParameterOfAnotherKind",
    "PolicyInfo",
    "PolicyVersion",
    "Price",
    "Question",
    "ServiceInfo",
    "Span",
    "UnknownAnswer",
    "UnknownParameter",
    "UnknownPolicy",
    "UnknownQuestion",
    "UnknownService",
    "Unsure",
    "Verdict",
    "WorkingDays",
    "count",
    "duration",
    "find_services",
    "grounds",
    "legal_sources",
    "months",
    "parameter",
    "policy",
    "policy_in_force",
    "policy_versions",
    "prices",
    "questions_for_the_office",
    "service",
    "services",
    "time_of_day",
    "to_be_confirmed",
    "today",
    "unstocked_books",
    "working_days",
]
