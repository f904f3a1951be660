"""How one person wants the page: language, size of letters, voice, and on which side the keys are. Kept in a cookie."""

from dataclasses import dataclass, replace

NAME = "cara"


@dataclass(frozen=True, slots=True)
class Manners:
    """As the next person finds it: Indonesian, usual letters, silent, keys on the right."""

    language: str = "id"
    is_large: bool = False
    is_spoken: bool = False
    is_left: bool = False

    def changed(self, wish: str) -> "Manners":
        """Return these with one thing the other way; an unknown wish changes nothing."""
        match wish:
            case "bahasa":
                return replace(self, language="en" if self.language == "id" else "id")
            case "huruf":
                return replace(self, is_large=not self.is_large)
            case "suara":
                return replace(self, is_spoken=not self.is_spoken)
            case "sisi":
                return replace(self, is_left=not self.is_left)
        return self

    def text(self) -> str:
        """Return these as the value of a cookie."""
        return self.language + "".join("01"[one] for one in (self.is_large, self.is_spoken, self.is_left))


def read(text: str) -> Manners:
    """Return what a cookie says; what cannot be read is as for the next person."""
    if len(text) != 5 or text[:2] not in ("id", "en") or set(text[2:]) - {"0", "1"}:
        return Manners()
    large, spoken, left = (one == "1" for one in text[2:])
    return Manners(text[:2], large, spoken, left)
