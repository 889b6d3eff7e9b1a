"""The host team's side of access slips: made, printed, told by telephone, revoked."""

from __future__ import annotations

from typing import Any

import django_filters
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.convening.forms.slips import SlipForm
from dialogues.convening.models import AccessSlip
from dialogues.convening.services import slips as verbs
from dialogues.convening.slip_picture import pattern_of
from dialogues.convening.slip_reach import may_open
from dialogues.convening.states.slips import SlipState
from dialogues.frame import frame
from dialogues.models import Delegate, Dialogue
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing
from inspired.core.states import StateError
from inspired.core.tokens import derive_short

RELATED = ("delegate__person", "delegate__seat__organisation", "delegate__seat__dialogue", "made_by__person")
SLIP: dict[str, Any] = {"related": RELATED, "delegate__seat__dialogue__slug": "slug", "pk": "pk"}
DELEGATE: dict[str, Any] = {
    "related": ("person", "seat__organisation", "seat__dialogue"), "seat__dialogue__slug": "slug", "pk": "pk"
}  # fmt: skip


def _page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> HttpResponse:
    framed = frame(request.user, dialogue, "participants")
    return TemplateResponse(request, f"convening/{template}.html", framed | context)


class SlipFilter(django_filters.FilterSet):
    """Narrows the list of slips by state."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=SlipState.choices,
        method=lambda rows, _name, value: rows.in_state(value),
        empty_label=gettext_lazy("All"),
    )


COLUMNS = [
    Column(gettext_lazy("Number"), "pk"),
    Column(gettext_lazy("Name"), lambda slip: slip.delegate.person.name),
    Column(gettext_lazy("Organisation"), lambda slip: slip.delegate.seat.organisation.name),
    Column(gettext_lazy("State"), lambda slip: slip.state.label),
    Column(gettext_lazy("Made"), "made_at"),
    Column(gettext_lazy("Made by"), lambda slip: slip.made_by.name if slip.made_by else ""),
    Column(gettext_lazy("Expires"), "expires_at"),
    Column(gettext_lazy("Used"), "used_at"),
]


@requires("convening.see_slips", Dialogue, slug="slug")
@require_safe
def slips(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the slips of a dialogue with their states; neither page nor file holds a link or a code."""
    rows = AccessSlip.objects.visible_to(request.user).filter(delegate__seat__dialogue=dialogue)
    listing = Listing(
        request,
        rows.select_related(*RELATED),
        searches=["delegate__person__name", "delegate__seat__organisation__name"],
        sorts={
            "made": (_("Last made first"), "-made_at"),
            "expires": (_("Expires first"), "expires_at"),
            "name": (_("Name"), "delegate__person__name"),
            "organisation": (_("Organisation"), "delegate__seat__organisation__name"),
        },
        filterset=SlipFilter,
        columns=COLUMNS,
        name="slips",
        on_export=lambda kind, count: note_export(dialogue, by=request.user, what="slips", kind=kind, rows=count),
    )
    return listing.download() or _page(request, "slips", dialogue, listing=listing)


@keeps_typed
@requires("convening.make_slip", Delegate, **DELEGATE)
@require_http_methods(["GET", "HEAD", "POST"])
def slip_new(request: HttpRequest, delegate: Delegate) -> HttpResponse:
    """Say what the slip gives, and make it; an earlier one of this person is void then."""
    dialogue = delegate.seat.dialogue
    has_mandate = delegate.mandates.running().exists()
    form = SlipForm(as_typed(request), initial={"language": dialogue.language}, has_mandate=has_mandate)
    made: list[AccessSlip] = []
    said = _("The slip is made. Print it or copy the text, then read the code to the person on the telephone.")
    if submitted(request, form, lambda data: made.append(verbs.make_slip(delegate, by=request.user, **data)), said):
        return redirect("slip_show", slug=dialogue.slug, pk=made[0].pk)
    earlier = AccessSlip.objects.in_state(SlipState.WAITING).filter(delegate=delegate).exists()
    context = {"form": form, "delegate": delegate, "may_open": may_open(delegate), "earlier": earlier}
    return _page(request, "slip_new", dialogue, **context)


def _paper(slip: AccessSlip) -> dict[str, Any]:
    """Return what stands on the slip, in its own language; nothing once it is over."""
    if slip.state != SlipState.WAITING:
        return {}
    link = f"{settings.SITE_URL}{reverse('slip', args=[derive_short(verbs.PURPOSE, slip.pk)])}"
    with translation.override(slip.language):
        until = date_format(localtime(slip.expires_at), "j F Y")
        message = _(
            "This is your personal access: %(link)s\n"
            "It opens only with a code that you are told by telephone, until %(until)s, and only once. "
            "Please do not pass it on."
        ) % {"link": link, "until": until}
    return {"link": link, "until": until, "message": message}


def _shown(request: HttpRequest, slip: AccessSlip, **context: Any) -> HttpResponse:
    context |= {"slip": slip, "delegate": slip.delegate} | _paper(slip)
    return _page(request, "slip_show", slip.delegate.seat.dialogue, **context)


@requires("convening.see_slip", AccessSlip, **SLIP)
@require_safe
def slip_show(request: HttpRequest, slip: AccessSlip) -> HttpResponse:
    """Show a slip to print or to copy, while it waits to be used; the code never stands on it."""
    return _shown(request, slip)


@requires("convening.hand_out_slip", AccessSlip, related=RELATED, pk="pk")
@require_safe
def slip_print(request: HttpRequest, slip: AccessSlip) -> HttpResponse:
    """Show the slip alone, on half a page of paper."""
    paper = _paper(slip)
    if not paper:
        return redirect("slip_show", slug=slip.delegate.seat.dialogue.slug, pk=slip.pk)
    context = paper | {"slip": slip, "pattern": pattern_of(paper["link"])}
    return TemplateResponse(request, "convening/slip_print.html", context)


@requires("convening.hand_out_slip", AccessSlip, **SLIP)
@require_POST
def slip_code(request: HttpRequest, slip: AccessSlip) -> HttpResponse:
    """Show the code to read out on the telephone, this once."""
    try:
        code = verbs.tell_code(slip, by=request.user)
    except StateError as refusal:
        return _shown(request, slip, refusal=str(refusal))
    slip.refresh_from_db(fields=["told_at"])
    return _shown(request, slip, code=f"{code[:4]} {code[4:]}")


@requires("convening.hand_out_slip", AccessSlip, **SLIP)
@require_http_methods(["GET", "HEAD", "POST"])
def slip_revoke(request: HttpRequest, slip: AccessSlip) -> HttpResponse:
    """Ask once, then make the slip void."""
    dialogue = slip.delegate.seat.dialogue
    if request.method == "POST":
        done(request, lambda: verbs.revoke_slip(slip, by=request.user), _("The slip opens nothing any more."))
        return redirect("slips", slug=dialogue.slug)
    return _page(request, "slip_revoke", dialogue, slip=slip)
