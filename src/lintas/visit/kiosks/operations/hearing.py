"""Whose message it is: finding the kiosk, and holding its row while it is listened to."""

from uuid import UUID

from lintas.visit.kiosks.models import Kiosk
from lintas.visit.kiosks.operations.errors import IsSetAside, NoSuchKiosk


def locked(kiosk_id: UUID) -> Kiosk:
    """Return the kiosk, its row held until the commit. :raises NoSuchKiosk: :raises IsSetAside:"""
    found = Kiosk.objects.select_for_update().filter(id=kiosk_id, key__isnull=False, revoked_at__isnull=True).first()
    if found is None:
        raise NoSuchKiosk
    if found.set_aside_at is not None:
        raise IsSetAside
    return found
