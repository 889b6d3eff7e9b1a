"""Forms for challenges: the words of one and what it rests on, a reason, the date and the order of a ranking."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.grounding import Grounding, resting_on
from dialogues.consensus.models import Challenge
from dialogues.convening.forms.contacts import Renewable
from dialogues.deadlines import end_of_day
from dialogues.documents.freezing import find_paragraph
from dialogues.documents.models import Version
from dialogues.documents.plainly import opening
from dialogues.forms.seats import day_field
from dialogues.models import Dialogue, Seat
from dialogues.states import RECEIVED
from inspired.core.formlayout import PlainForm


class ChallengeForm(PlainForm):
    """The words of a challenge and what it rests on."""

    title = forms.CharField(
        label=_("Challenge"),
        max_length=200,
        help_text=_("One line: what has to be solved, as a question or a statement."),
    )
    text = forms.CharField(
        label=_("What has to be solved"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        required=False,
        help_text=_("Is it a lack of rules, or a lack of implementation? Who lives with it today?"),
    )
    paragraphs = forms.MultipleChoiceField(
        label=_("It rests on these paragraphs"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("The sources that they cite come with them."),
    )
    words = forms.CharField(
        label=_("Other sources, in words"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=3000,
        required=False,
        help_text=_("One on each line."),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self, *args: Any, version: Version | None, offered: Iterable[str], seats: Iterable[Seat] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        choices = _paragraphs(version, offered) if version else []
        self.fields["paragraphs"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["paragraphs"]
        if own := list(seats):
            self.fields["seat"] = seat_field(own)
            self.order_fields(["seat", *self.fields])

    def clean(self) -> dict[str, Any]:
        """Put together what it rests on."""
        cleaned = super().clean() or {}
        names, words = cleaned.pop("paragraphs", []), cleaned.pop("words", "")
        grounds: list[Grounding] = resting_on(self.version, names, words.splitlines())
        return {**cleaned, "grounds": grounds}


class ChallengeEditForm(Renewable, ChallengeForm):
    """The same, read from a revision of the challenge."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["form_key"]
        self.fields["version"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=self.version.pk if self.version else ""
        )

    def clean(self) -> dict[str, Any]:
        """Leave out which version the paragraphs were offered from: the grounds say it."""
        cleaned = super().clean()
        cleaned.pop("version", None)
        return cleaned

    def conflict(self, current: Any) -> list[tuple[str, str, str]]:
        """Name what differs, the number of the revision aside: nobody typed it."""
        number = str(self.fields["revision"].label)
        return [pair for pair in super().conflict(current) if pair[0] != number]

    @classmethod
    def stored(cls, row: Any) -> dict[str, Any]:
        """Return what the challenge holds, by the names of this form's fields."""
        grounds = list(row.grounds.all())
        return {
            "title": row.title,
            "text": row.text,
            "revision": row.revision,
            "paragraphs": [one.paragraph_id for one in grounds if one.paragraph_id],
            "words": "\n".join(one.label for one in grounds if not one.version_id),
        }


class RankingForm(PlainForm):
    """Until when the seats are asked."""

    due_on = day_field(_("Answers until the end of"))

    def __init__(self, dialogue: Dialogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dialogue = dialogue

    def clean(self) -> dict[str, Any]:
        """Turn the day into the moment at which it ends."""
        cleaned = super().clean() or {}
        day = cleaned.pop("due_on", None)
        return {**cleaned, "due_at": end_of_day(day, self.dialogue.time_zone)} if day else cleaned


class ExtendForm(RankingForm):
    """A later day, and why."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)


class ConclusionForm(PlainForm):
    """What follows from a ranking, in words."""

    conclusion = forms.CharField(
        label=_("What we conclude"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        help_text=_("Say what comes first and why, and what was disputed. Everybody reads it above the result."),
    )


class OrderForm(PlainForm):
    """The order of one seat: a place for each challenge, each place once; what has none comes after those that have."""

    def __init__(self, challenges: Iterable[Challenge], *args: Any, order: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.challenges = list(challenges)
        given = {pk: place for place, pk in enumerate(order, start=1)}
        numbers = [("", "–"), *((str(place), str(place)) for place in range(1, len(self.challenges) + 1))]
        for one in self.challenges:
            self.fields[f"place_{one.pk}"] = forms.TypedChoiceField(
                label=format_lazy("{}. {}", one.number, one.title),
                choices=numbers,
                coerce=int,
                empty_value=None,
                required=False,
                initial=given.get(one.pk),
            )
        self.fields["reason"] = forms.CharField(
            label=_("Why the first comes first"),
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=2000,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Turn places into an order; name each challenge whose place is taken."""
        cleaned = super().clean() or {}
        seen: dict[int, int] = {}
        for one in self.challenges:
            place = cleaned.pop(f"place_{one.pk}", None)
            if place in seen:
                self.add_error(f"place_{one.pk}", _("This place is taken: each has a place of its own."))
            elif place is not None:
                seen[place] = one.pk
        if not seen and not self.errors:
            self.add_error(None, _("Give at least the most pressing challenge its place."))
        return {**cleaned, "order": [seen[place] for place in sorted(seen)]}


class OrderEnterForm(OrderForm):
    """The same, as it came in by another way."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"] = channel_field()
        self.order_fields(["channel", *self.fields])


def channel_field() -> forms.ChoiceField:
    """Return the question how something came in."""
    return forms.ChoiceField(label=_("How it came in"), choices=RECEIVED)


def seat_field(seats: list[Seat]) -> forms.ModelChoiceField[Seat]:
    """Return the question for which of one's seats one speaks; for one alone it is answered."""
    rows = Seat.objects.filter(pk__in=[one.pk for one in seats]).select_related("organisation")
    field = forms.ModelChoiceField(rows, label=_("You speak for"), empty_label=None)
    if len(seats) == 1:
        field.widget, field.initial = forms.HiddenInput(), seats[0].pk
    return field


def _paragraphs(version: Version, names: Iterable[str]) -> list[tuple[str, Any]]:
    content = version.data
    found = ((name, find_paragraph(content, name)) for name in dict.fromkeys(names))
    return [(name, f"{one['number'] or ''} {opening(one['text'], 400)}".strip()) for name, one in found if one]
