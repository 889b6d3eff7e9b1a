"""The form with which the coordinator of a working group plans a meeting of the group."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.activities.forms.activities import words
from dialogues.activities.forms.meetings import AgendaForm, MeetingForm
from dialogues.deadlines import end_of_day
from inspired.core.formlayout import ChoiceWithMeaning
from inspired.core.models.audit import Tier

ABOUT_ACTIVITY = ("purpose", "is_necessary", "builds_trust", "joint_knowledge", "tier")
ABOUT_MEETING = ("title", "language", "interpretation", "attribution", "form_key")
TIERS = [
    (Tier.GROUP, _("Only the members"), _("Others at the table do not see that it takes place.")),
    (
        Tier.PARTICIPANTS,
        _("Participants of this dialogue"),
        _("Everybody at the table knows of it and reads its minutes; only members are invited."),
    ),
]


class GroupMeetingForm(MeetingForm, AgendaForm):
    """A meeting of the group, what it is for, its agenda, and who knows of it."""

    purpose = words(_("What the group shall have settled afterwards"), rows=3)
    is_necessary = words(_("Is it necessary for what this dialogue is to bring about?"), rows=2, required=False)
    builds_trust = words(
        _("How does it build trust between those who have hardly worked together?"), rows=2, required=False
    )
    joint_knowledge = words(_("How does what is learned become a joint achievement?"), rows=2, required=False)
    tier = ChoiceWithMeaning(TIERS, label=_("Who knows of it"))
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ("title", "purpose", "day", "start", "end", "place", "link", "points", "answer_by", "tier")

    def __init__(self, zone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(zone, *args, **kwargs)
        self.initial.setdefault("attribution", "organisation")

    def for_verb(self) -> dict[str, Any]:
        """Return the cleaned data as the verb takes it."""
        data = self.cleaned_data
        found = {name: data[name] for name in (*ABOUT_ACTIVITY, *ABOUT_MEETING)}
        day = data["answer_by"]
        return found | {"points": data["points"], "answer_by": end_of_day(day, self.zone) if day else None}
