"""
The core passport system over a signed line.

No public interface exists; this form is our proposal (P) for an agreement with the Directorate
General, and the simulator speaks it. Until then an office enters results by hand.
"""

import json
from dataclasses import asdict

from django.conf import settings

from lintas.exchange import wire
from lintas.exchange.agencies.adapters import Answer, Claim
from lintas.exchange.agencies.states import Result

KEY = "core"


class CorePassport:
    """The adapter: see `adapters.CorePassportSystem`."""

    def __init__(self, *, url: str, key: bytes) -> None:
        self._url = url.rstrip("/")
        self._key = key

    def find_duplicate(self, claim: Claim, *, request_id: str) -> Answer:
        """Look for another valid passport of the person."""
        return self._ask("/duplikat", claim, request_id, {"bersih": Result.CLEAR, "tinjau": Result.REVIEW})

    def check_bans(self, claim: Claim, *, request_id: str) -> Answer:
        """Look the person up in the list that the centre keeps."""
        return self._ask("/cekal", claim, request_id, {"bersih": Result.CLEAR, "tinjau": Result.REVIEW})

    def order_print(self, claim: Claim, *, request_id: str) -> Answer:
        """Order the printing of an approved passport."""
        return self._ask("/cetak", claim, request_id, {"diterima": Result.DONE})

    def _ask(self, path: str, claim: Claim, request_id: str, words: dict[str, Result]) -> Answer:
        content = {"permintaan": request_id, **asdict(claim), "birth_date": claim.birth_date.isoformat()}
        raw = wire.ask("POST", self._url + path, key=self._key, content=content)
        try:
            told = json.loads(raw)
            return Answer(words[told["hasil"]], reference=str(told["rujukan"]))
        except (ValueError, KeyError, TypeError):
            raise wire.Unavailable("answer not understood") from None


def installed() -> CorePassport:
    """Return the adapter as this installation is set up."""
    return CorePassport(url=settings.CORE_URL, key=wire.keys(KEY)[0])
