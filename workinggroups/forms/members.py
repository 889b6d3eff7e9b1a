"""Forms for inviting members, answering, and naming who takes part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.models import Delegate
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm
from workinggroups.fitting import Candidate
from workinggroups.models import Member

ANSWERS = [
    ("accept", _("Accept"), _("Your organisation is a member from now on.")),
    ("decline", _("Decline"), _("Nobody has to say why.")),
]


class InviteForm(PlainForm):
    """Which seats are invited, and for what."""

    seats = forms.MultipleChoiceField(label=_("Whom to invite"), widget=forms.CheckboxSelectMultiple)
    specialisation = forms.CharField(
        label=_("For what they are asked"),
        max_length=200,
        required=False,
        help_text=_("The same for all chosen here; each can change its own when it accepts."),
    )

    def __init__(self, *args: Any, found: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].choices = [(str(one.seat.pk), one.label) for one in found]  # type: ignore[attr-defined]

    def asked(self) -> dict[int, str]:
        """Return the chosen seats with what they are asked for."""
        return {int(pk): self.cleaned_data["specialisation"] for pk in self.cleaned_data["seats"]}


class PeopleForm(PlainForm):
    """Who takes part for a seat, who stands in, and for what."""

    delegate = forms.ModelChoiceField(
        label=_("Who takes part"),
        queryset=Delegate.objects.none(),
        required=False,
        empty_label=_("Whoever speaks for us"),
    )
    substitute = forms.ModelChoiceField(
        label=_("Substitute"), queryset=Delegate.objects.none(), required=False, empty_label=_("Nobody named")
    )
    specialisation = forms.CharField(
        label=_("What you bring"), max_length=200, required=False, help_text=_("The others in the group read this.")
    )

    def __init__(self, member: Member, user: Anyone, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "delegate": member.delegate_id,
                "substitute": member.substitute_id,
                "specialisation": member.specialisation,
            },
        )
        super().__init__(*args, **kwargs)
        people = Delegate.objects.visible_to(user).mandated().filter(seat=member.seat_id).select_related("person")
        for name in ("delegate", "substitute"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = _named  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse one person in both places."""
        cleaned = super().clean() or {}
        if cleaned.get("delegate") and cleaned["delegate"] == cleaned.get("substitute"):
            self.add_error("substitute", _("Name somebody else as the substitute."))
        return cleaned


class AnswerForm(PeopleForm):
    """Whether a seat joins the group, and with whom."""

    answer = ChoiceWithMeaning(ANSWERS, label=_("Your answer"), tones={"accept": "yes"})
    note = forms.CharField(
        label=_("A word to the host"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
        help_text=_("The host team and the members read this."),
    )
    field_order = ["answer", "delegate", "substitute", "specialisation", "note"]


class SpecialismForm(PlainForm):
    """What a seat knows most about."""

    words = forms.CharField(
        label=_("What your organisation knows most about"),
        max_length=300,
        required=False,
        help_text=_(
            "Words divided by commas, such as: social security, surveys, labour inspection. The host team finds members for working groups by them."
        ),
    )


def _named(delegate: Delegate) -> str:
    return f"{delegate.person.name} · {delegate.function}" if delegate.function else str(delegate.person.name)
