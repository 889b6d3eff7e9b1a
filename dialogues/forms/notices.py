"""How people choose the pace of mails: for one dialogue through the link in a mail, or for all of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue
from dialogues.states import Pace
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm

MEANINGS = {
    Pace.USUAL: _("What asks something of you comes at once, the rest in one mail a day."),
    Pace.ONCE: _("A mail as soon as something happens."),
    Pace.DAILY: _("One mail at seven in the morning, on days on which something happened."),
    Pace.WEEKLY: _("One mail on Monday morning; dates that would pass before come on their day."),
    Pace.NEVER: _("Nothing by mail, not even dates. What happened stands on the site."),
}
LABELS = [(pace, pace.label, MEANINGS[pace]) for pace in Pace]


class PaceForm(PlainForm):
    """One pace, for this dialogue or for all."""

    pace = ChoiceWithMeaning(LABELS, label=_("How often"))
    where = forms.ChoiceField(
        label=_("Where this holds"),
        choices=[("here", _("For this dialogue")), ("everywhere", _("For all dialogues I take part in"))],
        initial="here",
        widget=forms.RadioSelect,
    )


class PacesForm(PlainForm):
    """The pace everywhere, and for each dialogue one of its own where it shall differ."""

    everywhere = ChoiceWithMeaning(LABELS, label=_("In all dialogues"))

    def __init__(
        self, data: Any, *, dialogues: Iterable[Dialogue], chosen: Mapping[int | None, str], **kwargs: Any
    ) -> None:
        super().__init__(data, initial={"everywhere": chosen.get(None, Pace.USUAL)}, **kwargs)
        self.places = {f"dialogue_{dialogue.pk}": dialogue.pk for dialogue in dialogues}
        for dialogue in dialogues:
            self.fields[f"dialogue_{dialogue.pk}"] = forms.ChoiceField(
                label=dialogue.title,
                required=False,
                choices=[("", _("As in all dialogues")), *Pace.choices],
                initial=chosen.get(dialogue.pk, ""),
            )

    def paces(self) -> dict[int | None, str]:
        """Return the chosen pace by dialogue, the one for all under None."""
        data = self.cleaned_data
        return {None: data["everywhere"]} | {pk: data[name] for name, pk in self.places.items()}
