"""
The civil registry: comparison by element, in the registry's own form.

The answer is one word for each field, under HTTP 200 even when the person is not found. The form
follows the dossier on agencies, section 1; which fields are allowed is a matter of the agreement.
"""

import hashlib
import json
from typing import Any

from django.conf import settings

from lintas.exchange import wire
from lintas.exchange.agencies import rules
from lintas.exchange.agencies.adapters import Answer, Claim
from lintas.exchange.agencies.states import Result

KEY = "dukcapil"
INSTITUTION = "LINTAS"
SEX = {"M": "Laki-laki", "F": "Perempuan"}


class Dukcapil:
    """The adapter: see `adapters.CivilRegistry`."""

    def __init__(self, *, url: str, key: bytes) -> None:
        self._address = f"{url.rstrip('/')}/dukcapil/get_json/{INSTITUTION}/CALL_VERIFY_BY_ELEMEN"
        self._key = key

    def verify(self, claim: Claim, *, request_id: str) -> Answer:
        """Compare the claim with the register."""
        content = {
            "USER_ID": INSTITUTION,
            "PASSWORD": hashlib.sha256(b"password\n" + self._key).hexdigest(),
            "REQUEST_ID": request_id,
            "TRESHOLD": str(rules.NAME_IS_NEAR_FROM),
            "NIK": claim.nik,
            "NAMA_LGKP": claim.full_name,
            "TMPT_LHR": claim.birth_place,
            "TGL_LHR": claim.birth_date.strftime("%d-%m-%Y"),
            "JENIS_KLMIN": SEX.get(claim.sex, ""),
        }
        fields = _fields(wire.ask("POST", self._address, key=self._key, content=content))
        if "RESPONSE_CODE" in fields:
            return Answer(Result.NOT_FOUND, reference=f"{request_id[:8]}/{fields['RESPONSE_CODE']}")
        try:
            return Answer(rules.identity(fields), reference=request_id[:8])
        except rules.NotUnderstood:
            # The word itself may repeat what was asked, so it is not passed on.
            raise wire.Unavailable("answer not understood") from None


def installed() -> Dukcapil:
    """Return the adapter as this installation is set up."""
    return Dukcapil(url=settings.DUKCAPIL_URL, key=wire.keys(KEY)[0])


def _fields(raw: bytes) -> dict[str, Any]:
    try:
        (fields,) = json.loads(raw)["content"]
        return {str(name).upper(): str(word) for name, word in fields.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise wire.Unavailable("answer not understood") from None
