"""How django-allauth behaves here: no open sign-up, mail through the outbox, our own rate limits, sealed secrets."""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from inspired.core.limits import allow, wait_for
from inspired.core.models import User
from inspired.core.outbox import queue_mail
from inspired.core.sealing import seal, unseal
from inspired.core.signing_in import needs_second_factor

log = logging.getLogger("inspired.security")
QUARTER = timedelta(minutes=15)
# Tries for one address from one place; for one address from everywhere; from one place.
SIGN_IN = (("sign_in", 5, QUARTER), ("sign_in_to", 100, timedelta(hours=1)), ("sign_in_from", 60, QUARTER))
SECOND_FACTOR = (("second_factor", 6, QUARTER),)
# Mails to one address asked for from one place; from everywhere, which is more than one place can use up; from one place.
MAIL = (("mail_to_from", 4, QUARTER), ("mail_to", 24, timedelta(hours=1)), ("mail_from", 30, timedelta(hours=1)))


def client_address(request: HttpRequest) -> str:
    """Return the address the connection came from; proxies count only when the settings name them."""
    return str(request.META.get("REMOTE_ADDR") or "unknown")


def slow_down(limits: tuple[tuple[str, int, timedelta], ...], *who: str) -> None:
    """Count one use under each limit; raise ValidationError that says how long to wait when one is used up."""
    for (what, limit, per), whom in zip(limits, who, strict=True):
        if not allow(what, whom, limit=limit, per=per):
            log.warning("slowed down: %s", what)
            seconds = int(wait_for(what, whom, limit=limit, per=per).total_seconds()) + 1
            raise ValidationError(
                ngettext(
                    "That was too often. Please wait %(count)d second, then try again.",
                    "That was too often. Please wait %(count)d seconds, then try again.",
                    seconds,
                )
                % {"count": seconds},
                code="slow_down",
            )


def slow_down_sign_in(request: HttpRequest, address: str) -> None:
    """Delay repeated tries to sign in to one address or from one place."""
    place = client_address(request)
    slow_down(SIGN_IN, f"{address} {place}", address, place)


def slow_down_mail(request: HttpRequest, address: str) -> None:
    """Delay repeated requests for mail to one address or from one place, and keep nobody else from asking meanwhile."""
    place = client_address(request)
    slow_down(MAIL, f"{address} {place}", address, place)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations, commands and admins; an address is one field of the account."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The address and the password do not belong together."),
        "incorrect_code": _("This code is not right. Please check it, or ask for a new one."),
        "too_many_login_attempts": _("That was too often. Please ask for a new code."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Never a header: see ``believe_known_proxies``."""
        return client_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the message into the outbox, sealed; the request never waits for a mail server."""
        message = self.render_mail(template_prefix, email, {"site_url": settings.SITE_URL, **context, "email": email})
        secret = {"subject": message.subject, "body": str(message.body)}
        with transaction.atomic():
            queue_mail(
                "accounts.message",
                to=email,
                key=uuid.uuid4().hex,
                language=get_language() or "",
                secret=secret,
                expires_at=timezone.now() + QUARTER if template_prefix.endswith("login_code") else None,
            )

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> Any:
        """Render plain text without the request, so that the wording is all there is."""
        return super().render_mail(
            template_prefix, email, {k: v for k, v in context.items() if k != "request"}, headers
        )

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as it is: neutral, without the site's name."""
        return str(subject)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Delay guessing before anything is compared."""
        slow_down_sign_in(request, str(credentials.get("email", "")))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note that somebody failed, without saying who."""
        log.warning("sign-in failed")

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing to give back: our limits refill by themselves."""

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing to clear: our limits refill by themselves."""

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Check the password of whoever is signed in, under the same delay."""
        return self.authenticate(self.request, email=getattr(user, "email", "") or "", password=password) == user

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Show the pages from now on in the language this person chose."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        log.info("signed in: %s", getattr(user, "person_key", ""))
        if isinstance(user, User) and user.language:
            remember_language(response, user.language)
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page."""
        return "/accounts/"

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the owner that something about signing in has changed; who has no address is not told."""
        address = email or user.email
        if address:
            self.send_mail(template_prefix, address, {**(context or {}), "user": user})


def remember_language(response: HttpResponse, language: str) -> None:
    """Set the language cookie on an answer."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]
    )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors stand sealed in the database; who needs one keeps one."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal({"secret": text}).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return str(unseal(encrypted_text.encode())["secret"])

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Name the account in the authenticator app."""
        return getattr(user, "email", None) or str(user)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name this site to security keys."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": gettext("Inspired")}

    def build_totp_svg(self, url: str) -> str:
        """Draw the picture to scan as plain SVG for the page itself: the policy allows no ``data:``."""
        svg: str = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to remove the last second factor of somebody whose role asks for one."""
        if not needs_second_factor(authenticator.user):
            return True
        kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        others = Authenticator.objects.filter(user=authenticator.user, type__in=kinds).exclude(pk=authenticator.pk)
        return authenticator.type == Authenticator.Type.RECOVERY_CODES or others.exists()
