"""Prints the sign-ins of the demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from inspired.front.signins import SIGN_INS, shared_password


class Command(BaseCommand):
    """``manage.py demo_signins``."""

    help = "Print who can sign in to the demonstration, and with which password."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This is a real installation: it has no shared sign-ins (INSPIRED_DEMO is off).")
        self.stdout.write("Everybody may sign in to this demonstration as:\n")
        for sign_in in SIGN_INS:
            self.stdout.write(f"  {sign_in.email:<26}{sign_in.part}: {sign_in.meaning}")
        self.stdout.write(f"\nThe password is the same for all: {shared_password()}")
