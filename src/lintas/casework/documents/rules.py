"""What may be uploaded. Limits of the security rules, section "Uploads"."""

from enum import StrEnum

MEBIBYTE = 1024 * 1024
FILE_BYTES = 8 * MEBIBYTE
CASE_BYTES = 60 * MEBIBYTE
CASE_FILES = 20
PIXELS = 40_000_000
PDF_PAGES = 20


class Kind(StrEnum):
    """The kinds of file that are accepted, told apart by their first bytes and never by their name."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"


def kind_of(content: bytes) -> Kind | None:
    """Return the kind that the first bytes show, or None for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return Kind.WEBP
    if content.startswith(b"%PDF-"):
        return Kind.PDF
    return None


def is_apple_photo(content: bytes) -> bool:
    """Say whether the bytes are a HEIC photo, which deserves a hint of its own."""
    return content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"hevc")
