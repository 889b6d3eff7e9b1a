"""Forms with which a meeting is prepared, moved and answered."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dialogues.activities.dates import When, between
from dialogues.activities.models import AgendaPoint, Invited, Meeting, Recording
from dialogues.activities.states.meetings import ChangeKind, Gender, InvitedAnswer
from dialogues.convening.forms.contacts import Renewable
from dialogues.forms.seats import day_field
from dialogues.models import Delegate, Seat
from dialogues.states import Attribution
from inspired.core.formlayout import ChoiceWithMeaning, PlainForm

POINT = re.compile(r"^\s*(?P<minutes>\d{1,3})\s*[’'′\s|:–-]\s*(?P<title>\S.*)$")
LONGEST_POINT = 200
ATTRIBUTIONS = [
    (Attribution.PERSON, Attribution.PERSON.label, _("With the organisation, if the person chose to be named.")),
    (Attribution.ORGANISATION, Attribution.ORGANISATION.label, _("The usual choice.")),
    (
        Attribution.CATEGORY,
        Attribution.CATEGORY.label,
        _("A category with fewer than three seats shows as “a participant”."),
    ),
    (Attribution.NOBODY, Attribution.NOBODY.label, _("Minutes say what was said, never by whom.")),
]


def hour_field(label: Any) -> forms.TimeField:
    """Return a field for an hour of the day that every browser shows as one."""
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class WhenForm(PlainForm):
    """When and where."""

    day = day_field(_("Day"))
    start = hour_field(_("From"))
    end = hour_field(_("Until"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(label=_("Link to take part from afar"), max_length=500, required=False, assume_scheme="https")

    zone = "UTC"

    def when(self) -> When:
        """Return the moments, on the clocks of the meeting's zone."""
        data = self.cleaned_data
        return When(*between(data["day"], data["start"], data["end"], self.zone), data["place"], data["link"])


class AboutForm(PlainForm):
    """What is said about a meeting beside its date."""

    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=settings.CONTENT_LANGUAGES)
    interpretation = forms.CharField(label=_("Who interprets, between which languages"), max_length=300, required=False)
    attribution = ChoiceWithMeaning(
        ATTRIBUTIONS,
        label=_("To whom the minutes attribute what is said"),
        help_text=_("Say it aloud when you open the meeting. It holds once somebody has spoken under it."),
    )
    answer_by = day_field(_("Answers until the end of"), required=False)


class MeetingForm(AboutForm, WhenForm):
    """A new meeting."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ("title", "day", "start", "end", "place", "link", "language", "interpretation")

    def __init__(self, zone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["day"].help_text = _("Hours are those on the clock in: %(zone)s.") % {"zone": zone}


class AboutMeetingForm(Renewable, AboutForm):
    """A meeting as it stands, with the revision it was read from."""


class ChangeForm(WhenForm):
    """Another date, no date for now, or none at all."""

    kind = forms.ChoiceField(label=_("What happens"), choices=ChangeKind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Your reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Everybody invited reads it."),
    )
    sequence = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    field_order = ("kind", "day", "start", "end", "place", "link", "reason")

    def __init__(self, zone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        for name in ("day", "start", "end"):
            self.fields[name].required = False
            self.fields[name].needed_when = _("needed to move it")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """To move needs a new date."""
        data = super().clean() or {}
        if data.get("kind") == ChangeKind.MOVE:
            for name in ("day", "start", "end"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Say when it takes place instead."))
        return data


class AgendaForm(PlainForm):
    """The agenda, a point on each line."""

    points = forms.CharField(
        label=_("Agenda"),
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
        max_length=20_000,
        help_text=_("One point on each line, the minutes first. For example: 20 Opening and ground rules"),
    )

    def clean_points(self) -> list[tuple[str, int]]:
        """Read titles and minutes; a line without minutes has none."""
        found = []
        for line in self.cleaned_data["points"].splitlines():
            if not line.strip():
                continue
            match = POINT.match(line)
            title = match["title"].strip() if match else line.strip()
            if len(title) > LONGEST_POINT:
                raise forms.ValidationError(_("A point has at most %(number)d signs.") % {"number": LONGEST_POINT})
            found.append((title, int(match["minutes"]) if match else 0))
        return found

    @staticmethod
    def as_typed(points: list[AgendaPoint]) -> str:
        """Write points as they are typed."""
        return "\n".join(f"{point.minutes} {point.title}" if point.minutes else point.title for point in points)


class InviteForm(PlainForm):
    """Which seats are invited."""

    seats = forms.ModelMultipleChoiceField(
        label=_("Seats"), queryset=Seat.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Invited.objects.filter(meeting=meeting).values("seat")
        seats = meeting.activity.asked().exclude(pk__in=known).select_related("organisation")
        self.fields["seats"].queryset = seats  # type: ignore[attr-defined]
        self.initial.setdefault("seats", list(seats))


class ComingForm(PlainForm):
    """Whether a seat comes, and who will sit there."""

    answer = forms.ChoiceField(
        label=_("Does your organisation come?"),
        choices=[(one.value, one.label) for one in InvitedAnswer if one != InvitedAnswer.WAITING],
        widget=forms.RadioSelect,
    )
    delegate = forms.ModelChoiceField(
        label=_("Who comes"), queryset=Delegate.objects.none(), required=False, empty_label=_("Not settled yet")
    )
    substitute = forms.CharField(label=_("Name of the substitute"), max_length=200, required=False)
    language = forms.ChoiceField(
        label=_("Language in which this person wishes to speak"),
        choices=[("", _("No wish")), *settings.CONTENT_LANGUAGES],
        required=False,
    )
    gender = forms.ChoiceField(label=_("Gender, as this person says it"), choices=Gender.choices, required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    note = forms.CharField(label=_("What the host should know"), max_length=300, required=False)

    def __init__(self, invited: Invited, recording: Recording, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Delegate.objects.mandated().filter(seat=invited.seat_id).select_related("person")
        self.fields["delegate"].queryset = people  # type: ignore[attr-defined]
        self.fields["delegate"].label_from_instance = lambda one: one.person.name or str(one)  # type: ignore[attr-defined]
        self.fields["substitute"].needed_when = _("needed for a substitute")  # type: ignore[attr-defined]
        choices = list(dict.fromkeys([*recording.regions, *([invited.region] if invited.region else [])]))
        self.fields["region"].choices = [("", _("Not recorded")), *((one, one) for one in choices)]  # type: ignore[attr-defined]
        if not recording.records_gender:
            del self.fields["gender"]
        if not recording.records_region:
            del self.fields["region"]

    def clean(self) -> dict[str, Any]:
        """A substitute has a name."""
        data = super().clean() or {}
        if data.get("answer") == InvitedAnswer.SUBSTITUTE and not (data.get("substitute") or "").strip():
            self.add_error("substitute", _("Say who comes instead."))
        return data


class ScanForm(PlainForm):
    """A signed sheet."""

    upload = forms.FileField(label=_("Signed sheet"), help_text=_("A scan or a photograph, at most 10 MB."))
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
