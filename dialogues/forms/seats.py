"""Forms for seats, delegates, mandates and the balance of categories."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import AffectedGroup, Dialogue, Organisation, Seat
from dialogues.states import Appearance, Category, Channel, DelegateRole, Phase
from inspired.core.access import Anyone
from inspired.core.formlayout import ChoiceWithMeaning, DayField, PlainForm, RowsField

WAYS = [choice for choice in Channel.choices if choice[0] != Channel.WEB]
WISHES = [
    (Appearance.NAME, Appearance.NAME.label, _("The organisation, and the delegates who wish it by name.")),
    (Appearance.ORGANISATION, Appearance.ORGANISATION.label, _("The organisation; no person is named.")),
    (
        Appearance.CATEGORY,
        Appearance.CATEGORY.label,
        _(
            'For example "A participant from: Media"; where a category has fewer than three seats, only "A participant".'
        ),
    ),
    (Appearance.UNLISTED, Appearance.UNLISTED.label, _("In no list at all.")),
]
OWN_WISHES = [
    (
        Appearance.NAME,
        Appearance.NAME.label,
        _("Your name beside your organisation's, where your organisation allows it."),
    ),
    (Appearance.ORGANISATION, Appearance.ORGANISATION.label, _("Only your organisation, never your name.")),
    (Appearance.CATEGORY, Appearance.CATEGORY.label, _("What you contribute yourself is shown by category at most.")),
    (Appearance.UNLISTED, Appearance.UNLISTED.label, _("You stand in no list.")),
]


def day_field(label: Any, **options: Any) -> DayField:
    """Return a field for a day that every browser shows as one."""
    return DayField(label=label, **options)


class SeatForm(PlainForm):
    """The category of a seat, whom it speaks for and from when it takes part."""

    category = forms.ChoiceField(label=_("Category"), choices=[("", _("Choose")), *Category.choices])
    from_phase = forms.ChoiceField(label=_("Takes part from"), choices=Phase.choices)
    speaks_for = RowsField(
        label=_("Speaks for these affected groups"),
        queryset=AffectedGroup.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Only groups without leverage of their own that this organisation truly answers to."),
    )

    def __init__(self, dialogue: Dialogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = dialogue.affected_groups.all()
        if groups:
            self.fields["speaks_for"].queryset = groups  # type: ignore[attr-defined]
        else:
            del self.fields["speaks_for"]


class NewSeatForm(SeatForm):
    """Which organisation gets a seat: one of the directory, or a new one."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation in the directory"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("None of these: a new one"),
        help_text=_("You find public organisations and those of your own dialogues."),
    )
    name = forms.CharField(
        label=_("Or the name of a new organisation"),
        max_length=200,
        required=False,
        help_text=_("As it writes itself."),
    )
    field_order = ["organisation", "name", "category", "from_phase", "speaks_for"]

    def __init__(self, dialogue: Dialogue, user: Anyone, *args: Any, **kwargs: Any) -> None:
        super().__init__(dialogue, *args, **kwargs)
        self.fields["organisation"].queryset = self.free(dialogue, user)  # type: ignore[attr-defined]

    @staticmethod
    def free(dialogue: Dialogue, user: Anyone) -> QuerySet[Organisation]:
        """Return the organisations this person may find that have no seat here yet."""
        return Organisation.objects.visible_to(user).exclude(pk__in=dialogue.seats.values("organisation"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "organisation" in cleaned and not cleaned["organisation"] and not cleaned.get("name", "").strip():
            self.add_error("name", _("Choose an organisation or enter the name of a new one."))
        if cleaned.get("organisation") and cleaned.get("name", "").strip():
            self.add_error("name", _("Either choose an organisation or enter a new name, not both."))
        return cleaned


class ReasonForm(PlainForm):
    """Asks why."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("One or two sentences."),
    )


class JoinForm(PlainForm):
    """Asks by which way an organisation accepted."""

    channel = forms.ChoiceField(label=_("They accepted"), choices=WAYS)


class DelegateForm(PlainForm):
    """A person who speaks for a seat, with contact details for the host team."""

    name = forms.CharField(label=_("Name"), max_length=200)
    function = forms.CharField(label=_("Function"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)


class MandateForm(PlainForm):
    """Role, dates and signing authority of a mandate."""

    role = ChoiceWithMeaning(
        [
            (
                DelegateRole.HEAD,
                DelegateRole.HEAD.label,
                _("Speaks for the organisation; follows the head before, whose mandate ends."),
            ),
            (DelegateRole.ALTERNATE, DelegateRole.ALTERNATE.label, _("Speaks when the head delegate cannot.")),
            (
                DelegateRole.OBSERVER,
                DelegateRole.OBSERVER.label,
                _("Listens and reads; never speaks or signs for the organisation."),
            ),
        ],
        label=_("Role"),
    )
    may_sign = forms.BooleanField(
        label=_("May sign for the organisation"),
        required=False,
        help_text=_("Endorsements count only from whoever may sign."),
    )
    starts_on = day_field(_("From"), initial=timezone.localdate)
    ends_on = day_field(_("Until"), required=False, help_text=_("Leave empty while it is open."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts: date | None = cleaned.get("starts_on")
        ends: date | None = cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("A mandate cannot end before it begins."))
        if cleaned.get("role") == DelegateRole.OBSERVER and cleaned.get("may_sign"):
            self.add_error("may_sign", _("Observers do not sign."))
        return cleaned


class MandateEndForm(PlainForm):
    """When a mandate ends: at once, or at the end of a day."""

    ends_on = day_field(
        _("Last day"),
        required=False,
        help_text=_("Leave empty to end it at once; it then counts no more from the next page on."),
    )


class WaiveForm(ReasonForm):
    """Which category this dialogue does not need, and why."""

    category = forms.ChoiceField(label=_("Category"), choices=Category.choices)
    field_order = ["category", "reason"]


class GroupForm(PlainForm):
    """A group that the policy affects."""

    name = forms.CharField(
        label=_("Affected group"), max_length=200, help_text=_("For example: live-in workers, rural families.")
    )


PRINTED = _("What the host publishes is read by everybody, with the names as they were when it was frozen.")


def wish_field(label: Any, *, own: bool, help_text: Any = "") -> ChoiceWithMeaning:
    """Return the choice how a person (``own``) or a seat appears before one audience."""
    return ChoiceWithMeaning(OWN_WISHES if own else WISHES, label=label, help_text=help_text)


class SeatAppearanceForm(PlainForm):
    """How a seat appears before the three audiences."""

    to_participants = wish_field(_("To the participants of this dialogue"), own=False)
    in_documents = wish_field(_("In documents"), own=False, help_text=PRINTED)
    in_public = wish_field(_("In public"), own=False)


class OwnAppearanceForm(PlainForm):
    """How a person appears before the three audiences."""

    to_participants = wish_field(_("To the participants of this dialogue"), own=True)
    in_documents = wish_field(_("In documents"), own=True, help_text=PRINTED)
    in_public = wish_field(_("In public"), own=True)


def initial_wishes(row: Seat | Any) -> dict[str, str]:
    """Return what a seat or a delegate has chosen so far, for the forms above."""
    return {name: getattr(row, f"appear_{name}") for name in ("to_participants", "in_documents", "in_public")}
