"""Forms for tasks and notes."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.forms.seats import day_field
from inspired.core.formlayout import PlainForm
from inspired.core.text import TextRefused, clean_source
from workinggroups.forms.groups import with_moment
from workinggroups.models import Group, Member
from workinggroups.naming import Names


class TaskForm(PlainForm):
    """Something to do, by whom and until when."""

    title = forms.CharField(label=_("Task"), max_length=200)
    detail = forms.CharField(
        label=_("More about it"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )
    owner = forms.ModelChoiceField(
        label=_("Who does it"), queryset=Member.objects.none(), required=False, empty_label=_("Not settled yet")
    )
    due_on = day_field(_("Until"), required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, group: Group, names: Names, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        members = Member.objects.accepted().filter(group=group).select_related("seat__organisation")
        self.fields["owner"].queryset = members  # type: ignore[attr-defined]
        self.fields["owner"].label_from_instance = lambda member: names.of(member.seat)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn the day into the moment at which it ends."""
        return with_moment(super().clean() or {}, self.group.dialogue)


class NoteForm(PlainForm):
    """A note for the board."""

    text = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)
    is_pinned = forms.BooleanField(label=_("Keep it on top"), required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_text(self) -> str:
        """Return the note as it is stored, or say what the safe subset does not have."""
        try:
            return clean_source(self.cleaned_data["text"])
        except TextRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
