"""Sessions that know whose they are, so that a person can see and end them. Also the session engine itself."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from .people import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class SignInQuerySet(models.QuerySet["SignIn"]):
    """Questions about sessions."""

    def visible_to(self, user: User | AnonymousUser) -> SignInQuerySet:
        """Keep the person's own sessions that still count, newest first."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(account=user, expire_date__gt=timezone.now()).order_by("-since")


class SignIn(AbstractBaseSession):
    """One session. The key is a secret; pages name a session by its handle."""

    account = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="sign_ins")
    handle = models.UUIDField(null=True, db_index=True, editable=False)
    since = models.DateTimeField(_("signed in on"), null=True)
    agent = models.CharField(_("browser"), max_length=60, blank=True)

    objects: ClassVar = BaseSessionManager.from_queryset(SignInQuerySet)()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("session")  # type: ignore[assignment]
        verbose_name_plural = _("sessions")  # type: ignore[assignment]

    @classmethod
    def get_session_store_class(cls) -> type[DatabaseStore]:
        return SessionStore


class SessionStore(DatabaseStore):
    """Keeps sessions in the database; notes account, time and browser beside each."""

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        return SignIn

    def create_model_instance(self, data: dict[str, Any]) -> SignIn:
        """Return the row for this data; gives a session its handle when somebody signs in."""
        account = data.get("_auth_user_id")
        if account:
            data.setdefault("handle", uuid.uuid4().hex)
            data.setdefault("since", timezone.now().isoformat())
        row = cast(SignIn, super().create_model_instance(data))
        row.account_id = int(account) if account else None
        row.handle = uuid.UUID(data["handle"]) if account else None
        row.since = parse_datetime(data["since"]) if account else None
        row.agent = data.get("agent", "")[:60]
        return row
