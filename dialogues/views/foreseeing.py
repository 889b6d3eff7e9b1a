"""The dry run for the host team: who would get what, and how. Nothing is sent from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dialogues.foreseeing import (
    EVERYBODY,
    Foreseen,
    audiences,
    coming,
    counted,
    has_mail,
    is_reached,
    pace_of,
    people_of,
    silent_seats,
    what_happens,
)
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from inspired.core.access import requires
from inspired.core.listing import Column, Listing

COLUMNS = [
    Column(_("Organisation"), lambda row: row.seat.organisation.name),
    Column(_("Person"), lambda row: row.person.name),
    Column(_("Function"), "function"),
    Column(_("Telephone"), "phone"),
    Column(_("How they wish to be told"), lambda row: pace_of(row).label if is_reached(row) else ""),
]
SORTS = {
    "organisation": (_("Organisation"), "seat__organisation__name"),
    "person": (_("Person"), "person__name"),
}


class ReachFilter(django_filters.FilterSet):
    """Narrows the people by what is looked at, and by whether a mail reaches them."""

    about = django_filters.ChoiceFilter(label=_("What"), empty_label=None, method="as_chosen", choices=[])
    channel = django_filters.ChoiceFilter(
        label=_("Channel"),
        empty_label=_("Any"),
        choices=[("mail", _("E-mail")), ("phone", _("Must be phoned"))],
        method="by_channel",
    )

    def __init__(self, data: Any, queryset: Any, **kwargs: Any) -> None:
        super().__init__(data, queryset, **kwargs)
        self.filters["about"].extra["choices"] = self.request.audiences

    def as_chosen(self, queryset: Any, _name: str, _value: str) -> Any:
        """Leave the rows alone: the view has chosen the seats."""
        return queryset

    def by_channel(self, queryset: Any, _name: str, value: str) -> Any:
        """Keep those a mail reaches, or the others."""
        return has_mail(queryset, value == "mail")


@requires("dialogues.manage_dialogue", Dialogue, slug="slug")
@require_safe
def notice_preview(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show the next reminders and, for one of them or for a prepared announcement, who would hear of it and how."""
    reminders = coming(request.user, dialogue)
    known = audiences(request.user, dialogue, reminders)
    about = request.GET.get("about", "") if request.GET.get("about", "") in known else EVERYBODY
    chosen = known[about]
    request.audiences = [(key, one.label) for key, one in known.items()]  # type: ignore[attr-defined]
    listing = _people(request, dialogue, chosen)
    if (file := listing.download()) is not None:
        return file
    table = list(people_of(request.user, dialogue, None))
    context = frame(request.user, dialogue, "manage") | {
        "reminders": [(one, counted(table, known[one.key])) for one in reminders],
        "announcements": _announcements(known, table),
        "listing": listing,
        "shown": [(row, pace_of(row), is_reached(row), what_happens(row, asks=chosen.asks)) for row in listing.rows],
        "silent": silent_seats(request.user, dialogue, chosen.seats),
        "label": chosen.label,
    }
    return TemplateResponse(request, "notices/notice_preview.html", context)


def _announcements(known: Mapping[str, Foreseen], table: list[Any]) -> list[dict[str, Any]]:
    """Put into words what the host could announce, with how many organisations and people it reaches in which way."""
    return [
        {"key": key, "label": one.label, "seats": len(one.seats), "ways": counted(table, one)}
        for key, one in known.items()
        if one.seats is not None and not one.is_reminder
    ]


def _people(request: HttpRequest, dialogue: Dialogue, chosen: Foreseen) -> Listing:
    return Listing(
        request,
        people_of(request.user, dialogue, chosen.seats),
        name=f"reach-{dialogue.slug}",
        searches=("person__name", "seat__organisation__name", "function"),
        sorts=SORTS,
        filterset=ReachFilter,
        columns=[*COLUMNS, Column(_("What would happen"), lambda row: what_happens(row, asks=chosen.asks))],
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="reach", kind=kind, rows=rows),
    )
