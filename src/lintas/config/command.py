"""The command line: `lintas ...` runs Django's commands and ours, which live in `management` rooms."""

import os
import sys


def main() -> None:
    """Run the command named by the arguments."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lintas.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["lintas", *sys.argv[1:]])
