"""Signing in by address and password, against the one address that stands in the account."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from inspired.core.signing_in import find_account


class AddressBackend(AuthenticationBackend):
    """Looks nowhere but at ``User.email``: a former address opens nothing. An unknown address takes as long as a known one."""

    def _authenticate_by_email(self, email: str, password: str) -> AbstractBaseUser | None:
        user = find_account(email)
        return self._check_password(user, password) if user and user.has_usable_password() else None
