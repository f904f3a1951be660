from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.visit.kiosks import operations, queries


class Command(BaseCommand):
    help = "Kiosks of the halls: invite a new box, list those that are listened to, listen to one no more."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        invite = acts.add_parser("invite", help="prepare a place for a box; prints its id and code, once")
        invite.add_argument("place", help="such as payakumbuh")
        invite.add_argument("name", help="where it stands, such as pintu-1")
        acts.add_parser("list", help="all boxes that are listened to")
        acts.add_parser("serve", help="counters of its hall go on with this box").add_argument("kiosk", type=UUID)
        acts.add_parser("revoke", help="listen to a box no more").add_argument("kiosk", type=UUID)

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        at = clock.now()
        try:
            if act == "invite":
                point = offices.point(slug=options["place"])
                found = operations.invite(point_id=point.id, name=options["name"], at=at)
                self.stdout.write(f"python -m kiosk enrol --kiosk {found.kiosk_id} --code {found.code} --house ...")
            elif act == "serve":
                operations.let_serve(kiosk_id=options["kiosk"], by="system:kiosks.command", at=at)
            elif act == "revoke":
                operations.revoke(kiosk_id=options["kiosk"], by="system:kiosks.command", at=at)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None
        if act == "list":
            for point in offices.points():
                for kiosk in queries.kiosks_of(point.id):
                    heard = kiosk.heard_at.isoformat(timespec="seconds") if kiosk.heard_at else "never heard"
                    self.stdout.write(f"{point.slug} {kiosk.name} {kiosk.id} {kiosk.given} lines, {heard}")
