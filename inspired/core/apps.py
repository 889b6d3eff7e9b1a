"""Registers the shared floor."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class CoreConfig(AppConfig):
    """People, access, audit, jobs, mail."""

    name = "inspired.core"
    label = "core"

    def ready(self) -> None:
        """Register the system checks, the rules and the words of our mails; models exist only from here on."""
        for module in ("account_mail", "checks", "permissions", "erasing"):
            import_module(f"inspired.core.{module}")


class AdminApp(admin_apps.AdminConfig):
    """The Django admin with our own site."""

    default = False  # named in the settings, never found beside CoreConfig
    default_site = "inspired.core.site.InspiredAdminSite"
