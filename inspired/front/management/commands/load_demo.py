"""Loads the demonstration, once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from inspired.front.demo.loading import load


class Command(BaseCommand):
    """``manage.py load_demo``: what is there already stays; each dialogue is loaded whole or not at all."""

    help = "Load the three invented dialogues of the demonstration. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Set INSPIRED_DEMO=1 first: the demonstration's accounts are open to everybody.")
        loaded = load(timezone.now())
        said = ", ".join(loaded) if loaded else "everything was there already"
        self.stdout.write(f"The demonstration is loaded: {said}.")
