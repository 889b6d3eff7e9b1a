"""Words of the mails about accounts, written when they are sent."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string

from inspired.core.models.mail import OutboxMail
from inspired.core.outbox import Composed, NotWanted, composes, secret_of
from inspired.core.signing_in import find_account, password_link


@composes("accounts.message")
def compose_message(mail: OutboxMail) -> Composed:
    """Return what was written when it was asked for: a code to sign in, a note that something changed."""
    secret = secret_of(mail)
    if not secret:
        raise NotWanted
    return Composed(str(secret["subject"]), str(secret["body"]))


@composes("accounts.password")
def compose_password_link(mail: OutboxMail) -> Composed:
    """Make the one-time link if the address has an account, and otherwise say that it has none."""
    user = find_account(mail.to)
    context = {"site_url": settings.SITE_URL}
    if user is None or not user.is_active:
        return _rendered("unknown_account", context)
    return _rendered("password_key", {**context, "link": password_link(user)})


def _rendered(name: str, context: dict[str, str]) -> Composed:
    subject = render_to_string(f"account/email/{name}_subject.txt", context).strip()
    return Composed(subject, render_to_string(f"account/email/{name}_message.txt", context).strip())
