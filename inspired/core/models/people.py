"""Persons and the accounts some of them have. A person's name stands here and nowhere else."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# What no page reads of an account that it only names; queries that join accounts leave these columns out.
UNREAD_OF_ACCOUNT = ("password", "last_login", "is_superuser", "is_staff", "is_host", "date_joined")


def new_person_key() -> str:
    """Draw the random pseudonym under which frozen texts and audit events name a person: 32 hex digits."""
    return secrets.token_hex(16)


class Person(models.Model):
    """Somebody who acts in a dialogue, with or without an account."""

    key = models.CharField(max_length=32, unique=True, default=new_person_key, editable=False)
    name = models.CharField(_("name"), max_length=200, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or str(_("Person without a name"))


class UserManager(BaseUserManager["User"]):
    """Loads each account together with its person, because pages always show the name."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[User]:
        return super().get_queryset().select_related("person")

    def create_user(self, email: str | None, password: str | None = None, *, name: str = "", **fields: Any) -> User:
        """Create an account and, unless one is handed in, the person it belongs to; without a password it cannot be used to sign in by password."""
        person = fields.pop("person", None) or Person.objects.create(name=name)
        user = self.model(email=(email or "").strip().lower() or None, person=person, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, *, name: str = "", **fields: Any) -> User:
        """Create an admin: opens the Django admin and nothing else."""
        return self.create_user(email, password, name=name, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. The address may be empty; it is unique when present, whatever its letters' case."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="user", verbose_name=_("person"))
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_host = models.BooleanField(_("may open dialogues"), default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.name or self.email or f"#{self.pk}"

    @property
    def name(self) -> str:
        """The person's name; empty once erased."""
        return self.person.name

    @property
    def person_key(self) -> str:
        """The pseudonym that stands for this person in events and frozen texts."""
        return self.person.key

    def clean(self) -> None:
        self.email = (self.email or "").strip().lower() or None
