"""Forms of handing over: who follows a delegate, who follows a colleague."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.models import Delegate, DialogueRole
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm
from inspired.core.models import User

NEW = "new"
ONE_OF_TWO = _("this or the other way to reach somebody new is needed")
NEEDED = {"name": _("needed for somebody new"), "email": ONE_OF_TWO, "phone": ONE_OF_TWO}


class SeatSuccessorForm(PlainForm):
    """A delegate of the same seat, or somebody new with a way to reach them."""

    who = ChoiceWithMeaning([], label=_("Who follows?"))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    function = forms.CharField(label=_("Function"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("An invitation goes there. Without an address the host team makes an access slip."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    may_sign = forms.BooleanField(
        label=_("May sign for the organisation"),
        required=False,
        help_text=_("Endorsements count only from whoever may sign. Ask the organisation."),
    )

    def __init__(self, *args: Any, others: Iterable[Delegate], gives_authority: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(one.pk): one for one in others}
        listed: list[tuple[str, Any, Any]] = [
            (key, str(one.person), one.function or _("A delegate of this organisation"))
            for key, one in self.others.items()
        ]
        newcomer = (NEW, _("Somebody new"), _("Enter below who it is."))
        self.fields["who"] = ChoiceWithMeaning([*listed, newcomer], label=_("Who follows?"))
        if not listed:
            self.fields["who"].initial = NEW
        for field, when in NEEDED.items():
            self.fields[field].needed_when = when  # type: ignore[attr-defined]
        self.gives_authority = gives_authority
        if not gives_authority:
            del self.fields["may_sign"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("who") != NEW:
            return cleaned
        if not cleaned.get("name"):
            self.add_error("name", _("Enter the name of whoever follows."))
        if "email" not in self.errors and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("phone", _("Enter an e-mail address or a telephone number."))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What the verb takes: the delegate chosen, or what was entered about somebody new."""
        cleaned = self.cleaned_data
        may_sign = {"may_sign": cleaned.get("may_sign", False)}
        if cleaned["who"] in self.others:
            return {"successor": self.others[cleaned["who"]], **may_sign}
        return {name: cleaned[name] for name in ("name", "function", "email", "phone")} | may_sign

    @property
    def chosen(self) -> str:
        """The name of whoever follows."""
        who = self.cleaned_data["who"]
        return str(self.others[who].person) if who in self.others else self.cleaned_data["name"]


class RoleSuccessorForm(PlainForm):
    """A colleague of the host team."""

    who = ChoiceWithMeaning([], label=_("Who follows?"))

    def __init__(self, *args: Any, roles: Iterable[DialogueRole], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues: dict[str, User] = {}
        words: dict[str, list[str]] = {}
        for role in roles:
            self.colleagues[str(role.user_id)] = role.user
            words.setdefault(str(role.user_id), []).append(role.get_role_display())
        listed = [(key, account.name, ", ".join(words[key])) for key, account in self.colleagues.items()]
        self.fields["who"] = ChoiceWithMeaning(listed, label=_("Who follows?"))

    @property
    def said(self) -> dict[str, Any]:
        """What the verb takes."""
        return {"successor": self.colleagues[self.cleaned_data["who"]]}

    @property
    def chosen(self) -> str:
        """The name of whoever follows."""
        return str(self.colleagues[self.cleaned_data["who"]].name)
