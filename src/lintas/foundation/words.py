"""Texts that come as data in both languages."""

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Indonesian and in English; shown in the language of the page, Indonesian when in doubt."""

    id: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "id").startswith("en") and self.en else self.id
