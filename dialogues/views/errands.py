"""Who must be told without e-mail: the list of the host team, and noting what was told."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from dialogues.filters import ErrandFilter
from dialogues.forms.errands import ToldForm
from dialogues.frame import frame
from dialogues.models import Dialogue, Errand
from dialogues.noticeboard import Found, found_for
from dialogues.services.errands import note_told, take_back_told
from dialogues.services.exports import note_export
from dialogues.states import ByHand
from inspired.core.access import Anyone, requires
from inspired.core.listing import Column, Listing

LONGEST_NUMBER = 18
BY_PERSON = ("seat__organisation__name", "seat", "delegate", "at")
SORTS = {
    "organisation": (gettext_lazy("Organisation"), BY_PERSON),
    "newest": (gettext_lazy("Newest first"), ("-at", *BY_PERSON)),
}


@requires("dialogues.manage_dialogue", Dialogue, slug="slug")
@require_safe
def errands(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List what no mail brings, person by person, each with the telephone number and one button."""
    rows = Errand.objects.visible_to(request.user).filter(dialogue=dialogue)
    listing = Listing(
        request,
        rows.select_related("dialogue", "seat__organisation", "delegate__person", "told_by__person"),
        name=f"errands-{dialogue.slug}",
        searches=("seat__organisation__name", "delegate__person__name", "delegate__function"),
        sorts=SORTS,
        filterset=ErrandFilter,
        columns=_columns(request.user, dialogue),
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="errands", kind=kind, rows=rows),
    )
    if (file := listing.download()) is not None:
        return file
    people = _by_person(listing.rows, found_for(request.user, listing.rows))
    context = frame(request.user, dialogue, "manage") | {"listing": listing, "people": people}
    context |= {"ways": ByHand.choices, "today": timezone.localdate()}
    return TemplateResponse(request, "notices/errands.html", context)


@requires("dialogues.manage_dialogue", Dialogue, slug="slug")
@require_POST
def errand_tell(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Note that somebody was told, or take that back."""
    chosen = [int(number) for number in request.POST.getlist("errand") if _is_number(number)]
    form = ToldForm(request.POST)
    if "undo" in request.POST:
        count = take_back_told(dialogue, chosen, by=request.user)
        said = ngettext("%(count)d stands on the list again.", "%(count)d stand on the list again.", count)
        messages.success(request, said % {"count": count})
    elif form.is_valid():
        count = note_told(dialogue, chosen, by=request.user, **form.cleaned_data)
        messages.success(request, ngettext("%(count)d noted.", "%(count)d noted.", count) % {"count": count})
    else:
        messages.error(request, " ".join(str(fault) for faults in form.errors.values() for fault in faults))
    return redirect("errands", dialogue.slug)


def _is_number(said: str) -> bool:
    return said.isdecimal() and len(said) <= LONGEST_NUMBER


def _by_person(rows: list[Errand], found: dict[int, Found]) -> list[dict[str, Any]]:
    """Put together what one person is to be told; rows of one person stand beside each other."""
    grouped = ((key, list(group)) for key, group in groupby(rows, lambda row: (row.seat, row.delegate)))
    return [
        {
            "seat": seat,
            "delegate": delegate,
            "items": [(row, found.get(row.pk)) for row in group],
            "waiting": [row.pk for row in group if row.told_on is None],
            "told": [row.pk for row in group if row.told_on],
        }
        for (seat, delegate), group in grouped
    ]


def _columns(user: Anyone, dialogue: Dialogue) -> Iterable[Column]:
    known: dict[int, Found] = {}

    def title(row: Errand) -> str:
        nonlocal known
        if not known:
            known |= found_for(user, Errand.objects.filter(dialogue=dialogue).select_related("dialogue"))
        return known[row.pk].title if row.pk in known else ""

    return [
        Column(_("Organisation"), lambda row: row.seat.organisation.name),
        Column(_("Person"), lambda row: row.delegate.person.name if row.delegate else ""),
        Column(_("Function"), lambda row: row.delegate.function if row.delegate else ""),
        Column(_("Telephone"), lambda row: row.delegate.phone if row.delegate else ""),
        Column(_("What happened"), lambda row: row.what.sentence),
        Column(_("About what"), title),
        Column(_("Since"), "at"),
        Column(_("Told"), "told_on"),
        Column(_("How"), "get_told_how_display"),
        Column(_("By"), lambda row: row.told_by.name if row.told_by else ""),
    ]
