"""Forms for asking for commitments and reports, answering, reporting."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.deadlines import end_of_day
from dialogues.forms.seats import day_field
from dialogues.models import Dialogue
from dialogues.monitoring.states import ANSWER_TONES, EXPLAINED, PROGRESS_TONES, Answer, Progress
from dialogues.monitoring.voices import Voice
from dialogues.states import RECEIVED
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm

FEW, SEVERAL = {"rows": 2}, {"rows": 4}
ANSWERS = [
    (Answer.CONFIRMED, _("We confirm it"), _("We take it on as it is worded.")),
    (Answer.AMENDED, _("We confirm it in other words"), _("We take on something of it, or something else: say what.")),
    (Answer.DECLINED, _("We decline it"), _("We do not take it on: say why, or what would have to change.")),
]
STATUSES = [
    (Progress.NOT_STARTED, Progress.NOT_STARTED.label, _("Nothing has been done yet.")),
    (Progress.DISCUSSION, Progress.DISCUSSION.label, _("Those who decide talk about it.")),
    (Progress.TAKEN_UP, Progress.TAKEN_UP.label, _("It stands in a text or a budget that was adopted or tabled.")),
    (Progress.IMPLEMENTATION, Progress.IMPLEMENTATION.label, _("It is being carried out.")),
    (Progress.IMPLEMENTED, Progress.IMPLEMENTED.label, _("It is done, and one can see it.")),
    (Progress.BLOCKED, Progress.BLOCKED.label, _("Something stands in the way: say what.")),
    (Progress.ADAPTED, Progress.ADAPTED.label, _("It is done in another way than agreed: say how and why.")),
    (Progress.DROPPED, Progress.DROPPED.label, _("Nobody goes on with it: say why.")),
]


class UntilForm(PlainForm):
    """Until which day the seats are asked to answer or to report."""

    due_on = day_field(_("Until"))

    def __init__(self, dialogue: Dialogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dialogue = dialogue

    def moment(self) -> dict[str, Any]:
        """Return what was cleaned, the end of the day in place of the day."""
        cleaned = dict(self.cleaned_data)
        day = cleaned.pop("due_on")
        return {**cleaned, "due_at": end_of_day(day, self.dialogue.time_zone)}


class AskReportsForm(UntilForm):
    """When reports are asked for, with a word to those who give them."""

    note = forms.CharField(
        label=_("A word to those who report"),
        widget=forms.Textarea(attrs=FEW),
        max_length=2000,
        required=False,
        help_text=_("What the next meeting needs to know, for example."),
    )


class AnswerForm(PlainForm):
    """What a seat answers to its commitment."""

    unsaid = _("Say in your own words what your organisation takes on.")
    answer = ChoiceWithMeaning(ANSWERS, tones=ANSWER_TONES, label=_("Your answer"))
    words = forms.CharField(
        label=_("What your organisation takes on, in your own words"),
        widget=forms.Textarea(attrs=SEVERAL),
        max_length=2000,
        required=False,
    )
    note = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs=FEW),
        max_length=2000,
        required=False,
        help_text=_("Everybody inside the dialogue reads it. If you decline, say why."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].needed_when = _("needed if you confirm in other words")  # type: ignore[attr-defined]
        self.fields["note"].needed_when = _("needed if you decline")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask each answer for the words it needs."""
        cleaned = super().clean() or {}
        answer = cleaned.get("answer")
        if answer == Answer.AMENDED and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", self.unsaid)
        if answer == Answer.DECLINED and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", _("Say why, or what would have to change."))
        return cleaned


class HeardAnswerForm(AnswerForm):
    """The same as the host team writes it down for a seat."""

    unsaid = _("Say in its own words what the organisation takes on.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["revision"]
        self.fields["answer"].label = _("What the organisation says")
        self.fields["words"].label = _("What it takes on, in its own words")
        self.fields["words"].needed_when = _("needed if it confirms in other words")  # type: ignore[attr-defined]
        self.fields["note"].needed_when = _("needed if it declines")  # type: ignore[attr-defined]
        self.fields["note"].help_text = _("Everybody inside the dialogue reads it. If it declines, say why.")


class EnterAnswerForm(HeardAnswerForm):
    """What was said by telephone, on paper or in the room."""

    channel = forms.ChoiceField(label=_("Came in"), choices=RECEIVED, widget=forms.RadioSelect)
    field_order = ["channel", "answer", "words", "note"]


class LetterAnswerForm(HeardAnswerForm):
    """What a signed letter says, with its scan and the function of whoever signed."""

    scan = forms.FileField(label=_("Scan of the signed letter"), help_text=_("PDF, PNG or JPEG, at most 10 MB."))
    signatory_function = forms.CharField(label=_("Function of the signatory"), max_length=150)
    field_order = ["scan", "signatory_function", "answer", "words", "note"]


class ReportForm(PlainForm):
    """How far a commitment has come, and how one can see it."""

    voice = forms.ChoiceField(label=_("For whom"), widget=forms.RadioSelect)
    channel = forms.ChoiceField(label=_("Came in"), choices=RECEIVED, widget=forms.RadioSelect)
    status = ChoiceWithMeaning(STATUSES, tones=PROGRESS_TONES, label=_("Where it stands"))
    on = day_field(_("As of"), initial=timezone.localdate)
    note = forms.CharField(
        label=_("What was done"),
        widget=forms.Textarea(attrs=SEVERAL),
        max_length=4000,
        required=False,
        help_text=_("Where it is blocked, adapted or dropped, say what stands in the way or why."),
    )
    evidence = forms.CharField(
        label=_("How one can see it"),
        widget=forms.Textarea(attrs=FEW),
        max_length=2000,
        required=False,
        help_text=_("A decree, a budget line, a register, minutes: what anybody could look at."),
    )
    link = forms.CharField(label=_("Link"), max_length=500, required=False, help_text="https://…")
    upload = forms.FileField(
        label=_("File"), required=False, help_text=_("PDF, Word, Excel, a picture or plain text; at most 10 MB.")
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, voices: dict[str, Voice], *args: Any, is_team: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voices = voices
        self.fields["voice"].choices = [(key, one.label) for key, one in voices.items()]  # type: ignore[attr-defined]
        if is_team:
            self.fields["voice"].widget = forms.Select(choices=self.fields["voice"].choices)  # type: ignore[attr-defined]
        else:
            del self.fields["channel"]
        if len(voices) == 1:
            self.fields["voice"].widget = forms.HiddenInput()
            self.fields["voice"].initial = next(iter(voices))

    def clean(self) -> dict[str, Any]:
        """Put seat and group in place of the voice, and ask for a word where the status needs one."""
        cleaned = super().clean() or {}
        voice = self.voices.get(cleaned.pop("voice", ""))
        if cleaned.get("status") in EXPLAINED and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", _("Say what stands in the way, what was changed or why it was dropped."))
        return {**cleaned, "seat": voice.seat, "group": voice.group} if voice else cleaned
