"""The Django admin for the directory of organisations. Nothing else of a dialogue is found there."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from dialogues.models import Organisation
from dialogues.services.organisations import FIELDS, keep_organisation
from inspired.core.admin import Audited
from inspired.core.models import User


@admin.register(Organisation)
class OrganisationAdmin(Audited):
    """Organisations: find, add, correct, list in the directory or not. In which dialogues they sit is not shown."""

    fields = FIELDS
    list_display = ("name", "short_name", "category", "country", "is_public")
    list_filter = ("is_public", "category")
    search_fields = ("name", "short_name", "country")
    ordering = ("name",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Take an address without a scheme as one of https."""
        if db_field.name == "website":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        """Add or change through the verb."""
        assert isinstance(request.user, User)  # noqa: S101  # nosec B101: the admin is open to accounts only
        known = Organisation.objects.get(pk=obj.pk) if change else None
        obj.pk = keep_organisation(known, by=request.user, **form.cleaned_data).pk

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing hangs on an organisation's form."""
