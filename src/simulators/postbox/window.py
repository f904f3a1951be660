"""The addresses of the postbox: a signed one that takes SMS, open ones that show what arrived."""

import json
import re

from simulators.counter import Counter
from simulators.daytime import Daytime
from simulators.postbox import pages
from simulators.postbox.letters import Letter, Letters
from simulators.wire import Gate

_NUMBER = re.compile(r"\+[1-9][0-9]{7,14}")
MOST_SMS_CHARACTERS = 612


class Window(Counter):
    """``POST /sms`` (signed); ``GET /``, ``GET /pesan`` and ``POST /faults`` (open)."""

    letters: Letters
    gate: Gate
    daytime: Daytime

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> None:
        if (method, path) == ("POST", "/sms"):
            self._take_sms(body)
        elif (method, path) == ("GET", "/pesan"):
            found = self.letters.to(query.get("to", ""))
            self.send_json({"messages": [_told(letter) for letter in found]})
        elif (method, path) == ("GET", "/"):
            found = self.letters.to(query.get("to", ""))
            self.send_page(pages.mailbox(found, address=query.get("to", ""), plain=query.get("polos") == "1"))
        elif (method, path) == ("POST", "/faults"):
            self.change_faults(body)
        else:
            self.send_nothing(404)

    def _take_sms(self, body: bytes) -> None:
        if self.is_down():
            self.send_nothing(503)
            return
        if not self.gate.admits(method="POST", path=self.path, headers=self.headers, body=body):
            self.send_nothing(401)
            return
        try:
            given = json.loads(body)
            key, number, text = str(given["id"]), str(given["to"]), str(given["text"])
        except (ValueError, KeyError, TypeError):
            self.send_json({"error": "id, to and text are needed"}, status=422)
            return
        if not _NUMBER.fullmatch(number) or not 0 < len(text) <= MOST_SMS_CHARACTERS:
            self.send_json({"error": "number or text not acceptable"}, status=422)
            return
        is_new = self.letters.put(Letter("sms", number, "", text, key, self.daytime.now()))
        self.send_json({"id": key, "repeated": not is_new}, status=202)


def _told(letter: Letter) -> dict[str, str]:
    return {
        "kind": letter.kind,
        "to": letter.to,
        "subject": letter.subject,
        "text": letter.text,
        "id": letter.key,
        "at": letter.at.isoformat(),
    }
