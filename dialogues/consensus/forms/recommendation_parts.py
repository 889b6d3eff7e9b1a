"""Forms for recommendations, one for each of the parts in which they are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.attributes import BY_KEY, stamp_of
from dialogues.consensus.forms.recommendations import PrioritiesField, on_table
from dialogues.consensus.models import Challenge, Option, Recommendation, Roadmap
from dialogues.consensus.months import how_months_count, time_in_words
from dialogues.consensus.states.measures import Measure, Stage
from dialogues.consensus.states.recommendations import Part
from dialogues.ledger.forms import checked
from dialogues.models import Seat
from inspired.core.formlayout import PlainForm
from workinggroups.naming import Names

LONGEST = 600  # months that anybody plans for
SPARE = 3  # empty rows for organisations that support


def _words(label: Any, hint: Any = "", rows: int = 4) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=8000, widget=area)


def _line(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=300)


def _month(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=LONGEST)


class PartForm(PlainForm):
    """One part of a recommendation. It carries the stamp of what the part said when it was read."""

    stamp = forms.CharField(widget=forms.HiddenInput, max_length=64)
    part = ""

    def __init__(self, row: Recommendation, names: Names, data: Any = None) -> None:
        self.row, self.names = row, names
        super().__init__(data)
        self.describe()
        self.initial = {**self.stored(row), "stamp": stamp_of(row, BY_KEY[self.part])}

    def describe(self) -> None:
        """Fill the choices that depend on the recommendation."""

    def stored(self, row: Recommendation) -> dict[str, Any]:
        """What the part says now, by the names of the fields."""
        return {name: getattr(row, name) for name in self.fields if hasattr(row, name)}

    def said(self) -> dict[str, Any]:
        """What the verb takes; needs a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "stamp"}

    def clean(self) -> dict[str, Any]:
        """No text holds what cannot be stored."""
        data = super().clean() or {}
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea) and isinstance(data.get(name), str) and data[name]:
                try:
                    data[name] = checked(data[name])
                except forms.ValidationError as fault:
                    self.add_error(name, fault)
        return data

    def conflict(self, current: Recommendation) -> list[tuple[str, str, str]]:
        """Name each field that differs, with what stands now and what was typed, and let the form be sent again on top of it."""
        stored = self.stored(current)
        self.data = {**self.data.dict(), "stamp": stamp_of(current, BY_KEY[self.part])}  # type: ignore[attr-defined]
        pairs = [
            (name, self._told(name, stored.get(name)), self._told(name, self.cleaned_data.get(name)))
            for name in self.fields
        ]
        return [
            (str(self.fields[name].label), now, typed) for name, now, typed in pairs if name != "stamp" and now != typed
        ]

    def _told(self, name: str, value: Any) -> str:
        choices = getattr(self.fields[name], "choices", ())
        key = str(getattr(value, "pk", value))
        words = next((str(label) for choice, label in choices if str(choice) == key), "")
        return words or ("–" if value in (None, "", []) else str(value))


class WhatForm(PartForm):
    """What is to be done and why, and which priority it belongs to."""

    part = "what"
    title = forms.CharField(label=_("Recommendation"), max_length=200, help_text=_("In one sentence."))
    challenge = PrioritiesField(label=_("Priority it belongs to"), queryset=Challenge.objects.none())
    text = _words(_("What is to be done"), rows=6)
    rationale = _words(_("Why"), _("What the evidence shows, and what changes if this is done."))
    measure = forms.ChoiceField(label=_("Type of measure"), required=False, choices=[("", "–"), *Measure.choices])
    stage = forms.ChoiceField(label=_("Stage of the policy cycle"), required=False, choices=[("", "–"), *Stage.choices])

    def describe(self) -> None:
        """Offer the challenges on the table."""
        self.fields["challenge"].queryset = on_table(self.row.dialogue)  # type: ignore[attr-defined]


class ChoiceForm(PartForm):
    """The option chosen, and for each of the others why it was not."""

    part = "choice"
    option = forms.ModelChoiceField(
        label=_("Option chosen"), queryset=Option.objects.none(), required=False, empty_label=_("None of them")
    )

    def describe(self) -> None:
        """Offer the options of its challenge, and a field for each that was perhaps not chosen."""
        shown = Option.objects.filter(challenge=self.row.challenge_id, shown_at__isnull=False).order_by("letter")
        self.options = list(shown)
        self.fields["option"].queryset = shown  # type: ignore[attr-defined]
        self.fields["option"].label_from_instance = _named  # type: ignore[attr-defined]
        for option in self.options:
            words = gettext("Why not: %(option)s") % {"option": _named(option)}
            self.fields[f"why_{option.pk}"] = _words(words, rows=2)

    def stored(self, row: Recommendation) -> dict[str, Any]:
        """The option and the reasons against the others."""
        why = {f"why_{one.option_id}": one.why for one in row.rejected.all()}
        return {"option": row.option, **why}

    def said(self) -> dict[str, Any]:
        """The option, and those with a reason."""
        data = self.cleaned_data
        return {
            "option": data["option"],
            "rejected": [(one, data[f"why_{one.pk}"]) for one in self.options if data[f"why_{one.pk}"]],
        }


def _named(option: Option) -> str:
    return f"{option.letter} {option.title}"


