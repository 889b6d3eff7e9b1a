"""Forms for options, for what a seat judges of them, for dots, values and red lines, and for what was concluded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.grounding import Grounding, resting_on
from dialogues.consensus.models import Appraisal, Challenge, Conclusion, Option
from dialogues.consensus.models.giving import Ground
from dialogues.consensus.services.ballots import MOST_BLANKS
from dialogues.consensus.services.options import WORDS
from dialogues.consensus.states.appraisal import ConcernKind, Depth
from dialogues.consensus.states.measures import Measure, Stage
from dialogues.deadlines import end_of_day
from dialogues.forms.seats import day_field
from dialogues.models import Dialogue, Seat
from dialogues.states import Category, Channel
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm

LONG = {"rows": 4}
LONGEST = 4000
DEPTHS = [
    (
        Depth.SCORES,
        Depth.SCORES.label,
        _("Each seat scores every option under every criterion, each step with its meaning, or says “cannot say”."),
    ),
    (
        Depth.WORDS,
        Depth.WORDS.label,
        _("Each seat writes who gains and who loses, criterion by criterion. No figures at all."),
    ),
    (
        Depth.DOTS,
        Depth.DOTS.label,
        _("People put dots in a meeting; the facilitator counts them here, category by category."),
    ),
]
KINDS = [
    (ConcernKind.VALUE, ConcernKind.VALUE.label, _("What matters to you beyond the criteria.")),
    (ConcernKind.RED_LINE, ConcernKind.RED_LINE.label, _("What you cannot accept. Say what would change it.")),
]
ENTERED = [pair for pair in Channel.choices if pair[0] != Channel.WEB]


def _long(label: Any, hint: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=LONGEST, widget=forms.Textarea(attrs=LONG)
    )


def _with_moment(cleaned: dict[str, Any], dialogue: Dialogue) -> dict[str, Any]:
    day = cleaned.pop("due_on", None)
    return {**cleaned, "due_at": end_of_day(day, dialogue.time_zone) if day else None}


class OptionWords(PlainForm):
    """What an option says."""

    title = forms.CharField(label=_("Option"), max_length=200, help_text=_("In a few words, as people will call it."))
    text = _long(_("What would be done"))
    implications = _long(_("What it implies"), _("What it asks of institutions, how long it takes, what it costs."))
    gains = _long(_("What is gained, and for whom"))
    losses = _long(_("What is lost, and for whom"), _("Every option loses something: say what is given up for it."))
    evidence = _long(_("What we know about it"), _("Experience elsewhere, data, and what is not known."))
    measure = forms.ChoiceField(
        label=_("Type of measure"), choices=[("", _("Not said yet")), *Measure.choices], required=False
    )
    stage = forms.ChoiceField(
        label=_("Stage of the policy cycle"), choices=[("", _("Not said yet")), *Stage.choices], required=False
    )

    paragraphs = forms.MultipleChoiceField(
        label=_("It rests on what the challenge rests on"), widget=forms.CheckboxSelectMultiple, required=False
    )
    sources = forms.CharField(
        label=_("Other sources, in words"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=3000,
        required=False,
        help_text=_("One on each line."),
    )

    def __init__(self, challenge: Challenge, *args: Any, rests_on: Iterable[Ground] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {_name(one): one for one in (*challenge.grounds.select_related("version__document"), *rests_on)}
        self.offered.pop("", None)
        self.fields["paragraphs"].choices = [(name, one.label) for name, one in self.offered.items()]  # type: ignore[attr-defined]
        if not self.offered:
            del self.fields["paragraphs"]

    def clean(self) -> dict[str, Any]:
        """Put together what the option rests on, as the verbs take it."""
        cleaned = super().clean() or {}
        chosen = [self.offered[name] for name in cleaned.pop("paragraphs", None) or []]
        quoted = [Grounding(one.version, one.paragraph_id, one.source_id, one.label) for one in chosen]
        lines = (cleaned.pop("sources", None) or "").splitlines()
        return {**cleaned, "grounds": [*quoted, *resting_on(None, (), lines)]}


class OptionForm(OptionWords):
    """An option that the host team puts on the table."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ProposeOptionForm(OptionForm):
    """An option that a seat proposes."""

    seat = forms.ModelChoiceField(label=_("On behalf of"), queryset=Seat.objects.none(), empty_label=None)

    def __init__(self, challenge: Challenge, user: Anyone, *args: Any, **kwargs: Any) -> None:
        super().__init__(challenge, *args, **kwargs)
        self.fields["seat"].queryset = _own_seats(challenge.dialogue, user)  # type: ignore[attr-defined]


