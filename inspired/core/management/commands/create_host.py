"""Creates an account that may open dialogues, and prints a one-time link to choose its password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from inspired.core import services
from inspired.core.models import User
from inspired.core.signing_in import find_account, password_link


class Command(BaseCommand):
    """``manage.py create_host EMAIL [--name NAME]``; an account that exists is given the right."""

    help = "Create a Dialogue Host, or make one of an existing account."
    rights: dict[str, Any] = {"is_host": True}

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address they sign in with")
        parser.add_argument("--name", default="", help="their name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = self.account(options["email"], options["name"])
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(f"{user.email} is ready. To choose a password, open this link once, within a day:")
        self.stdout.write(password_link(user))
        self.stdout.write(f"It opens on the site at {settings.SITE_URL}, whose database is {self.database()}.")

    def database(self) -> str:
        """Name the database the account is in, so that nobody looks for it in another."""
        known = connection.settings_dict
        return " on ".join(str(known[part]) for part in ("NAME", "HOST") if known[part])

    def account(self, email: str, name: str) -> User:
        """Find or create the account and give it its right."""
        user = find_account(email) or services.create_account(email, name=name, by=None)
        return services.change_account(user, by=None, is_active=True, **self.rights)
