"""What visitors and officers send, read with care."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lintas.directory.offices import queries as offices
from lintas.foundation.errors import DomainError
from lintas.visit.queueing import operations, rules
from lintas.visit.queueing.states import BREAK_LENGTHS, Action, BreakReason, OverrideReason, Station

TURN = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Wish:
    """An officer's act at the counter; ``station`` when the visitor goes on."""

    action: Action
    ticket_id: UUID | None
    station: str


class NoSuchPage(DomainError):
    """The address of a day page names a day that has not come, or no day or number at all."""

    code = "queueing.no_such_day"
    text = _("Hari pada alamat halaman ini tidak ada atau belum tiba. Buka kembali dari papan antrean.")
    status = 400


def past_day(request: HttpRequest, *, today: date) -> date:
    """Return the day in the address, today when it names none. :raises NoSuchPage: none such, or not yet."""
    text = request.GET.get("hari", "")
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        raise NoSuchPage from None
    if day > today:
        raise NoSuchPage
    return day


def turn_asked(request: HttpRequest) -> int | None:
    """Return the newest turn that the page of a day shows, None for the latest. :raises NoSuchPage: not a number."""
    text = request.GET.get("sampai", "")
    if not text:
        return None
    if not TURN.fullmatch(text):
        raise NoSuchPage
    return int(text)


class NumberForm(forms.Form):
    """Which number of which hall somebody holds."""

    titik = forms.ChoiceField(label=_("Titik layanan"), error_messages={"required": _("Pilih titik layanan.")})
    nomor = forms.CharField(
        label=_("Nomor antrean"),
        help_text=_("Seperti tertulis di tiket Anda, misalnya A 024."),
        max_length=12,
        error_messages={"required": _("Tulis nomor antrean Anda, misalnya A 024.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = cast(forms.ChoiceField, self.fields["titik"])
        places.choices = [("", _("Pilih")), *((point.slug, point.name) for point in offices.points())]

    def clean_nomor(self) -> tuple[str, int]:
        """Return letter and number. :raises ValidationError: it is not written like one."""
        found = rules.read_number(self.cleaned_data["nomor"])
        if found is None:
            raise forms.ValidationError(_("Tulis satu huruf dan sampai tiga angka, misalnya A 024."))
        return found


class OutOfTurnForm(forms.Form):
    """Which waiting number is called out of turn, and why; the operation checks both."""

    ticket = forms.UUIDField(
        label=_("Nomor"),
        widget=forms.Select,
        error_messages={"required": _("Pilih nomor yang menunggu."), "invalid": operations.NotInLine.text},
    )
    reason = forms.ChoiceField(
        label=_("Alasan, terlihat oleh semua orang"),
        choices=OverrideReason.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), operations.OverrideReasonNeeded.text),
    )

    use_required_attribute = False

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, auto_id="luar-%s")

    def offer(self, numbers: Iterable[tuple[str, str]]) -> Self:
        """Let one of these numbers be chosen, each by its id and as it is read; what was chosen stays chosen."""
        cast(forms.Select, self.fields["ticket"].widget).choices = [("", _("Pilih")), *numbers]
        return self


class BreakForm(forms.Form):
    """Why a counter rests, and for how long."""

    reason = forms.ChoiceField(
        label=_("Alasan jeda"),
        choices=BreakReason.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Pilih alasannya.")),
    )
    minutes = forms.TypedChoiceField(
        label=_("Lama jeda"),
        coerce=int,
        error_messages=dict.fromkeys(("required", "invalid_choice"), operations.NoSuchBreak.text),
    )

    use_required_attribute = False

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, auto_id="jeda-%s")
        lengths = [(minutes, _("%(minutes)s menit") % {"minutes": minutes}) for minutes in BREAK_LENGTHS]
        cast(forms.ChoiceField, self.fields["minutes"]).choices = lengths


class WishForm(forms.Form):
    """A button of the console: ``act`` is an action, or ``transfer:<station>``; ``ticket`` whom it is about."""

    ticket = forms.UUIDField(required=False)
    act = forms.CharField(max_length=40)

    def wish(self) -> Wish | None:
        """Return what the officer wants, None when the form makes no sense."""
        if not self.is_valid():
            return None
        name, _colon, station = self.cleaned_data["act"].partition(":")
        if name not in Action.values or (station and station not in Station.values):
            return None
        return Wish(action=Action(name), ticket_id=self.cleaned_data["ticket"], station=station)
