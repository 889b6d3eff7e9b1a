"""The contact list of a dialogue and the page of one listed organisation, for the host team alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.convening.approach import steps_of
from dialogues.convening.forms.contacts import ListedForm, NewListedForm, StageForm, team_accounts
from dialogues.convening.models import ContactCard, ListedOrganisation, LoggedContact
from dialogues.convening.services import contacts as verbs
from dialogues.convening.states.contacts import Stage
from dialogues.frame import frame
from dialogues.models import Dialogue, Seat
from dialogues.services.exports import note_export
from dialogues.states import Category
from dialogues.views.submitting import submitted
from inspired.core.access import Anyone, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing
from inspired.core.states import StaleError

LISTED: dict[str, Any] = {"related": ("dialogue", "organisation"), "dialogue__slug": "slug", "pk": "pk"}
WRITING = ["GET", "HEAD", "POST"]


def page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> HttpResponse:
    """Answer with a page under the tab of the contacts."""
    framed = frame(request.user, dialogue, "contacts")
    return TemplateResponse(request, f"convening/{template}.html", framed | context)


def _due(rows: Any, _name: str, value: str) -> Any:
    today = timezone.localdate()
    return {
        "late": lambda: rows.filter(next_on__lt=today),
        "today": lambda: rows.due(today),
        "planned": lambda: rows.filter(next_on__isnull=False),
        "none": lambda: rows.filter(next_on__isnull=True),
    }[value]()


class ListedFilter(django_filters.FilterSet):
    """Narrows the contact list by stage, category, who is responsible, and when the next step is due."""

    stage = django_filters.ChoiceFilter(
        field_name="stage_now", label=gettext_lazy("Stage"), choices=Stage.choices, empty_label=gettext_lazy("All")
    )
    category = django_filters.ChoiceFilter(
        label=gettext_lazy("Category"), choices=Category.choices, empty_label=gettext_lazy("All")
    )
    responsible = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Responsible"),
        queryset=lambda request: request.team,
        empty_label=gettext_lazy("All"),
        null_label=gettext_lazy("Nobody yet"),
    )
    due = django_filters.ChoiceFilter(
        label=gettext_lazy("Next step"),
        method=_due,
        empty_label=gettext_lazy("All"),
        choices=[
            ("late", gettext_lazy("Overdue")),
            ("today", gettext_lazy("Due today or before")),
            ("planned", gettext_lazy("Has a date")),
            ("none", gettext_lazy("Has no date")),
        ],
    )


COLUMNS = [
    Column(gettext_lazy("Organisation"), "shown_name"),
    Column(gettext_lazy("Category"), lambda row: row.get_category_display()),
    Column(gettext_lazy("Stage"), "stage_words"),
    Column(gettext_lazy("Takes part from"), lambda row: row.get_from_phase_display()),
    Column(gettext_lazy("Responsible"), lambda row: row.responsible.name if row.responsible else ""),
    Column(gettext_lazy("Next step"), "next_step"),
    Column(gettext_lazy("Due on"), "next_on"),
    Column(gettext_lazy("Rival of somebody at the table"), "is_rival"),
    Column(gettext_lazy("May dominate the others"), "is_dominating"),
    Column(gettext_lazy("Why it is marked"), "mark_note"),
    Column(gettext_lazy("Postal address"), "address"),
    Column(gettext_lazy("Persons"), lambda row: [card.person.name for card in row.people]),
    Column(gettext_lazy("Telephones"), lambda row: [phone for card in row.people for phone in card.phones]),
    Column(gettext_lazy("E-mail addresses"), lambda row: [card.email for card in row.people if card.email]),
    Column(gettext_lazy("Notes"), "notes"),
]


def listed_rows(user: Anyone, dialogue: Dialogue) -> QuerySet[ListedOrganisation]:
    """Return the visible list of a dialogue with names, stages and people."""
    rows = ListedOrganisation.objects.visible_to(user).filter(dialogue=dialogue)
    return (
        rows.named()  # type: ignore[attr-defined]
        .with_stage()
        .annotate(due_last=Coalesce("next_on", Value(date.max)))
        .select_related("organisation", "responsible__person")
        .prefetch_related(Prefetch("cards", ContactCard.objects.select_related("person"), to_attr="people"))
    )


@requires("convening.see_contacts", Dialogue, slug="slug")
@require_safe
def contacts(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the organisations to be won for the table."""
    request.team = team_accounts(dialogue)  # type: ignore[attr-defined]  # for the filter of who is responsible
    listing = Listing(
        request,
        listed_rows(request.user, dialogue),
        searches=["name", "organisation__name", "next_step"],
        sorts={
            "name": (_("Name"), "shown_name"),
            "due": (_("Next step due first"), ("due_last", "shown_name")),
            "category": (_("Category"), ("category", "shown_name")),
            "newest": (_("Newest first"), "-created_at"),
        },
        filterset=ListedFilter,
        columns=COLUMNS,
        name="contacts",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="contacts", kind=kind, rows=rows),
    )
    return listing.download() or page(request, "contacts", dialogue, listing=listing, today=timezone.localdate())


