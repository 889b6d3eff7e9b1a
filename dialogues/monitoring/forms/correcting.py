"""Forms for correcting and withdrawing what was noted: the same questions, filled with what stands, and the revision read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.consensus.models import Recommendation
from dialogues.monitoring.forms.following import AdaptationForm, FollowedForm, InfluenceForm, StepForm
from dialogues.monitoring.models.following import Followed
from inspired.core.access import Anyone
from inspired.core.formlayout import PlainForm


class Correcting(FollowedForm):
    """A note as it stands, to be told anew; whose note it is does not change."""

    def __init__(self, user: Anyone, noted: Followed, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, noted.dialogue, *args, **kwargs)
        for name in ("seat", "form_key"):
            self.fields.pop(name, None)
        self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput)
        stands: Any = noted
        if stands.recommendation_id:  # stays to be chosen though it was withdrawn meanwhile
            known = self.fields["recommendation"].queryset  # type: ignore[attr-defined]
            own = Recommendation.objects.visible_to(user).filter(pk=stands.recommendation_id)
            self.fields["recommendation"].queryset = (known | own).order_by("number")  # type: ignore[attr-defined]
        self.initial = {name: getattr(noted, f"{name}_id", getattr(noted, name)) for name in self.fields}


class CorrectInfluenceForm(Correcting, InfluenceForm):
    """Influence, told anew."""


class CorrectStepForm(Correcting, StepForm):
    """An advocacy action or an undertaking, told anew."""


class CorrectAdaptationForm(Correcting, AdaptationForm):
    """An adaptation, told anew."""


class WithdrawForm(PlainForm):
    """Why a note is withdrawn."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=_("Whoever reads the note reads the reason."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, noted: Followed, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"revision": noted.revision}, **kwargs)
