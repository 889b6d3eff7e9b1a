"""Forms for inviting, singly and by list, and for answering an invitation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dialogues.importing import ListRefused
from dialogues.services.invitations import DAYS, LONGEST_DAYS
from dialogues.spreadsheets import MOST_BYTES, guesses_letters, text_of
from dialogues.states import DelegateRole
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm
from inspired.core.models import User


class InvitationForm(PlainForm):
    """Whom to invite for a seat, in which function."""

    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    function = forms.CharField(label=_("Function"), max_length=150, required=False)
    delegate_role = ChoiceWithMeaning(
        [
            (
                DelegateRole.HEAD,
                DelegateRole.HEAD.label,
                _("Speaks for the organisation; follows the head before, if there is one."),
            ),
            (DelegateRole.ALTERNATE, DelegateRole.ALTERNATE.label, _("Speaks when the head delegate cannot.")),
            (
                DelegateRole.OBSERVER,
                DelegateRole.OBSERVER.label,
                _("Listens and reads; never speaks or signs for the organisation."),
            ),
        ],
        label=_("Role"),
        initial=DelegateRole.HEAD,
    )
    may_sign = forms.BooleanField(
        label=_("May sign for the organisation"),
        required=False,
        help_text=_("Endorsements count only from whoever may sign. Ask the organisation."),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
    days = forms.IntegerField(
        label=_("Days until it expires"), min_value=1, max_value=LONGEST_DAYS, initial=DAYS,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip

    def __init__(self, *args: Any, is_cautioned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_cautioned:
            self.fields["sure"] = forms.BooleanField(
                label=_("I have read the warning and invite all the same"),
                error_messages={"required": _("Read the warning above, then tick this if you invite all the same.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("delegate_role") == DelegateRole.OBSERVER and cleaned.get("may_sign"):
            self.add_error("may_sign", _("Observers do not sign."))
        cleaned.pop("sure", None)  # was asked of the person, not of the verb
        return cleaned


class ListForm(PlainForm):
    """A list of people to invite, pasted or from a file."""

    guesses_letters = False  # the page says so, for whoever reads the names to compare them

    text = forms.CharField(
        label=_("Paste a list"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        help_text=_("Copied from a spreadsheet, or with ; or , between the columns. The first line names the columns."),
    )
    file = forms.FileField(
        label=_("Or choose a file"), required=False, help_text=_("CSV or XLSX, at most 1 MB and 500 lines.")
    )

    def clean_file(self) -> str:
        """Return the file's rows as text, so that the preview can carry them along."""
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if not file:
            return ""
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 1 MB."))
        content = file.read()
        self.guesses_letters = guesses_letters(content)
        try:
            return text_of(content)
        except ListRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "text" in cleaned and "file" in cleaned:
            if not cleaned["text"].strip() and not cleaned["file"]:
                self.add_error("text", _("Paste a list or choose a file."))
            elif cleaned["text"].strip() and cleaned["file"]:
                self.add_error("file", _("Either paste a list or choose a file, not both."))
        return cleaned

    @property
    def rows(self) -> str:
        """The list as text, wherever it came from."""
        return str(self.cleaned_data["file"] or self.cleaned_data["text"])


class AddressForm(PlainForm):
    """Asks for the invited address."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The address to which the invitation was sent."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class NewPersonForm(PlainForm):
    """Who accepts without an account."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Leave it empty to sign in with a code sent to your address each time."),
    )
    language = forms.ChoiceField(label=_("Language of pages and mails"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        """Refuse what is easily guessed."""
        password = str(self.cleaned_data["password"])
        if password:
            validate_password(password, User(email=self.email))
        return password


class DeclineForm(PlainForm):
    """Asks, without insisting, why not."""

    note = forms.CharField(
        label=_("Why not?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only the host team reads it."),
    )
