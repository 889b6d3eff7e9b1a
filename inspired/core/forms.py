"""Forms for signing in and for one's own page. They validate and delay; they save nothing."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspired.core.adapters import SECOND_FACTOR, slow_down, slow_down_mail
from inspired.core.formlayout import PlainForm, ReadableWords
from inspired.core.models import User
from inspired.core.services import request_password_link
from inspired.core.signing_in import find_account


def address_field() -> forms.EmailField:
    """The field for one's own address, as browsers know it."""
    widget = forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
    return forms.EmailField(label=_("E-mail address"), max_length=254, widget=widget)


class SignInForm(account_forms.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = address_field()
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """Addresses are compared in small letters."""
        return str(self.cleaned_data["login"]).strip().lower()


class RequestCodeForm(account_forms.RequestLoginCodeForm):
    """Asks for a code by mail; also takes the address typed on the sign-in page."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and "email" not in data and "login" in data:
            data = {**data.dict(), "email": data["login"]}
        super().__init__(data, *args, **kwargs)
        self.fields["email"] = address_field()

    def clean_email(self) -> str:
        """Find the account, and let nobody see whether there is one."""
        address = str(self.cleaned_data["email"]).strip().lower()
        slow_down_mail(context.request, address)
        user = find_account(address)
        self._user = user if user is not None and user.is_active else None
        return address


class EnterCodeForm(account_forms.ConfirmLoginCodeForm):
    """Takes the code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_code_field(self.fields["code"], _("Code from the mail"))


class ForgottenPasswordForm(forms.Form):
    """Asks for a link to choose a new password."""

    email = address_field()

    def clean_email(self) -> str:
        """Delay whoever asks too often."""
        address = str(self.cleaned_data["email"]).strip().lower()
        slow_down_mail(context.request, address)
        return address

    def save(self, request: HttpRequest, **_kwargs: Any) -> str:
        """Queue the answer; called by allauth's view."""
        address = str(self.cleaned_data["email"])
        request_password_link(address, by=None)
        return address


def name_code_field(field: forms.Field, label: Any) -> None:
    """Label a field for a code and let phones offer it."""
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


class WithoutPlaceholders:
    """Mixin: a field says its name once, above; allauth repeats it inside."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class NewPasswordForm(WithoutPlaceholders, account_forms.ResetPasswordKeyForm):
    """Chooses a password after following the link from the mail."""


class ChangePasswordForm(WithoutPlaceholders, account_forms.ChangePasswordForm):
    """Chooses another password."""


class FirstPasswordForm(WithoutPlaceholders, account_forms.SetPasswordForm):
    """Chooses a password for an account that had none."""


class ConfirmPasswordForm(WithoutPlaceholders, account_forms.ReauthenticateForm):
    """Asks for the password again before something important."""


class AddAppForm(totp_forms.ActivateTOTPForm):
    """Takes the first code from an authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_code_field(self.fields["code"], _("Code from your app"))


class SecondFactorForm(mfa_forms.AuthenticateForm):
    """Takes a code from the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_code_field(self.fields["code"], _("Code from your app, or a recovery code"))

    def clean_code(self) -> str:
        """Delay guessing before the code is compared."""
        slow_down(SECOND_FACTOR, str(self.user.pk))
        return str(super().clean_code())


class ConfirmSecondFactorForm(mfa_forms.ReauthenticateForm):
    """The same, for whoever is signed in already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_code_field(self.fields["code"], _("Code from your app, or a recovery code"))

    def clean_code(self) -> str:
        """Delay guessing before the code is compared."""
        slow_down(SECOND_FACTOR, str(self.user.pk))
        return str(super().clean_code())


class ProfileForm(ReadableWords, forms.Form):
    """One's own name and language."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        help_text=_("The people you work with here see it, as you chose in each dialogue."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of pages and mails"),
        choices=settings.LANGUAGES,
        help_text=_("You can change it at any time."),
    )

    @classmethod
    def for_user(cls, user: User, data: Any = None, language: str = "") -> ProfileForm:
        """Return the form with what stands in the account, or with what was sent."""
        return cls(data, initial={"name": user.name, "language": user.language or language})


class EraseForm(PlainForm):
    """Confirms that one has read what will be erased."""

    understood = forms.BooleanField(
        label=_("I have read what goes and what stays. Erase it for good."),
        error_messages={"required": _("Tick the box when you have read what goes and what stays.")},
    )
