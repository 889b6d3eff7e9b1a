"""Erases somebody who can no longer sign in, after saying what that touches."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from inspired.core import ports
from inspired.core.commit import past_deadlock
from inspired.core.models import Person
from inspired.core.services import erase_person
from inspired.core.signing_in import find_account
from inspired.core.states import StateError


class Command(BaseCommand):
    """Say what erasing a person would do, and do it with ``--erase``."""

    help = "Says what erasing the person with this address or key would do; with --erase it is done, for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="the account's address, or the person's key")
        parser.add_argument("--erase", action="store_true", help="erase for good")

    def handle(self, *_args: Any, **options: Any) -> None:
        account = find_account(options["address"])
        person = account.person if account else Person.objects.filter(key=options["address"]).first()
        if person is None:
            raise CommandError("There is nobody with this address or key.")
        for effect in ports.erasure.preview(person):
            self.stdout.write(f"{'goes ' if effect.goes else 'stays'} {effect.count:>5}  {effect.what}")
        if not options["erase"]:
            self.stdout.write("Nothing was done. Add --erase to do it, for good.")
            return
        try:
            past_deadlock(lambda: erase_person(person, by=None))
        except StateError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("Erased.")
