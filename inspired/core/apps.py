"""Registers the shared floor."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class CoreConfig(AppConfig):
    """People, access, audit, jobs, mail."""

    name = "inspired.core"
    label = "core"

    def ready(self) -> None:
        """Register the system checks, the rules and the words of our mails; models exist only from here on."""
        from inspired.core import account_mail, checks, permissions  # noqa: F401


class AdminApp(admin_apps.AdminConfig):
    """The Django admin with our own site."""

    default = False  # named in the settings, never found beside CoreConfig
    default_site = "inspired.core.site.InspiredAdminSite"
