"""The Django admin behind our own sign-in, with its second factor."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

NOT_KEPT_HERE = {"account", "auth", "mfa"}


class InspiredAdminSite(AdminSite):
    """Keeps accounts, organisations and the toolkit; has no door to the content of dialogues."""

    site_header = _("Inspired: administration")
    site_title = _("Inspired")
    index_title = _("Accounts and catalogue")
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leave out what the libraries bring along: groups, addresses and second factors are nobody's to edit."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        wanted = [model for model in models if model._meta.app_label not in NOT_KEPT_HERE]
        super().register(wanted, admin_class, **options)

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Send to the one sign-in page; whoever is signed in without being an admin is refused."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next", "/admin/"))
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect("admin:index")

    def has_permission(self, request: HttpRequest) -> bool:
        """Admins only."""
        user = request.user
        return bool(user.is_authenticated and user.is_active and user.is_staff)

    def password_change(  # type: ignore[override]  # sends on, where the library draws a page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send to the one page on which passwords are changed, with its delays and its mail."""
        return redirect("account_change_password")

    def password_change_done(  # type: ignore[override]  # the same
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send to one's own page, where a changed password leads to as well."""
        return redirect("profile")