@keeps_typed
@requires("convening.keep_contacts", Dialogue, slug="slug")
@require_http_methods(WRITING)
def contact_add(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Put an organisation on the list."""
    form = NewListedForm(dialogue, request.user, as_typed(request), initial={"responsible": request.user.pk})
    added: list[ListedOrganisation] = []

    def add(said: dict[str, Any]) -> None:
        added.append(verbs.list_organisation(dialogue, by=request.user, **said))

    if submitted(request, form, add, _("It is on the list. Nothing has been sent.")):
        return redirect("contact", dialogue.slug, added[0].pk)
    return page(request, "contact_add", dialogue, form=form)


@requires("convening.see_contact", ListedOrganisation, **LISTED)
@require_safe
def contact(request: HttpRequest, listed: ListedOrganisation) -> HttpResponse:
    """Show one listed organisation: where it stands, its people, the log and the history."""
    user, dialogue = request.user, listed.dialogue
    row: Any = listed_rows(user, dialogue).get(pk=listed.pk)
    log = LoggedContact.objects.visible_to(user).filter(listed=listed).select_related("by__person", "card__person")
    seat = Seat.objects.visible_to(user).filter(pk=row.seat_pk).first()
    context = {
        "listed": row,
        "seat": seat,
        "cards": ContactCard.objects.visible_to(user).filter(listed=listed).select_related("person"),
        "log": log,
        "steps": steps_of(user, listed, seat),
        "today": timezone.localdate(),
    }
    return page(request, "contact", dialogue, **context)


@keeps_typed
@requires("convening.keep_contact", ListedOrganisation, **LISTED)
@require_http_methods(WRITING)
def contact_edit(request: HttpRequest, listed: ListedOrganisation) -> HttpResponse:
    """Change what is kept about an organisation; a stale form shows what stands now beside what was typed."""
    initial = ListedForm.stored(listed)
    form = ListedForm(listed.dialogue, as_typed(request), listed=listed, initial=initial)
    conflict = None
    try:
        if submitted(request, form, lambda said: verbs.edit_listed(listed, by=request.user, **said), _("Saved.")):
            return redirect("contact", listed.dialogue.slug, listed.pk)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    return page(request, "contact_edit", listed.dialogue, form=form, listed=listed, conflict=conflict)


@keeps_typed
@requires("convening.keep_contact", ListedOrganisation, **LISTED)
@require_http_methods(WRITING)
def contact_move(request: HttpRequest, listed: ListedOrganisation) -> HttpResponse:
    """Note how far the approach is now."""
    stage, _seat = ListedOrganisation.objects.standing_of(listed)
    form = StageForm(stage, as_typed(request), initial={"next_step": listed.next_step, "next_on": listed.next_on})
    if submitted(request, form, lambda said: verbs.move_stage(listed, by=request.user, **said), _("Noted.")):
        return redirect("contact", listed.dialogue.slug, listed.pk)
    return page(request, "contact_move", listed.dialogue, form=form, listed=listed, stage=Stage(stage))