class WhoForm(PartForm):
    """To whom it is addressed, whom it reaches, who leads, and who supports with what."""

    part = "who"
    addressee = _line(_("Addressed to"), _("Who has to decide or to act on it."))
    target_group = _line(_("For whom"), _("Whose life should change."))
    lead = forms.ModelChoiceField(
        label=_("Who leads"), queryset=Seat.objects.none(), required=False, empty_label=_("Nobody yet")
    )
    lead_words = _line(_("What it takes on"))

    def describe(self) -> None:
        """Offer the seats at the table, by the names this reader knows, and rows for those that support."""
        rows = Seat.objects.at_the_table().filter(dialogue=self.row.dialogue_id).select_related("organisation")
        self._offer("lead", rows)
        self.count = self._rows()
        for number in range(1, self.count + 1):
            label = gettext("Supports it (%(number)d)") % {"number": number}
            self.fields[f"seat_{number}"] = forms.ModelChoiceField(
                label=label, queryset=rows, required=False, empty_label="–"
            )
            self._offer(f"seat_{number}", rows)
            self.fields[f"words_{number}"] = _line(gettext("With what (%(number)d)") % {"number": number})

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows
        field.label_from_instance = self.names.of

    def _rows(self) -> int:
        supporting = sum(one.part == Part.SUPPORT for one in self.row.shares.all())
        sent = sum(name.startswith("seat_") for name in self.data) if self.is_bound else 0
        return min(max(supporting + SPARE, sent), 60)

    def stored(self, row: Recommendation) -> dict[str, Any]:
        """Who has which part now."""
        said: dict[str, Any] = {"addressee": row.addressee, "target_group": row.target_group}
        shares = sorted(row.shares.all(), key=lambda one: one.pk)
        for one in shares:
            if one.part == Part.LEAD:
                said |= {"lead": one.seat, "lead_words": one.words}
        for number, one in enumerate((one for one in shares if one.part == Part.SUPPORT), 1):
            said |= {f"seat_{number}": one.seat, f"words_{number}": one.words}
        return said

    def clean(self) -> dict[str, Any]:
        """Words belong to an organisation."""
        data = super().clean()
        pairs = [("lead", "lead_words"), *((f"seat_{at}", f"words_{at}") for at in range(1, self.count + 1))]
        for seat, words in pairs:
            if data.get(words) and not data.get(seat) and seat not in self.errors:
                self.add_error(seat, _("Choose the organisation that takes this on."))
        return data

    def said(self) -> dict[str, Any]:
        """The seats with their parts and words."""
        data = self.cleaned_data
        shares = [(data["lead"], Part.LEAD, data["lead_words"])] if data["lead"] else []
        shares += [
            (data[f"seat_{at}"], Part.SUPPORT, data[f"words_{at}"])
            for at in range(1, self.count + 1)
            if data[f"seat_{at}"]
        ]
        return {"addressee": data["addressee"], "target_group": data["target_group"], "shares": shares}


class WhenForm(PartForm):
    """By when it is done, and with what."""

    part = "when"
    begins_month = _month(_("From month"))
    ends_month = _month(_("To month"))
    resources = _words(_("What it needs"), _("Money, people, equipment, decisions."))
    budget_line = _line(_("Budget line or source of funds"))

    def describe(self) -> None:
        """Say beside both fields how months count, and what stands now means in the calendar."""
        roadmap = Roadmap.objects.filter(dialogue=self.row.dialogue_id).first()
        start = roadmap.starts_on if roadmap else None
        now = time_in_words(self.row.begins_month, self.row.ends_month, start)
        said = how_months_count(start)
        self.fields["begins_month"].help_text = said
        self.fields["ends_month"].help_text = (
            gettext("%(how)s As it stands: %(now)s.") % {"how": said, "now": now} if now else said
        )

    def clean(self) -> dict[str, Any]:
        """Both months or none, in their order."""
        data = super().clean()
        begins, ends = data.get("begins_month"), data.get("ends_month")
        if (begins is None) != (ends is None) and not self.errors:
            self.add_error("begins_month" if begins is None else "ends_month", _("Say from which month to which."))
        elif begins is not None and ends is not None and ends < begins:
            self.add_error("ends_month", _("It cannot end before it begins."))
        return data


class FeasibilityForm(PartForm):
    """What stands in the way, how working together answers it, and what is lacking."""

    part = "feasibility"
    feasibility = _words(
        _("What stands in the way"),
        _("Stand in the shoes of those who decide: what binds their hands, what would they risk?"),
    )
    collaboration = _words(
        _("How working together answers it"), _("What the others at this table can do so that it becomes possible.")
    )
    capacity_gaps = _words(_("What those who carry it out lack"), _("Knowledge, people, equipment, authority."))


class IndicatorsForm(PartForm):
    """How one will see it."""

    part = "indicators"
    indicators = _words(_("Indicators"), _("One on each line, by its name or number in the analysis."))
    standards = _words(_("Standards and conventions"), _("Those it carries out or answers to."))

    def stored(self, row: Recommendation) -> dict[str, Any]:
        """The names one below the other."""
        return {"indicators": "\n".join(row.indicators), "standards": row.standards}

    def said(self) -> dict[str, Any]:
        """The names as a list."""
        lines = [" ".join(line.split())[:200] for line in self.cleaned_data["indicators"].splitlines()]
        return {"indicators": [line for line in lines if line][:20], "standards": self.cleaned_data["standards"]}


FORMS: Mapping[str, type[PartForm]] = {
    form.part: form for form in (WhatForm, ChoiceForm, WhoForm, WhenForm, FeasibilityForm, IndicatorsForm)
}
