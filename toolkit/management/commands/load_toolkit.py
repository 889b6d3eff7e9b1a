"""Brings toolkit, guide, readings and pages about this site to what this version ships."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from toolkit.services import take_in_shipped


class Command(BaseCommand):
    """``manage.py load_toolkit``: fills what is empty, follows what nobody changed, leaves alone what admins wrote."""

    help = "Load or update the texts of toolkit and guide. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = take_in_shipped(by=None)
        said = ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing new"
        if options["verbosity"]:
            self.stdout.write(f"Toolkit and guide: {said}.")
        if counts["differing"]:
            self.stdout.write("Where your words and the new ones differ, choose in the admin under Toolkit.")
