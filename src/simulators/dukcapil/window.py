"""The addresses of the registry: the signed comparison, and an open one to enter people."""

import hashlib
import hmac
import json

from simulators.counter import Counter, Faults
from simulators.register import SILENT, Register, likeness
from simulators.wire import Gate

ASK = "/dukcapil/get_json/LINTAS/CALL_VERIFY_BY_ELEMEN"
COMPARED = ("TMPT_LHR", "TGL_LHR", "JENIS_KLMIN")
ABSENT_CODE = "13"


class Window(Counter):
    """``POST .../CALL_VERIFY_BY_ELEMEN`` (signed, with password), ``POST /penduduk`` and ``POST /faults`` (open)."""

    register: Register
    gate: Gate
    password: str
    faults: Faults

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> None:
        if (method, path) == ("POST", ASK):
            self._compare(method, body)
        elif (method, path) == ("POST", "/penduduk"):
            for person in json.loads(body):
                self.register.enter(person["NIK"], person)
            self.send_json({"tercatat": True})
        elif (method, path) == ("POST", "/faults"):
            self.change_faults(body)
        elif path == "/siap":
            self.send_json({"siap": True})
        else:
            self.send_nothing(404)

    def _compare(self, method: str, body: bytes) -> None:
        if self.is_down():
            self.send_nothing(503)
            return
        if not self.gate.admits(method=method, path=self.path, headers=self.headers, body=body):
            self.send_nothing(401)
            return
        claim = json.loads(body)
        if not hmac.compare_digest(str(claim.get("PASSWORD", "")), self.password):
            self.send_json({"content": [{"RESPONSE_CODE": "05", "RESPONSE": "Password salah"}]}, status=403)
        elif str(claim["NIK"]).endswith(SILENT):
            self.send_nothing(503)
        else:
            self.send_json({"content": [self._words(claim)], "lastPage": True})

    def _words(self, claim: dict[str, str]) -> dict[str, str]:
        known = self.register.known_as(claim["NIK"], claim)
        if known is None:
            return {"RESPONSE_CODE": ABSENT_CODE, "RESPONSE": "Data tidak ditemukan"}
        alike = likeness(known["NAMA_LGKP"], claim["NAMA_LGKP"])
        name = f"Sesuai ({alike})" if alike >= int(claim["TRESHOLD"]) else f"Tidak Sesuai ({alike})"
        words = {key: "Sesuai" if known.get(key) == claim.get(key) else "Tidak Sesuai" for key in COMPARED}
        return {"NIK": "Sesuai", "NAMA_LGKP": name, **words}


def password_of(key: bytes) -> str:
    """Return the password that the agreement gives to the institution with this key."""
    return hashlib.sha256(b"password\n" + key).hexdigest()
