"""Legal sources by their keys."""

from collections.abc import Mapping

from lintas.directory.catalogue import models
from lintas.directory.catalogue.remembering import remembered
from lintas.directory.catalogue.rules.shapes import LegalSource
from lintas.foundation.words import Bilingual


def legal_sources() -> Mapping[str, LegalSource]:
    """Return the legal sources by key, in the order of the register. At most one query."""
    return remembered("sources", _sources)


def _sources() -> dict[str, LegalSource]:
    return {
        row.key: LegalSource(
            key=row.key,
            cite=row.cite,
            title=Bilingual(id=row.title_id, en=row.title_en),
            use=Bilingual(id=row.use_id, en=row.use_en),
            confidence=row.confidence,
        )
        for row in models.LegalSource.objects.order_by("position")
    }
