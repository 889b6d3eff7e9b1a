"""The form by which somebody is asked to hold a role."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dialogues.states import Role
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm

ROLES = [
    (Role.HOST, _("Host"), _("Sets up the dialogue, moves its phases, publishes. Never signs.")),
    (Role.FACILITATOR, _("Facilitator"), _("Runs sessions and works with all texts. Never signs.")),
    (Role.DONOR, _("Donor"), _("Reads what is submitted and figures. Never facilitates, never signs.")),
    (Role.GOVERNMENT, _("Government focal point"), _("Reads what participants read; speaks for the counterpart.")),
    (Role.OBSERVER, _("Observer"), _("Reads what participants read. Never signs.")),
    (Role.MEDIA, _("Media"), _("Reads general information and what is published.")),
]


class RoleInvitationForm(PlainForm):
    """Whom to ask, and for which role."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    role = ChoiceWithMeaning(ROLES, label=_("Role"))
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)
