"""Which answers a policy understands."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from lintas.directory.catalogue.rules.shapes import FEE_CHOICE, NO, YES, Answers, Question
from lintas.foundation.errors import DomainError


class AnswerRefused(DomainError):
    """An answer does not fit the questions of the service."""

    code = "catalogue.answer_refused"
    status = 400


class UnknownQuestion(AnswerRefused):
    """The service asks no such question."""

    code = "catalogue.unknown_question"
    text = _("Layanan ini tidak menanyakan “%(question)s”. Buka kembali halaman layanan, lalu jawab dari sana.")


class UnknownAnswer(AnswerRefused):
    """The question has no such option."""

    code = "catalogue.unknown_answer"
    text = _("Jawaban “%(answer)s” tidak ada untuk pertanyaan: %(question)s Pilih salah satu jawaban yang tersedia.")


def check(questions: Collection[Question], answers: Answers, *, extras: Collection[str] = ()) -> None:
    """
    Refuse answers that the policy does not understand; missing ones are fine.

    ``extras`` are the optional fees, wanted with ``"yes"``. The choice of a fee is checked with the fees.

    :raises UnknownQuestion: an answer to something that is not asked.
    :raises UnknownAnswer: an answer that is not among the options.
    """
    known = {question.key: question for question in questions}
    for key, answer in answers.items():
        if key == FEE_CHOICE or (key in extras and answer in (YES, NO)):
            continue
        if key not in known:
            raise UnknownQuestion(question=key[:40])
        if answer not in {option.key for option in known[key].options}:
            raise UnknownAnswer(question=str(known[key].text), answer=str(answer)[:40])


def unanswered(questions: Collection[Question], answers: Answers) -> tuple[str, ...]:
    """Return the keys of the questions that are still open, in their order."""
    return tuple(question.key for question in questions if question.key not in answers)
