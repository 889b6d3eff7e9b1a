"""The Django admin for accounts, people and platform events. Every write goes through a verb, so that it is in the trail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspired.core import services
from inspired.core.formlayout import ReadableWords
from inspired.core.listing import LONGEST_SEARCH
from inspired.core.models import Event, Person, User
from inspired.core.signing_in import free_address


class ReadableForm(ReadableWords, forms.ModelForm):  # type: ignore[type-arg]
    """What the admin makes of a model unless told otherwise."""


class Audited(admin.ModelAdmin):  # type: ignore[type-arg]
    """Leaves Django's own log alone (it would keep names for ever): our verbs record what happens."""

    form: type[forms.ModelForm[Any]] = ReadableForm

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Recorded by the verb."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Recorded by the verb."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        """Recorded by the verb."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Answer the filters that are shown; any other could ask for password hashes letter by letter."""
        return lookup.partition("__")[0] in self.list_filter

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search for as many characters as lists do: databases refuse patterns without bounds."""
        return super().get_search_results(request, queryset, search_term[:LONGEST_SEARCH])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here: accounts are switched off, people are erased by their own verb."""
        return False


class ReadOnly(Audited):
    """Shows, and changes nothing."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class AccountForm(ReadableWords, forms.ModelForm):  # type: ignore[type-arg]
    """An account and the name of its person."""

    name = forms.CharField(label=_("name"), max_length=200, required=False)

    class Meta:
        model = User
        fields = ("email", "is_active", "is_host", "is_staff")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["name"].initial = self.instance.name
        else:
            self.fields["email"].required = True

    def clean_email(self) -> str | None:
        """Refuse an address that somebody else has; keep small letters."""
        email = self.cleaned_data["email"]
        return free_address(email, owner=self.instance if self.instance.pk else None) if email else None


@admin.register(User)
class UserAdmin(Audited):
    """Accounts: create, switch off, make host or admin, send a link to choose a password. Never a password itself."""

    form = AccountForm
    fields = ("email", "name", "is_active", "is_host", "is_staff")
    list_display = ("email", "person", "is_active", "is_host", "is_staff", "last_login")
    list_filter = ("is_active", "is_host", "is_staff")
    list_select_related = ("person",)
    search_fields = ("email", "person__name")
    ordering = ("email",)
    actions = ("send_links", "sign_out")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Create or change through the verbs; a new account gets its link by mail."""
        said, by = form.cleaned_data, request.user
        assert isinstance(by, User)  # noqa: S101  # nosec B101: the admin is open to accounts only
        if change:
            try:
                rights = {field: said[field] for field in services.RIGHTS}
                services.change_account(User.objects.get(pk=obj.pk), by=by, email=said["email"] or "", **rights)
                services.rename_person(obj.person, name=said["name"], by=by)
            except ValidationError as refused:
                messages.error(request, " ".join(refused.messages))
            return
        user = services.create_account(
            said["email"], by=by, name=said["name"], is_host=said["is_host"], is_admin=said["is_staff"]
        )
        services.send_password_link(user, by=by)
        obj.pk, obj.person = user.pk, user.person

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing hangs on an account's form."""

    @admin.action(description=_("Send a link to choose a password"))
    def send_links(self, request: HttpRequest, queryset: models.QuerySet[User]) -> None:
        """Mail each of them a one-time link."""
        assert isinstance(request.user, User)  # noqa: S101  # nosec B101
        for user in queryset.exclude(email=None):
            services.send_password_link(user, by=request.user)
        messages.success(request, _("The links are on their way."))

    @admin.action(description=_("Sign out everywhere"))
    def sign_out(self, request: HttpRequest, queryset: models.QuerySet[User]) -> None:
        """End all their sessions."""
        assert isinstance(request.user, User)  # noqa: S101  # nosec B101
        for user in queryset:
            services.end_other_sessions(user, keep=None, by=request.user)
        messages.success(request, _("They are signed out."))


@admin.register(Person)
class PersonAdmin(Audited):
    """People with an account: their names. Whom a host wrote down in a dialogue is the host team's affair alone."""

    fields = ("name",)
    list_display = ("name", "user", "erased_at")
    list_select_related = ("user",)
    search_fields = ("name", "user__email")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Person]:
        """Leave out those who stand on contact cards, seats and slips only."""
        people: models.QuerySet[Person] = super().get_queryset(request)
        return people.filter(user__isnull=False)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People come with accounts and seats."""
        return False

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        """Rename through the verb."""
        assert isinstance(request.user, User)  # noqa: S101  # nosec B101
        services.rename_person(Person.objects.get(pk=obj.pk), name=form.cleaned_data["name"], by=request.user)


@admin.register(Event)
class EventAdmin(ReadOnly):
    """The platform's part of the trail, to read."""

    list_display = ("number", "at", "verb", "subject", "actor", "details")
    list_filter = ("verb",)
    search_fields = ("subject", "actor")
    ordering = ("-number",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Event]:
        """Only what ``visible_to`` opens, and of that only the platform's own chain."""
        assert isinstance(request.user, User)  # noqa: S101  # nosec B101
        return Event.objects.visible_to(request.user).filter(scope="platform")
