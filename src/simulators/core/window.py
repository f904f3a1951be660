"""The addresses of the core passport system."""

import json
import secrets

from simulators.counter import Counter, Faults
from simulators.register import BANNED, DUPLICATE, SILENT
from simulators.wire import Gate

QUESTIONS = {"/duplikat": DUPLICATE, "/cekal": BANNED}


class Window(Counter):
    """Signed ``POST /duplikat``, ``/cekal`` and ``/cetak``; open ``/foto`` (a camera) and ``POST /faults``."""

    gate: Gate
    faults: Faults

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> None:
        if method == "POST" and path in (*QUESTIONS, "/cetak"):
            self._answer_partner(method, path, body)
        elif path == "/foto":
            self.send_json({"rujukan": f"BIO-{secrets.token_hex(6).upper()}", "mutu": "lulus", "jari": 10})
        elif (method, path) == ("POST", "/faults"):
            self.change_faults(body)
        elif path == "/siap":
            self.send_json({"siap": True})
        else:
            self.send_nothing(404)

    def _answer_partner(self, method: str, path: str, body: bytes) -> None:
        if self.is_down():
            self.send_nothing(503)
        elif not self.gate.admits(method=method, path=self.path, headers=self.headers, body=body):
            self.send_nothing(401)
        else:
            number = str(json.loads(body)["nik"])
            if number.endswith(SILENT):
                self.send_nothing(503)
            elif path == "/cetak":
                self.send_json({"hasil": "diterima", "rujukan": f"CTK-{secrets.token_hex(4).upper()}"})
            else:
                word = "tinjau" if number.endswith(QUESTIONS[path]) else "bersih"
                self.send_json({"hasil": word, "rujukan": f"PST-{secrets.token_hex(4).upper()}"})
