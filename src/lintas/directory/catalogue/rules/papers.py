"""Which papers are needed, and what the papers at hand amount to: one rule for page, form and officer."""

from collections.abc import Mapping, Sequence

from lintas.directory.catalogue.rules.shapes import Answers, Needed, Requirement, Verdict


def needed(requirements: Sequence[Requirement], answers: Answers) -> tuple[Needed, ...]:
    """Return what these answers ask for, in the order of the policy."""
    return tuple(
        Needed(key=asked.key, options=asked.options, name=asked.name, because=asked.when)
        for asked in requirements
        if asked.when is None or asked.when.holds(answers)
    )


def judge(asked: Sequence[Needed], given: Mapping[str, str], *, unanswered: tuple[str, ...]) -> Verdict:
    """Compare the papers at hand, requirement key to document key, with what is needed."""
    accepted = {each.key for each in asked if given.get(each.key) in {document.key for document in each.options}}
    return Verdict(
        missing=tuple(each for each in asked if each.key not in accepted),
        unknown=tuple(sorted(set(given) - accepted)),
        unanswered=unanswered,
    )
