"""Codes that a camera reads, as drawings that grow with their place."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=500)
def drawing(text: str) -> SafeString:
    """Return an SVG of the QR code that says ``text``; a quarter of it may be soiled."""
    return mark_safe(segno.make(text, error="q", micro=False).svg_inline(omitsize=True, border=2))  # noqa: S308 (our own drawing)
