"""The form that settles the release of an event or campaign."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.activities.forms.seating import SeatsByCategory
from dialogues.activities.models import Activity, Release
from dialogues.convening.forms.contacts import Renewable
from dialogues.forms.seats import day_field
from dialogues.models import Seat


class ReleaseForm(Renewable):
    """The day, the embargo, and who reads it before."""

    opens_on = day_field(
        _("Release date"),
        required=False,
        help_text=_("Nothing is said in public before this day. Until then only the host team, and whom you name below, read messages and materials that are held back."),
    )  # fmt: skip
    embargo_on = day_field(
        _("Media keep to an embargo until the end of"),
        required=False,
        help_text=_("Media at the table read it when the embargo has ended."),
    )
    tells_media = forms.BooleanField(
        label=_("Media read it before, under embargo"),
        required=False,
        help_text=_("The seats of the media and, where everybody knows of the activity, the media users of this dialogue. The embargo stands beside it."),
    )  # fmt: skip
    seats = SeatsByCategory(label=_("Seats that read it before"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, activity: Activity, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Seat.objects.at_the_table().filter(dialogue=activity.dialogue_id).select_related("organisation")
        self.fields["seats"].queryset = seats  # type: ignore[attr-defined]

    @classmethod
    def stored(cls, release: Release) -> dict[str, Any]:
        """Return what is settled, as the form begins with it."""
        names = ("opens_on", "embargo_on", "tells_media", "revision")
        seats = [seat.pk for seat in release.seats.all()] if release.pk else []
        return {name: getattr(release, name) for name in names} | {"seats": seats}

    def clean(self) -> dict[str, Any]:
        """An embargo, and media told of one, need the release; no embargo ends before it."""
        data = super().clean() or {}
        opens, embargo = data.get("opens_on"), data.get("embargo_on")
        if embargo and not opens:
            self.add_error("opens_on", _("An embargo needs a release date."))
        elif embargo and opens and embargo < opens - timedelta(days=1):
            self.add_error("embargo_on", _("The embargo ends before the release date."))
        elif data.get("tells_media") and not opens and "opens_on" not in self.errors:
            self.add_error("opens_on", _("The media read it under embargo only once there is a release date."))
        return data
