"""Specimen papers: drawn, with the invented data on them, and CONTOH across their face."""

import io
import random
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from simulators.population.people import Person

Colour = tuple[int, int, int]

SIZE = (1000, 630)
INK, FAINT, WARNING = (30, 50, 60), (206, 219, 222), (140, 30, 24)
GROUNDS = ((232, 240, 244), (240, 236, 226), (234, 242, 232), (243, 235, 238))
BANDS = ((10, 74, 90), (96, 62, 20), (32, 82, 52), (98, 36, 58))
TITLES = {
    "ktp": "KARTU TANDA PENDUDUK",
    "ktp_ayah": "KARTU TANDA PENDUDUK (AYAH)",
    "ktp_ibu": "KARTU TANDA PENDUDUK (IBU)",
    "kk": "KARTU KELUARGA",
    "akta_lahir": "KUTIPAN AKTA KELAHIRAN",
    "paspor_lama": "PASPOR LAMA",
    "nikah_ortu": "BUKU NIKAH ORANG TUA",
    "pernyataan_ortu": "SURAT PERNYATAAN ORANG TUA",
    "kuasa_ortu": "SURAT KUASA ORANG TUA",
}
WITH_PORTRAIT = frozenset({"ktp", "ktp_ayah", "ktp_ibu", "paspor_lama"})
KINDS = ("jpg", "jpg", "jpg", "png", "pdf")
TYPES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}
FORMATS = {"jpg": "JPEG", "png": "PNG", "pdf": "PDF"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to upload."""

    name: str
    content: bytes
    kind: str


def specimen(person: Person, document: str, *, unreadable: bool = False) -> Paper:
    """Return the person's paper of this kind; the same each time. An unreadable one is badly out of focus."""
    chance = random.Random(f"{person.nik}/{document}")
    look = chance.randrange(len(GROUNDS))
    picture = _drawn(person, document, ground=GROUNDS[look], band=BANDS[look])
    if unreadable:
        picture = picture.filter(ImageFilter.GaussianBlur(14))
    ending = "jpg" if unreadable else chance.choice(KINDS)
    return Paper(f"{document}.{ending}", _encoded(picture, FORMATS[ending]), TYPES[ending])


def _drawn(person: Person, document: str, *, ground: Colour, band: Colour) -> Image.Image:
    picture = Image.new("RGB", SIZE, ground)
    pen = ImageDraw.Draw(picture)
    pen.text((90, 205), "CONTOH", font=_letters(205), fill=FAINT)
    pen.rectangle((0, 0, SIZE[0], 92), fill=band)
    pen.text((40, 24), TITLES.get(document, document.replace("_", " ").upper()), font=_letters(38), fill=ground)
    for row, (label, value) in enumerate(_lines(person)):
        top = 130 + row * 64
        pen.text((40, top), label, font=_letters(21), fill=band)
        pen.text((40, top + 24), value, font=_letters(29), fill=INK)
    if document in WITH_PORTRAIT:
        _portrait(pen, band)
    pen.text((40, 574), "CONTOH: bukan dokumen asli, orang ini tidak ada", font=_letters(27), fill=WARNING)
    pen.rectangle((0, 0, SIZE[0] - 1, SIZE[1] - 1), outline=band, width=6)
    return picture


def _lines(person: Person) -> tuple[tuple[str, str], ...]:
    return (
        ("NIK", person.nik),
        ("Nama", person.full_name),
        ("Tempat dan tanggal lahir", f"{person.birth_place}, {person.born:%d-%m-%Y}"),
        ("Jenis kelamin", "PEREMPUAN" if person.sex == "F" else "LAKI-LAKI"),
        ("Alamat", person.address.upper()),
        ("Desa atau kelurahan", person.village.upper()),
    )


def _portrait(pen: ImageDraw.ImageDraw, shade: Colour) -> None:
    """Draw the outline of nobody in particular."""
    pen.rectangle((740, 130, 950, 410), fill=(250, 250, 248), outline=shade, width=3)
    pen.ellipse((795, 170, 895, 280), fill=shade)
    pen.pieslice((760, 290, 930, 530), 180, 360, fill=shade)


@cache
def _letters(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=size)


def _encoded(picture: Image.Image, form: str) -> bytes:
    made = io.BytesIO()
    options = {"quality": 78} if form == "JPEG" else {"resolution": 110.0} if form == "PDF" else {}
    picture.save(made, form, **options)
    return made.getvalue()
