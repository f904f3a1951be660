"""A draft as its steps: what is done, what is next, and how far along one is."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lintas.casework.applications.queries import CaseInfo
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.foundation.words import Bilingual
from lintas.ui import filters
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.queries import AppointmentInfo

WESTERN = "Asia/Jakarta"
"""The zone of a case that has no point yet."""

STEPS: dict[str, str | Promise] = {
    "questions": gettext_lazy("Pertanyaan awal"),
    "identity": gettext_lazy("Data pemohon"),
    "contact": gettext_lazy("Kontak"),
    "papers": gettext_lazy("Berkas"),
    "needs": gettext_lazy("Bantuan saat datang"),
    "place": gettext_lazy("Tempat dan waktu"),
    "check": gettext_lazy("Periksa dan kirim"),
}
"""The steps in their order; each is an address of the same name."""

OPTIONAL = frozenset({"contact", "needs"})
"""Who leaves these out can hand in all the same."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One entry of the step list (`ui.steps`)."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Task:
    """One entry of the task list (`ui.task_list`)."""

    text: str
    state: str
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class Draft:
    """
    What every page of a draft shows around its step.

    ``held`` is the place kept for the person now, ``lost`` that one was kept and its time ran out.
    """

    case: CaseInfo
    service: Bilingual
    for_child: bool
    zone: str
    lines: tuple[StepLine, ...]
    done: frozenset[str]
    held: AppointmentInfo | None
    lost: bool
    missing: int

    @property
    def next_step(self) -> str:
        """The first step that is not done yet."""
        return next((key for key in STEPS if key not in self.done), "check")

    @property
    def position(self) -> int:
        """Where the next step stands in the order, from 0."""
        return list(STEPS).index(self.next_step)

    @property
    def open_steps(self) -> tuple[str, ...]:
        """The names of what must still be done before the draft can be handed in."""
        return tuple(str(STEPS[key]) for key in STEPS if key not in self.done | OPTIONAL | {"check"})


def draft(case: CaseInfo, *, at: datetime) -> Draft:
    """Return the draft with the state of its steps. One query beside what is remembered."""
    policy = catalogue.policy(case.policy_id)
    appointment = appointments.appointment_of(case.id)
    held = appointment if appointment and _is_held(appointment, at=at) else None
    missing = sum(item.state == "expected" for item in case.items)
    done = set(case.filled) & set(STEPS)
    if case.items and not missing and "questions" in done:
        done.add("papers")
    if held is not None and held.point_id == case.point_id:
        done.add("place")
    return Draft(
        case=case,
        service=policy.name,
        for_child=policy.holder == "child",
        zone=offices.point(id=case.point_id).zone if case.point_id else WESTERN,
        lines=tuple(StepLine(text=str(text), href=address(key, case)) for key, text in STEPS.items()),
        done=frozenset(done),
        held=held,
        lost=appointment is not None and held is None,
        missing=missing,
    )


def tasks(draft: Draft) -> tuple[Task, ...]:
    """Return the steps as a task list."""
    return tuple(
        Task(text=str(text), state=_state(key, draft), href=address(key, draft.case), note=_note(key, draft))
        for key, text in STEPS.items()
    )


def address(step: str, case: CaseInfo) -> str:
    """Return where the step is."""
    return reverse(f"applications:{step}", kwargs={"reference": case.reference})


def step_after(step: str) -> str:
    """Return the step that follows."""
    order = list(STEPS)
    return order[min(order.index(step) + 1, len(order) - 1)]


def _is_held(appointment: AppointmentInfo, *, at: datetime) -> bool:
    return appointment.state == "held" and appointment.held_until is not None and appointment.held_until > at


def _state(key: str, draft: Draft) -> str:
    if key in draft.done:
        return "done"
    if key == "place" and draft.lost:
        return "problem"
    if key == draft.next_step:
        return "next"
    blocked = (key == "papers" and "questions" not in draft.done) or (key == "check" and draft.open_steps)
    return "blocked" if blocked else "todo"


def _note(key: str, draft: Draft) -> str:
    if key == "papers" and draft.case.items:
        all_of_them = len(draft.case.items)
        return ngettext(
            "%(given)s dari %(num)s berkas sudah ada", "%(given)s dari %(num)s berkas sudah ada", all_of_them
        ) % {"given": all_of_them - draft.missing, "num": all_of_them}
    if key == "place" and draft.held is not None:
        when = filters.moment(draft.held.starts_at, draft.zone)
        until = filters.clock(draft.held.held_until, draft.zone) if draft.held.held_until else ""
        return _("%(when)s, disimpan untuk Anda sampai %(until)s") % {"when": when, "until": until}
    if key == "place" and draft.lost:
        return _("Waktu simpan tempat sudah habis. Pilih jadwal lagi; isian lain tetap aman.")
    if key == "contact" and "contact" not in draft.done:
        return _("Boleh kosong, tetapi kami sarankan diisi")
    return ""
