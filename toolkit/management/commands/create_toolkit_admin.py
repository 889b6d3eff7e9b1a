"""Creates an account that keeps toolkit and guide in the admin, and nothing else there."""

from inspired.core.management.commands import create_host
from inspired.core.models import User
from toolkit.services import make_keeper


class Command(create_host.Command):
    """``manage.py create_toolkit_admin EMAIL [--name NAME]``; an account that exists is given the right."""

    help = "Create a toolkit admin, or make one of an existing account."
    rights = {}

    def account(self, email: str, name: str) -> User:
        """Find or create the account and let it keep the catalogue."""
        return make_keeper(super().account(email, name), by=None)
