"""Reading aids: the language, size of letters and contrast that a person has chosen, kept in cookies."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

TEXT_COOKIE = "huruf"
CONTRAST_COOKIE = "kontras"
TEXT_SIZES = ("biasa", "besar", "lebih-besar")
CONTRASTS = ("biasa", "tinggi")


@dataclass(frozen=True, slots=True)
class Aids:
    """How this person reads; ``here`` is the address to come back to after changing it."""

    language: str
    text: str
    contrast: str
    here: str

    @property
    def next_text(self) -> str:
        """The size that the one button in the header leads to: one step larger, then back to the first."""
        return TEXT_SIZES[(TEXT_SIZES.index(self.text) + 1) % len(TEXT_SIZES)]

    @property
    def next_contrast(self) -> str:
        """The contrast that the button in the header leads to."""
        return CONTRASTS[(CONTRASTS.index(self.contrast) + 1) % len(CONTRASTS)]


def aids(request: HttpRequest) -> Aids:
    """Return what the cookies say, with the ordinary setting for anything unknown."""
    text = request.COOKIES.get(TEXT_COOKIE, "")
    contrast = request.COOKIES.get(CONTRAST_COOKIE, "")
    return Aids(
        language="en" if (get_language() or "id").startswith("en") else "id",
        text=text if text in TEXT_SIZES else TEXT_SIZES[0],
        contrast=contrast if contrast in CONTRASTS else CONTRASTS[0],
        here=request.get_full_path(),
    )
