"""What signing in needs to know: whose address this is, who needs a second factor, how to name a browser."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import int_to_base36
from django.utils.translation import gettext as _

from inspired.core.models import User
from inspired.core.ports import second_factor

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def find_account(address: str) -> User | None:
    """Return the account of an address, whatever its letters' case; also one that is switched off.

    Addresses are stored in small letters and compared exactly: the database's own folding takes letters for equal that
    belong to two different mailboxes.
    """
    address = address.strip().lower()
    return User.objects.filter(email=address).first() if address else None


def free_address(email: str, *, owner: User | None = None) -> str:
    """Return the address as it is stored; raise ValidationError when it is malformed or somebody else's."""
    address = email.strip().lower()
    validate_email(address)
    taken = find_account(address)
    if taken is not None and taken != owner:
        raise ValidationError(_("There is an account with this address already."))
    return address


def needs_second_factor(user: User) -> bool:
    """Say whether this person must have a second factor: admins, hosts, and whoever the apps name."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    return user.is_staff or user.is_host or any(second_factor.collect(user))


def password_path(user: User) -> str:
    """Return the one-time path where the person chooses a password; it ends when used, and after a day."""
    token = PasswordResetTokenGenerator().make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": int_to_base36(user.pk), "key": token})


def password_link(user: User) -> str:
    """Return the one-time address where the person chooses a password."""
    return f"{settings.SITE_URL}{password_path(user)}"


def browser_in_words(request: HttpRequest) -> str:
    """Name the browser and the system in a few words, such as "Firefox on Linux"."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown browser")
