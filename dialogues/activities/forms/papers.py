"""Forms of the papers of a meeting: columns of the sign-in sheet, needs, per diem and transport."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.activities.models import Invited
from dialogues.activities.services.papers import MOST_BLANKS
from dialogues.activities.states.papers import USUAL_COLUMNS, SignInColumn
from inspired.core.formlayout import PlainForm

CODE = re.compile(r"[A-Z]{3}")


class ColumnsForm(PlainForm):
    """What stands on the sign-in sheet, and how many lines stay empty for those who come without an invitation."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"), choices=SignInColumn.choices, widget=forms.CheckboxSelectMultiple, initial=USUAL_COLUMNS
    )
    blanks = forms.IntegerField(label=_("Empty lines"), min_value=0, max_value=MOST_BLANKS, initial=6)


class NeedsForm(PlainForm):
    """What somebody who comes needs."""

    interpretation = forms.CharField(label=_("Language to interpret into"), max_length=100, required=False)
    access = forms.CharField(
        label=_("Access"),
        max_length=300,
        required=False,
        help_text=_("A ramp, large print, sign language, a quiet room."),
    )
    diet = forms.CharField(label=_("Diet"), max_length=300, required=False)
    childcare = forms.CharField(label=_("Childcare"), max_length=300, required=False, help_text=_("How many, how old."))


class AllowancesForm(PlainForm):
    """Rates, and days and kilometres for each seat that comes."""

    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Three letters, for example EUR."))
    per_day = forms.DecimalField(label=_("For a day"), min_value=0, max_digits=9, decimal_places=2)
    per_km = forms.DecimalField(label=_("For a kilometre"), min_value=0, max_digits=7, decimal_places=2)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, coming: Iterable[Invited], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.coming = list(coming)
        for one in self.coming:
            paid = getattr(one, "allowance", None)
            days = forms.DecimalField(min_value=0, max_value=99, max_digits=4, decimal_places=1)
            days.label, days.initial = _("Days"), paid.days.normalize() if paid else 1
            far = forms.IntegerField(min_value=0, max_value=20_000)
            for field, word in ((days, _("Days")), (far, _("Kilometres"))):
                field.widget.attrs |= {"class": "form-control", "aria-label": f"{word}: {one.seat}"}
            far.label, far.initial = _("Kilometres, there and back"), paid.distance if paid else 0
            self.fields[f"days_{one.pk}"], self.fields[f"km_{one.pk}"] = days, far

    def clean_currency(self) -> str:
        """Return the code of a currency."""
        code = str(self.cleaned_data["currency"]).upper()
        if not CODE.fullmatch(code):
            raise forms.ValidationError(_("Three letters, for example EUR."))
        return code

    @property
    def lines(self) -> list[tuple[Invited, forms.BoundField, forms.BoundField]]:
        """Return each seat with its two fields."""
        return [(one, self[f"days_{one.pk}"], self[f"km_{one.pk}"]) for one in self.coming]

    def for_verb(self) -> dict[str, Any]:
        """Return what the verb takes."""
        data = self.cleaned_data
        rows = {one.pk: (data[f"days_{one.pk}"], data[f"km_{one.pk}"]) for one in self.coming}
        rates = {name: data[name] for name in ("currency", "per_day", "per_km")}
        return {"rates": rates, "rows": rows, "revision": data["revision"]}
