"""Checks every hash chain of the audit trail; exits 1 and names the faults when one does not hold."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inspired.core import audit


class Command(BaseCommand):
    """``manage.py verify_audit [--scope SCOPE]``."""

    help = "Check the audit trail's hash chains against the events, the heads and the heads file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scope", default="", help="check one chain only, such as dialogue:7")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(audit.verify(options["scope"]))
        for fault in faults:
            self.stderr.write(str(fault))
        if faults:
            raise CommandError(f"Faults in the audit trail: {len(faults)}")
        self.stdout.write("The audit trail holds.")
