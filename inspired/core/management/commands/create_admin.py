"""Creates an account that may enter the Django admin, and prints a one-time link to choose its password."""

from inspired.core.management.commands import create_host


class Command(create_host.Command):
    """``manage.py create_admin EMAIL [--name NAME]``; an account that exists is given the right."""

    help = "Create an admin, or make one of an existing account."
    rights = {"is_staff": True}
