"""Takes the second factor off an account whose owner has lost it together with the recovery codes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inspired.core import services
from inspired.core.signing_in import find_account


class Command(BaseCommand):
    """``manage.py drop_second_factor EMAIL``; the person sets up a new one at the next sign-in."""

    help = "Take the second factor off an account. Make sure who asks before you run this."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        user = find_account(options["email"])
        if user is None:
            raise CommandError("There is no account with this address.")
        if not services.drop_second_factor(user, by=None):
            raise CommandError("This account has no second factor.")
        self.stdout.write(f"{user.email} signs in without a second factor and is asked to set up a new one.")
