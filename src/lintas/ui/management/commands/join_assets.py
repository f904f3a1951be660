from django.core.management.base import BaseCommand

from lintas.ui import assets


class Command(BaseCommand):
    help = "Join the styles and behaviour of the face into the files that pages load."

    def handle(self, *args: object, **options: object) -> None:
        changed = assets.join()
        self.stdout.write("Joined: " + ", ".join(changed) if changed else "Nothing to join.")
