"""What was found before a decision: interviews, examinations, earlier decisions."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lintas.casework.applications import queries, rules
from lintas.casework.applications.presenters import desk_words as words
from lintas.casework.applications.presenters.desk_data import Row
from lintas.casework.applications.presenters.desk_file import File
from lintas.casework.applications.vocabulary import DOUBTS, EXEMPTIONS, GUIDE
from lintas.ui import filters


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: a heading, coded rows, and a text that was written."""

    title: str
    rows: tuple[Row, ...]
    text: str = ""


def findings(case: queries.CaseInfo, file: File, *, zone: str) -> tuple[Finding, ...]:
    """Return the findings of the file, the oldest first."""
    found = [_capture(file.capture, file.opened)] if file.capture else []
    found += [_interview(one, file, zone) for one in file.interviews]
    for step in file.steps:
        if step.note:
            title = f"{words.STEPS[step.transition]}, {filters.short_moment(step.at, zone)}"
            found.append(Finding(title=title, rows=(), text=file.opened.text(step.note)))
    found += [_decision(case, one, file.opened, zone) for one in case.decisions if one.evidence]
    return tuple(found)


def _capture(taken: queries.CaptureInfo, opened: queries.Opened) -> Finding:
    count = int(opened.text(taken.fingers))
    fingers = Row(
        _("Sidik jari"),
        _("%(n)s dari 10") % {"n": count},
        note=str(EXEMPTIONS.get(opened.text(taken.exemption), "")),
        kind="equal" if count == rules.TEN_FINGERS else "different",
    )
    return Finding(title=_("Foto dan sidik jari"), rows=(Row(_("Rujukan"), taken.core_reference), fingers))


def _interview(interview: queries.InterviewInfo, file: File, zone: str) -> Finding:
    opened = file.opened
    said = opened.answers(interview.findings)
    rows = [Row(str(question), str(options.get(said.get(key, ""), ""))) for key, (question, options) in GUIDE.items()]
    if interview.reason:
        doubt = opened.text(interview.reason)
        rows.append(Row(_("Keraguan"), str(DOUBTS.get(doubt, doubt)), kind="different"))
    signed = _("ditandatangani") if interview.declaration_signed else _("belum ditandatangani")
    rows.append(Row(_("Pernyataan"), signed, kind="equal" if interview.declaration_signed else "different"))
    who = file.aliases.get(interview.officer_id) or _("petugas wawancara")
    title = _("Wawancara oleh %(who)s, %(when)s") % {"who": who, "when": filters.short_moment(interview.held_at, zone)}
    return Finding(title=title, rows=tuple(rows), text=opened.text(interview.note))


def _decision(case: queries.CaseInfo, decision: queries.DecisionInfo, opened: queries.Opened, zone: str) -> Finding:
    ground = words.reason_text(opened.text(decision.ground), service_key=case.service_key)
    rows = [
        Row(_("Alasan"), capfirst(ground)),
        Row(_("Pasal"), opened.text(decision.clause)),
        Row(_("Cara memperbaiki"), opened.text(decision.remedy)),
    ]
    if decision.review_on:
        rows.append(Row(_("Ditinjau kembali"), filters.day(decision.review_on)))
    title = f"{words.DECISIONS[decision.kind]}, {filters.short_moment(decision.decided_at, zone)}"
    return Finding(title=title, rows=tuple(rows), text=opened.text(decision.evidence))
