"""Runs the command that loads the demonstration."""

from io import StringIO

from django.core.management import call_command


def load() -> str:
    """Load it and return what was printed."""
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()
