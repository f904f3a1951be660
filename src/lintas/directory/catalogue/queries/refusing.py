"""The grounds on which an officer may refuse, defer or return."""

from dataclasses import dataclass

from lintas.directory.catalogue import models
from lintas.directory.catalogue.queries.law import legal_sources
from lintas.directory.catalogue.queries.listing import service
from lintas.directory.catalogue.queries.policies import policy, policy_versions
from lintas.directory.catalogue.remembering import remembered
from lintas.foundation.words import Bilingual


@dataclass(frozen=True, slots=True)
class Ground:
    """
    A ground for refusing, deferring or returning.

    ``text`` is the field's term, for officers. ``said`` is what the person reads; when ``neutral``,
    nothing may be added to it. ``clause`` cites the regulation, for the office to confirm unless
    ``clause_confidence`` is V. ``remedy`` is what the person can do.
    """

    code: str
    text: Bilingual
    said: Bilingual
    neutral: bool
    remedy: Bilingual
    clause: str
    clause_confidence: str
    confidence: str


def grounds(service_key: str) -> tuple[Ground, ...]:
    """
    Return the grounds that the newest rules of the service know, most common first.

    :raises UnknownService: there is no such service.
    """
    service(service_key)
    newest = next(version for version in policy_versions() if version.service_key == service_key)
    known = remembered("grounds", _grounds)
    return tuple(known[code] for code in policy(newest.id).ground_codes if code in known)


def _grounds() -> dict[str, Ground]:
    sources = legal_sources()
    return {
        row.code: Ground(
            code=row.code,
            text=Bilingual(id=row.text_id, en=row.text_en),
            said=Bilingual(id=row.said_id, en=row.said_en),
            neutral=row.neutral,
            remedy=Bilingual(id=row.remedy_id, en=row.remedy_en),
            clause=" ".join(part for part in (sources[row.source].cite, row.article) if part),
            clause_confidence=row.source_confidence,
            confidence=row.confidence,
        )
        for row in models.RefusalGround.objects.all()
    }