class EditOptionForm(OptionWords):
    """What an option says, and the revision it was read from."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, option: Option, *args: Any, **kwargs: Any) -> None:
        grounds = list(option.grounds.select_related("version__document"))
        said = {name: getattr(option, name) for name in (*WORDS, "revision")}
        said["paragraphs"] = [_name(one) for one in grounds if _name(one)]
        said["sources"] = "\n".join(one.label for one in grounds if not _name(one))
        super().__init__(option.challenge, *args, rests_on=grounds, initial=said, **kwargs)


def _name(ground: Ground) -> str:
    """Name what stands in a version, so that the same is offered once; what is said in words has no such name."""
    return f"{ground.version_id}:{ground.paragraph_id}:{ground.source_id}" if ground.version_id else ""


class WithdrawOptionForm(PlainForm):
    """Why an option is taken off the table, or a proposal is not put on it."""

    reason = _long(_("Your reason"), _("Whoever saw the option reads this."), required=True)


class OpenAppraisalForm(PlainForm):
    """How deep the appraisal goes, and until when."""

    depth = ChoiceWithMeaning(DEPTHS, label=_("How deep"), initial=Depth.SCORES)
    due_on = day_field(_("Until the end of"), required=False)

    def __init__(self, dialogue: Dialogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dialogue = dialogue

    def clean(self) -> dict[str, Any]:
        """Turn the day into the moment at which it ends."""
        return _with_moment(super().clean() or {}, self.dialogue)


class ReopenAppraisalForm(OpenAppraisalForm):
    """Until when a closed appraisal is open again."""

    def __init__(self, dialogue: Dialogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(dialogue, *args, **kwargs)
        del self.fields["depth"]


class DotsForm(PlainForm):
    """How many dots each category put on each option: one field for each pair, ``d<option>_<category>``."""

    def __init__(self, options: Iterable[Option], categories: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options, self.categories = list(options), list(categories)
        for option in self.options:
            for category in self.categories:
                self.fields[f"d{option.pk}_{category}"] = forms.IntegerField(
                    label=f"{option.letter}, {Category(category).label}",
                    min_value=0,
                    max_value=500,
                    required=False,
                    widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
                )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each category with its fields, one for each option."""
        return [
            {"name": Category(name).label, "fields": [self[f"d{option.pk}_{name}"] for option in self.options]}
            for name in self.categories
        ]

    @property
    def counts(self) -> dict[tuple[int, str], int]:
        """What was typed, by option and category."""
        return {
            (option.pk, name): self.cleaned_data.get(f"d{option.pk}_{name}") or 0
            for option in self.options
            for name in self.categories
        }


class ConcernForm(PlainForm):
    """A value or a red line."""

    seat = forms.ModelChoiceField(label=_("On behalf of"), queryset=Seat.objects.none(), empty_label=None)
    kind = ChoiceWithMeaning(KINDS, label=_("What you raise"), initial=ConcernKind.VALUE)
    option = forms.ModelChoiceField(
        label=_("About"), queryset=Option.objects.none(), required=False, empty_label=_("All options")
    )
    text = _long(_("In words"), required=True)
    would_change = _long(_("What would change it"), _("Needed for a red line."))
    is_shared = forms.BooleanField(
        label=_("All participants may read it"),
        required=False,
        help_text=_("Otherwise only your organisation and the host team read it. You can change this later."),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, appraisal: Appraisal, user: Anyone, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = _own_seats(appraisal.challenge.dialogue, user)  # type: ignore[attr-defined]
        self.fields["option"].queryset = appraisal.options.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A red line says what would change it."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == ConcernKind.RED_LINE and not cleaned.get("would_change"):
            self.add_error(
                "would_change", _("Say what would change it: a red line that nothing changes ends the talk.")
            )
        return cleaned


class ConclusionForm(PlainForm):
    """What was concluded, and the revision it was read from."""

    text = _long(
        _("What we concluded"), _("In words everybody present can accept; also what stays open."), required=True
    )
    option = forms.ModelChoiceField(
        label=_("Option chosen"), queryset=Option.objects.none(), required=False, empty_label=_("No single one")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, appraisal: Appraisal, known: Conclusion | None, *args: Any, **kwargs: Any) -> None:
        if known is not None:
            kwargs["initial"] = {"text": known.text, "option": known.option_id, "revision": known.revision}
        super().__init__(*args, **kwargs)
        self.fields["option"].queryset = appraisal.options.all()  # type: ignore[attr-defined]


class AcceptForm(PlainForm):
    """Whether a seat accepts what was concluded, and the revision it has read."""

    seat = forms.ModelChoiceField(label=_("On behalf of"), queryset=Seat.objects.none(), empty_label=None)
    accepts = ChoiceWithMeaning(
        [
            ("yes", _("We accept this"), _("It says what was concluded.")),
            ("no", _("Not like this"), _("Say below what you would have otherwise.")),
        ],
        label=_("Your answer"),
    )
    note = _long(_("Note"), _("Needed if you do not accept it."))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, seats: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn the answer into yes or no; a no says what would be otherwise."""
        cleaned = super().clean() or {}
        cleaned["accepts"] = cleaned.get("accepts") == "yes"
        if not cleaned["accepts"] and not cleaned.get("note") and "accepts" not in self.errors:
            self.add_error("note", _("Say what you would have otherwise, so that it can be talked about."))
        return cleaned


class EnterAcceptForm(AcceptForm):
    """What the host team enters of a seat's answer to the conclusion."""

    channel = forms.ChoiceField(label=_("How it came in"), choices=ENTERED, initial=Channel.IN_PERSON)


def _own_seats(dialogue: Dialogue, user: Anyone) -> Any:
    return Seat.objects.spoken_for_by(user).filter(dialogue=dialogue).select_related("organisation")


class BallotsForm(PlainForm):
    """Which ballots are printed: one for each seat, with its name, and how many blank ones."""

    is_named = forms.BooleanField(label=_("One ballot for each seat, with its name"), required=False, initial=True)
    blanks = forms.IntegerField(label=_("Blank ballots"), min_value=0, max_value=MOST_BLANKS, initial=0, required=False)

    def clean_blanks(self) -> int:
        """Take an empty field for none."""
        return self.cleaned_data["blanks"] or 0
