"""The table of inputs: which rows, columns, filters and orders a reader gets. Reads only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _

from dialogues.inputs.columns import question_columns, without_marks
from dialogues.inputs.filters import participants_filters, team_filters
from dialogues.inputs.models import Call
from dialogues.ledger.attribution import Labels
from dialogues.ledger.models import Entry
from dialogues.ledger.states import Disposition, Source
from dialogues.models import Dialogue
from dialogues.states import Category, Channel
from inspired.core.listing import Column, Listing

# What a row shows the host team, who read whose it is whatever was promised to others.
READ_BY_TEAM = (
    *("number", "source", "language", "channel", "title", "text", "translation", "disposition", "reason"),
    *("version_label", "created_at", "confirmed_at", "objected_at", "seat__category", "seat__organisation__name"),
)


def inputs_table(
    request: HttpRequest, dialogue: Dialogue, labels: Labels, on_export: Callable[[str, int], object]
) -> Listing:
    """Build the table: answers and every other contribution; all for the host team, for participants what is open to them and tells no names."""
    entries = Entry.objects.visible_to(request.user).filter(dialogue=dialogue)
    is_team = labels.standing.is_team
    rows = entries.select_related("seat__organisation").only(*READ_BY_TEAM) if is_team else entries.for_table()
    sorts: dict[str, Any] = {
        "newest": (_("Newest first"), "-number"),
        "oldest": (_("Oldest first"), "number"),
        "disposition": (_("Disposition"), ("disposition", "-number")),
    }
    if is_team:
        sorts["seat"] = (_("Seat"), ("seat__organisation__name", "-number"))
    listing = Listing(
        request,
        rows.annotate(call_title=F("answer__call__title")),  # empty for other kinds than answers
        searches=("text", "translation", *(("seat__organisation__name",) if is_team else ())),
        sorts=sorts,
        filterset=(team_filters if is_team else participants_filters)(request.user, dialogue),
        name=_("inputs"),
        on_export=on_export,
        columns=lambda: [*_before(labels), *_said(listing, labels), *_after(), *(_team_only() if is_team else ())],
    )
    return listing


def _said(listing: Listing, labels: Labels) -> list[Column]:
    """What was said: a column for each question where one call is chosen, otherwise one text."""
    chosen = listing.chosen("call")
    call = Call.objects.visible_to(listing.request.user).filter(pk=chosen).first() if chosen else None
    if call is None:
        return [Column(_("Text"), lambda row: without_marks(row.text))]
    return question_columns(listing.request.user, call, labels)


def _named(choices: Any) -> Callable[[str], str]:
    """Return what names a choice; every label is translated once for the table, not once for each row."""
    words = {value: str(label) for value, label in choices}
    return lambda value: words.get(value, value)


def _before(labels: Labels) -> list[Column]:
    source, language = _named(Source.choices), _named(settings.CONTENT_LANGUAGES)
    return [
        Column(_("Number"), "number"),
        Column(_("Kind"), lambda row: source(row.source)),
        Column(_("Call"), "call_title"),
        Column(_("Contributed by"), labels.of),
        Column(_("Language"), lambda row: language(row.language)),
    ]


def _after() -> list[Column]:
    disposition = _named(Disposition.choices)
    return [
        Column(_("Translation"), lambda row: without_marks(row.translation)),
        Column(_("Disposition"), lambda row: disposition(row.disposition)),
        Column(_("Reason"), lambda row: without_marks(row.reason)),
        Column(_("In version"), "version_label"),
    ]


def _team_only() -> list[Column]:
    category, channel = _named(Category.choices), _named(Channel.choices)
    return [
        Column(_("Category"), lambda row: category(row.seat.category) if row.seat else ""),
        Column(_("Came in"), lambda row: channel(row.channel)),
        Column(_("Awaiting confirmation"), "awaits_confirmation"),
        Column(_("Received"), "created_at"),
    ]
