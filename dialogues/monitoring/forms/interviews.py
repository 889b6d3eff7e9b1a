"""Forms for interviews: asking, passing on, a seat's own answer, and what the media user is told."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.deadlines import end_of_day
from dialogues.documents.models import Version
from dialogues.forms.seats import day_field
from dialogues.models import Dialogue, Seat
from dialogues.monitoring.interviewing import may_be_asked
from dialogues.monitoring.models import Interview
from dialogues.monitoring.states import ReplyWay
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm

FEW, SEVERAL = {"rows": 2}, {"rows": 4}
ACCEPTS = [
    ("yes", _("We give it"), _("The media user reads the name of your organisation, and nothing else of you.")),
    (
        "no",
        _("We do not give it"),
        _("Say why. The host team alone reads it; the media user does not learn that you were asked."),
    ),
]
SETTLES = [
    ("yes", _("Answered"), _("The reply was given, or stands in your words below.")),
    ("no", _("Declined"), _("Say why in words the media user may read.")),
]
TONES = {"yes": "yes", "no": "no"}


class AskInterviewForm(PlainForm):
    """About which text, with whom, about what, until when, and how the reply is to come."""

    version = forms.ModelChoiceField(label=_("About which text"), queryset=Version.objects.none(), empty_label=None)
    seat = forms.ModelChoiceField(
        label=_("With whom"),
        queryset=Seat.objects.none(),
        required=False,
        empty_label=_("The host"),
        help_text=_("Organisations that appear in public. The host asks them first: each decides for itself."),
    )
    question = forms.CharField(label=_("Question or topic"), widget=forms.Textarea(attrs=SEVERAL), max_length=2000)
    medium = forms.CharField(label=_("For which medium"), max_length=150)
    reply_by = forms.ChoiceField(
        label=_("How you would like the reply"), choices=ReplyWay.choices, widget=forms.RadioSelect
    )
    reach = forms.CharField(
        label=_("How the host reaches you"),
        max_length=200,
        required=False,
        help_text=_(
            "A telephone number, for example. The host team alone reads it; it is forgotten once your request is settled."
        ),
    )
    due_on = day_field(_("Reply until"))
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, user: Anyone, dialogue: Dialogue, *args: Any, version: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": version}, **kwargs)
        self.dialogue = dialogue
        texts = Version.objects.read_by_media(user).filter(document__dialogue=dialogue)
        self.fields["version"].queryset = texts.select_related("document").defer("content").order_by("-frozen_at")  # type: ignore[attr-defined]
        self.fields["version"].label_from_instance = _named  # type: ignore[attr-defined]
        known = may_be_asked(dialogue).select_related("organisation").order_by("organisation__name")
        self.fields["seat"].queryset = known  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Return what was cleaned, the end of the day in place of the day."""
        cleaned = dict(self.cleaned_data)
        day = cleaned.pop("due_on")
        return {**cleaned, "due_at": end_of_day(day, self.dialogue.time_zone)}


def _named(version: Version) -> str:
    words = _("%(title)s, version %(number)s") if version.is_public else _("%(title)s, version %(number)s (embargo)")
    return words % {"title": version.document.title, "number": version.number}


class ReadForm(PlainForm):
    """A form that carries the revision it was read from."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, interview: Interview, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"revision": interview.revision}, **kwargs)


class PassInterviewForm(ReadForm):
    """Which seat is asked whether it would answer."""

    seat = forms.ModelChoiceField(label=_("Organisation"), queryset=Seat.objects.none(), empty_label=_("Choose"))
    words = forms.CharField(
        label=_("A word to the organisation"), widget=forms.Textarea(attrs=FEW), max_length=2000, required=False
    )

    def __init__(self, user: Anyone, interview: Interview, *args: Any, **kwargs: Any) -> None:
        super().__init__(interview, *args, **kwargs)
        table = Seat.objects.visible_to(user).at_the_table().filter(dialogue=interview.dialogue_id)
        self.fields["seat"].queryset = table.select_related("organisation").order_by("organisation__name")  # type: ignore[attr-defined]
        self.fields["seat"].initial = interview.seat_id


class AnswerInterviewForm(ReadForm):
    """What a seat says for itself."""

    accepts = ChoiceWithMeaning(ACCEPTS, tones=TONES, label=_("Your organisation’s answer"))
    words = forms.CharField(
        label=_("To the host"),
        widget=forms.Textarea(attrs=FEW),
        max_length=2000,
        required=False,
        help_text=_("Who speaks, when and how: the host relays it as you wish. If you do not give it, why."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask a refusal for its reason."""
        cleaned = super().clean() or {}
        if cleaned.get("accepts") == "no" and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", _("Say why not. The host team alone reads it."))
        return {**cleaned, "accepts": cleaned.get("accepts") == "yes"}


class SettleInterviewForm(ReadForm):
    """What the media user is told."""

    answered = ChoiceWithMeaning(SETTLES, tones=TONES, label=_("What came of it"))
    words = forms.CharField(
        label=_("What you tell the media user"),
        widget=forms.Textarea(attrs=SEVERAL),
        max_length=2000,
        help_text=_("No contact details of an organisation that has not given them for this."),
    )

    def __init__(self, interview: Interview, *args: Any, **kwargs: Any) -> None:
        super().__init__(interview, *args, **kwargs)
        if not interview.may_be_answered:
            answered = self.fields["answered"]
            answered.choices = [("no", SETTLES[1][1])]  # type: ignore[attr-defined]
            answered.initial = "no"

    def clean(self) -> dict[str, Any]:
        """Say whether it was answered."""
        cleaned = super().clean() or {}
        return {**cleaned, "answered": cleaned.get("answered") == "yes"}
