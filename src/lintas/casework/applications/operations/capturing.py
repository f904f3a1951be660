"""Photo and fingerprints: taken in the core system, referred to here (P16)."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import rules, states
from lintas.casework.applications.models import Capture
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.sealing import seal_into
from lintas.casework.applications.operations.visiting import next_station
from lintas.casework.applications.vocabulary import EXEMPTIONS
from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.errors import DomainError
from lintas.foundation.ids import new_id


class ExemptionNeeded(DomainError):
    """Fewer than ten fingers were recorded without saying why, or the photo did not pass."""

    code = "applications.exemption_needed"
    text = _("Sidik jari kurang dari sepuluh: pilih alasannya. Foto harus lulus uji mutu sebelum dilanjutkan.")
    status = 422


class ReferenceInUse(DomainError):
    """Another case carries this reference of the core system."""

    code = "applications.reference_in_use"
    text = _("Rujukan ini sudah dipakai permohonan lain. Periksa layar sistem paspor, lalu pindai atau ketik lagi.")


@transaction.atomic
def record_capture(
    *,
    application_id: UUID,
    core_reference: str,
    photo_passes: bool,
    fingers: int,
    exemption: str,
    officer: OfficerInfo,
    seen: int | None,
    at: datetime,
) -> None:
    """
    Keep the core system's reference of the capture and send the person on to the interview.

    :raises ExemptionNeeded: :raises ReferenceInUse:
    """
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.CAPTURE)
    enough = rules.fingers_suffice(fingers, exempted=exemption in EXEMPTIONS)
    if not (photo_passes and enough and core_reference.strip()):
        raise ExemptionNeeded
    states.transition(states.State(application.state), states.Action.CAPTURED)
    capture = Capture(
        id=new_id(),
        application=application,
        core_reference=core_reference.strip(),
        taken_by=officer.id,
        taken_at=at,
    )
    seal_into(capture, fingers=str(fingers), exemption="" if fingers == rules.TEN_FINGERS else exemption)
    try:
        with transaction.atomic():
            capture.save(force_insert=True)
    except IntegrityError:
        raise ReferenceInUse from None
    moving.advance(application, states.Action.CAPTURED, by=by, at=at)
    next_station(application, "interview", by=by, at=at)
