"""Where somebody lives: a few letters of the village's name, then one of those found. Works without scripts."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications.queries import village_words
from lintas.directory.offices import queries as offices

ELSEWHERE = "lain"
"""Chosen by those whose address lies in none of the five regions."""

OUTSIDE = _(
    "Desa atau kelurahan ini di luar wilayah kerja kelima titik layanan kami. Cari lagi dan pilih dari daftar, atau "
    "pilih “Alamat saya di daerah lain”."
)
NOT_FOUND = _(
    "Tidak ada desa atau kelurahan dengan nama itu di wilayah kami. Periksa ejaannya, tulis paling sedikit tiga huruf, "
    "atau pilih “Alamat saya di daerah lain”."
)
CHOOSE_ONE = _("Pilih desa atau kelurahan Anda dari yang kami temukan.")
WANTED = _("Tulis nama desa atau kelurahan, lalu tekan Cari desa.")


class VillageFields(forms.Form):
    """
    ``village_words`` are typed, ``village`` is chosen among those found.

    ``is_known``: the person has answered before; without a village that means another region.
    """

    village_words = forms.CharField(
        label=_("Desa atau kelurahan"),
        help_text=_("Tulis namanya, lalu tekan Cari desa. Boleh ditambah nama kecamatan."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-size": "medium"}),
    )
    village = forms.CharField(label=_("Pilih desa atau kelurahan Anda"), required=False, widget=forms.RadioSelect)

    def __init__(
        self, data: Mapping[str, str] | None = None, *, initial: Mapping[str, str], is_known: bool = False
    ) -> None:
        kept = initial.get("village", "")
        super().__init__(data, initial={**initial, "village": kept or (ELSEWHERE if is_known else "")})
        self.found = self._found(data or {})
        chosen = (data or {}).get("village", "") if data is not None else self.initial["village"]
        codes = dict.fromkeys([*self.found, *([chosen] if chosen else [])])
        options = [(code, words) for code in codes if code != ELSEWHERE and (words := village_words(code))]
        self.is_asked = bool(options or chosen or (data or {}).get("village_words"))
        self.fields["village"].widget.choices = [
            *options,
            (ELSEWHERE, _("Alamat saya di daerah lain")),
        ]

    def clean(self) -> dict[str, object]:
        given = super().clean() or self.cleaned_data
        village, words = given.get("village", ""), given.get("village_words", "")
        if village == ELSEWHERE:
            given["village"] = ""
        elif village and not village_words(village):
            self.add_error("village", OUTSIDE)
        elif not village and not words:
            self.add_error("village_words", WANTED)
        elif not village:
            self.add_error("village" if self.found else "village_words", CHOOSE_ONE if self.found else NOT_FOUND)
        return given

    @property
    def is_search(self) -> bool:
        """Whether the person pressed the button beside the name."""
        return "cari" in self.data

    def only_search(self) -> None:
        """Keep what was typed and say only what the search brought."""
        wrong = self.errors.get("village_words") or self.errors.get("village")
        self.errors.clear()
        if wrong and not self.found:
            self.add_error("village_words", NOT_FOUND if self.data.get("village_words") else WANTED)

    def _found(self, data: Mapping[str, str]) -> list[str]:
        words = data.get("village_words", "").strip()
        return [hit.code for hit in offices.villages_like(words, limit=12)] if words else []
