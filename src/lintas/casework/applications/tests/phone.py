"""A citizen's phone: opens pages, fills in forms, keeps what the pages said."""

import io
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from urllib.parse import urlencode
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw

from lintas.casework.applications import queries
from lintas.casework.documents.cleaning import Picture
from lintas.directory.offices import queries as offices
from lintas.visit.appointments import queries as appointments

FORM = "application/x-www-form-urlencoded"
IDENTITY = {
    "full_name": "SITI CONTOH",
    "nik": "9999 0157 0590 0001",
    "birth_date_day": "17",
    "birth_date_month": "mei",
    "birth_date_year": "1990",
    "birth_place": "PAYAKUMBUH",
    "sex": "F",
    "address": "JALAN CONTOH 1",
    "village": "13.76.01.1002",
}
ANSWERS = {"married": "no", "fee": "passport.elec.10y"}


def specimen() -> bytes:
    """Return the picture of a card that belongs to nobody."""
    image = Image.new("RGB", (860, 540), "#cfe5ef")
    pen = ImageDraw.Draw(image)
    for line, text in enumerate(("PROVINSI CONTOH", "NIK : 9999 0157 0590 0001", "SITI CONTOH", "JALAN CONTOH 1")):
        pen.text((48, 60 + 60 * line), text, fill="#16242b", font_size=34)
    pen.rectangle((610, 150, 800, 400), fill="#9cc3d4")
    made = io.BytesIO()
    image.save(made, "JPEG", quality=80)
    return made.getvalue()


PICTURES = (Picture(width=860, height=540, jpeg=specimen()),)


@dataclass
class Phone:
    """One browser. ``said`` is the text of the last page, white space folded."""

    client: Client = field(default_factory=Client)
    reference: str = ""
    code: str = ""
    said: str = ""
    status: int = 0
    at_page: str = ""

    def get(self, address: str, *, language: str = "id", **headers: str):
        self.client.cookies["bahasa"] = language
        return self._keep(self.client.get(address, headers=headers, follow=True))

    def post(self, address: str, /, *, follow: bool = True, once: str = "", **fields):
        sent = {"once": once or str(uuid4()), **fields}
        if any(hasattr(value, "read") for value in fields.values()):
            return self._keep(self.client.post(address, sent, follow=follow))
        form = urlencode(sent, doseq=True)  # as browsers send a form without a file
        return self._keep(self.client.post(address, form, content_type=FORM, follow=follow))

    def step(self, name: str, **fields):
        """Send the form of a page of the case."""
        return self.post(self.page(name), **fields)

    def see(self, name: str, **options):
        """Open a page of the case."""
        return self.get(self.page(name), **options)

    def page(self, name: str) -> str:
        return f"/permohonan/{self.reference}/{name}/" if name else f"/permohonan/{self.reference}/"

    def begin(self, service: str = "passport.renew.standard"):
        reply = self.post("/ajukan/", layanan=service)
        self.reference, self.code = re.findall(r'data-copy="([^"]+)"', reply.content.decode())
        return reply

    @property
    def case(self) -> queries.CaseInfo:
        return queries.by_reference(self.reference)

    def open(self, walk) -> "Phone":
        """Come into the case of a walk with its reference and code."""
        self.reference, self.code = walk.started.reference, walk.started.resume_code
        self.post("/lanjutkan/", reference=self.reference, code=self.code)
        return self

    def fill(self) -> "Phone":
        """Come to the step of the place with everything before it done, without looking at the pages between."""
        self.begin()
        self.step("pertanyaan", follow=False, **ANSWERS)
        self.step("data", follow=False, **IDENTITY)
        self.step("kontak", follow=False, email="siti@contoh.example", phone="0812 3456 7890")
        for item in self.case.items:
            self.upload(item.key, item.document, follow=False)
        return self

    def upload(
        self,
        requirement: str,
        document: str,
        name: str = "berkas",
        content: bytes = b"\xff\xd8\xff-foto",
        *,
        follow: bool = True,
    ):
        file = SimpleUploadedFile("foto.jpg", content, content_type="image/jpeg")
        return self.step(name, follow=follow, requirement=requirement, document=document, page=file)

    def place(self, *, slug: str = "payakumbuh", at) -> "Phone":
        self.step("jadwal", follow=False, point=str(offices.point(slug=slug).id))
        self.step("jadwal", slot=str(a_slot(slug, at=at)))
        return self

    def submit(self, *, at) -> "Phone":
        self.fill().place(at=at)
        self.step("periksa", declaration="on")
        return self

    def _keep(self, reply):
        text = reply.content.decode() if "text/html" in reply.headers.get("Content-Type", "") else ""
        self.said = " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())
        self.status = reply.status_code
        self.at_page = reply.redirect_chain[-1][0] if getattr(reply, "redirect_chain", ()) else ""
        return reply


def a_slot(slug: str = "payakumbuh", *, at, later: int = 0):
    """Return the id of an open session with a place, some days ahead."""
    point, day, found = offices.point(slug=slug), (at + timedelta(days=2)).date(), []
    while len(found) <= later:
        found += [slot.id for slot in appointments.open_slots(point_id=point.id, on=day, at=at) if slot.left]
        day = date.fromordinal(day.toordinal() + 1)
    return found[later]
