"""The contact log, and who is to be called today."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import django_filters
from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.convening.forms.contact_log import CalledForm, LogForm
from dialogues.convening.forms.contacts import team_accounts
from dialogues.convening.models import ContactCard, ListedOrganisation, LoggedContact
from dialogues.convening.services import contact_log as verbs
from dialogues.convening.states.contacts import Way
from dialogues.convening.views.contacts import LISTED, WRITING, page
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core.access import Anyone, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing


class LogFilter(django_filters.FilterSet):
    """Narrows the log by way and by who wrote it."""

    way = django_filters.ChoiceFilter(label=gettext_lazy("By"), choices=Way.choices, empty_label=gettext_lazy("All"))
    by = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Noted by"), queryset=lambda request: request.team, empty_label=gettext_lazy("All")
    )


LOG_COLUMNS = [
    Column(gettext_lazy("Date"), "on"),
    Column(gettext_lazy("Organisation"), lambda entry: str(entry.listed)),
    Column(gettext_lazy("With whom"), lambda entry: entry.card.person.name if entry.card else ""),
    Column(gettext_lazy("By"), lambda entry: entry.get_way_display()),
    Column(gettext_lazy("Outcome"), "outcome"),
    Column(gettext_lazy("Next step"), "next_step"),
    Column(gettext_lazy("Next call on"), "next_on"),
    Column(gettext_lazy("Noted by"), lambda entry: entry.by.name if entry.by else ""),
]


@requires("convening.see_contacts", Dialogue, slug="slug")
@require_safe
def contact_log(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List what was said with everybody, the latest first."""
    request.team = team_accounts(dialogue)  # type: ignore[attr-defined]  # for the filter of who wrote
    rows = LoggedContact.objects.visible_to(request.user).filter(listed__dialogue=dialogue)
    listing = Listing(
        request,
        rows.select_related("listed__organisation", "card__person", "by__person"),
        searches=["outcome", "next_step", "listed__name", "listed__organisation__name"],
        sorts={"latest": (_("Latest first"), ("-on", "-at")), "oldest": (_("Oldest first"), ("on", "at"))},
        filterset=LogFilter,
        columns=LOG_COLUMNS,
        name="contact-log",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="contact log", kind=kind, rows=rows),
    )
    return listing.download() or page(request, "contact_log", dialogue, listing=listing)


@keeps_typed
@requires("convening.keep_contact", ListedOrganisation, **LISTED)
@require_http_methods(WRITING)
def contact_log_add(request: HttpRequest, listed: ListedOrganisation) -> HttpResponse:
    """Log a call, a meeting or a letter, and plan what follows."""
    waits = bool(listed.next_on and listed.next_on > timezone.localdate())
    initial: dict[str, Any] = {"next_step": listed.next_step, "next_on": listed.next_on} if waits else {}
    form = LogForm(listed, as_typed(request), initial={"card": request.GET.get("card"), **initial})
    if submitted(request, form, lambda said: verbs.log_contact(listed, by=request.user, **said), _("Logged.")):
        return redirect("contact", listed.dialogue.slug, listed.pk)
    return page(request, "contact_log_add", listed.dialogue, form=form, listed=listed)


@dataclass(frozen=True)
class Call:
    """One line of the list of calls: a person, or an organisation of which nobody is known."""

    listed: Any
    card: ContactCard | None = None
    key: UUID = field(default_factory=uuid4)


def _calls(listed: Any) -> list[Call]:
    cards = [listed.next_with] if listed.next_with else list(listed.cards.all())
    return [Call(listed, card) for card in cards] or [Call(listed)]


class CallFilter(django_filters.FilterSet):
    """Narrows the list of calls to those of one colleague."""

    responsible = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Responsible"),
        queryset=lambda request: request.team,
        empty_label=gettext_lazy("All"),
        null_label=gettext_lazy("Nobody yet"),
    )


CALL_COLUMNS = [
    Column(gettext_lazy("Due on"), "next_on"),
    Column(gettext_lazy("Organisation"), "shown_name"),
    Column(gettext_lazy("Next step"), "next_step"),
    Column(gettext_lazy("Persons"), lambda row: [call.card.person.name for call in _calls(row) if call.card]),
    Column(
        gettext_lazy("Telephones"), lambda row: [tel for call in _calls(row) if call.card for tel in call.card.phones]
    ),
    Column(gettext_lazy("Responsible"), lambda row: row.responsible.name if row.responsible else ""),
]


CALLS_AT_ONCE = 12  # a sitting’s work; whoever was called leaves the list, and the others move up
SHOWN_OF_CARD = ("phones", "function", "assistant", "language", "person__name")
SHOWN_OF_CALL = ("dialogue", "category", "next_step", "next_on", "responsible__person__name")


def _due_rows(user: Anyone, dialogue: Dialogue, today: date) -> QuerySet[ListedOrganisation]:
    """Return whom to call with what the list shows of them: no stage, and none of the columns that only the contact's page reads."""
    rows = ListedOrganisation.objects.visible_to(user).filter(dialogue=dialogue).due(today).named()
    cards = ContactCard.objects.select_related("person").only("listed", *SHOWN_OF_CARD)
    return (
        rows.select_related("responsible__person", "next_with__person")
        .only(*SHOWN_OF_CALL, *(f"next_with__{name}" for name in SHOWN_OF_CARD))
        .prefetch_related(Prefetch("cards", cards))
    )


@requires("convening.see_contacts", Dialogue, slug="slug")
@require_safe
def contact_calls(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Say who must be called today, what is overdue first, to be printed or worked off with one click each."""
    request.team = team_accounts(dialogue)  # type: ignore[attr-defined]  # for the filter of who is responsible
    today = timezone.localdate()
    listing = Listing(
        request,
        _due_rows(request.user, dialogue, today),
        searches=["name", "organisation__name", "next_step"],
        sorts={"due": (_("Overdue first"), ("next_on", "shown_name")), "name": (_("Name"), "shown_name")},
        filterset=CallFilter,
        columns=CALL_COLUMNS,
        per_page=CALLS_AT_ONCE,
        name="calls",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="calls", kind=kind, rows=rows),
    )
    if download := listing.download():
        return download
    calls = [call for listed in listing.rows for call in _calls(listed)]
    return page(request, "contact_calls", dialogue, listing=listing, calls=calls, today=today)


@requires("convening.keep_contact", ListedOrganisation, **LISTED)
@require_POST
def contact_called(request: HttpRequest, listed: ListedOrganisation) -> HttpResponse:
    """Log a call from the list of calls with one click."""
    form = CalledForm(listed, request.POST)
    if form.is_valid():
        said = {**form.cleaned_data, "reached": form.cleaned_data["reached"] == "yes"}
        done(request, lambda: verbs.log_call(listed, by=request.user, **said), _("Logged."))
    else:
        messages.error(request, _("The call could not be logged. Please try once more."))
    return redirect("contact_calls", listed.dialogue.slug)
