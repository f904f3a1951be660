"""From kabupaten to kecamatan to village, one select after the other, without scripts."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.directory.offices import queries

ELSEWHERE = "lain"


class HomeForm(forms.Form):
    """
    Where somebody lives, from the address of the page. A field appears once the one above it is answered.

    A village alone is enough, as links give it. Whoever changes the kabupaten need not clear the
    rest: what does not lie below the answer above it counts as not yet given.
    """

    kabupaten = forms.ChoiceField(
        label=_("Kabupaten atau kota"),
        error_messages={
            "required": _("Pilih kabupaten atau kota Anda."),
            "invalid_choice": _("Kabupaten atau kota ini tidak ada di daftar. Pilih salah satu dari daftar."),
        },
    )
    kecamatan = forms.ChoiceField(
        label=_("Kecamatan"),
        error_messages={
            "required": _("Pilih kecamatan Anda."),
            "invalid_choice": _("Kecamatan ini tidak ada di kabupaten atau kota itu. Pilih salah satu dari daftar."),
        },
    )
    desa = forms.ChoiceField(
        label=_("Desa atau kelurahan"),
        error_messages={
            "required": _("Pilih desa atau kelurahan Anda."),
            "invalid_choice": _("Desa atau kelurahan ini tidak ada di kecamatan itu. Pilih salah satu dari daftar."),
        },
    )

    def __init__(self, query: Mapping[str, str]) -> None:
        given = _completed(query)
        super().__init__(given if any(name in query for name in given) else None)
        self._offer("kabupaten", queries.regencies(), (ELSEWHERE, _("Kabupaten atau kota lain")))
        self._offer_below(given["kabupaten"], "kecamatan", asked=query.get("kecamatan") == "")
        self._offer_below(given["kecamatan"], "desa", asked=query.get("desa") == "")

    def answer(self) -> str:
        """Return the code of the smallest region there is to choose; empty while more must be asked."""
        return self.cleaned_data[list(self.fields)[-1]]

    def _offer_below(self, around: str, name: str, *, asked: bool) -> None:
        """Offer the regions below ``around``; only who was ``asked`` before can have left it empty."""
        try:
            below = queries.children(around)
        except queries.UnknownRegion:
            below = ()
        if below:
            self._offer(name, below)
            self.fields[name].required = asked
        else:
            del self.fields[name]

    def _offer(self, name: str, regions: Iterable[queries.RegionInfo], *more: tuple[str, object]) -> None:
        options = [(found.code, found.name) for found in regions]
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", _("Pilih")), *options, *more]


def _completed(query: Mapping[str, str]) -> dict[str, str]:
    desa = query.get("desa", "")
    kecamatan = query.get("kecamatan", "") or _above(desa)
    kabupaten = query.get("kabupaten", "") or _above(kecamatan)
    if not kecamatan.startswith(f"{kabupaten}."):
        kecamatan = ""
    if not desa.startswith(f"{kecamatan}."):
        desa = ""
    return {"kabupaten": kabupaten, "kecamatan": kecamatan, "desa": desa}


def _above(code: str) -> str:
    """Return the code of the region around; a text that is no code stays, to be refused by its field."""
    return code.rpartition(".")[0] or code
