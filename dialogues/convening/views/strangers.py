"""What whoever holds somebody else's invitation may do, and the host team's answer. Reveals nothing to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.convening.forms.strangers import AskForm
from dialogues.convening.models import InvitationRequest
from dialogues.convening.services import strangers as verbs
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.views.invitations import LINK
from dialogues.views.submitting import done
from inspired.core.access import public, requires
from inspired.core.adapters import client_address
from inspired.core.limits import allow
from inspired.core.listing import Column, Listing

HOUR = timedelta(hours=1)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_stranger(request: HttpRequest) -> HttpResponse:
    """Let whoever is not the invited person ask the host to invite them; the answer is the same for every link."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        link = tuple(request.session.get(LINK) or (0, 0))
        calm = allow("invitation_stranger", client_address(request), limit=10, per=HOUR)
        if calm:
            verbs.ask_in(link, by=None, **form.cleaned_data)
        return redirect("invitation_asked")
    return TemplateResponse(request, "convening/invitation_stranger.html", {"form": form})


@public
@require_safe
def invitation_asked(request: HttpRequest) -> HttpResponse:
    """Thank whoever asked; says nothing about what."""
    return TemplateResponse(request, "convening/invitation_asked.html")


class RequestFilter(django_filters.FilterSet):
    """Narrows the requests to those that wait or were answered."""

    waits = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[("yes", gettext_lazy("Waits for you")), ("no", gettext_lazy("Answered"))],
        method=lambda rows, _name, value: rows.filter(answered_at__isnull=value == "yes"),
        empty_label=gettext_lazy("All"),
    )


COLUMNS = [
    Column(gettext_lazy("Name"), "name"),
    Column(gettext_lazy("Organisation"), "organisation"),
    Column(gettext_lazy("How to reach them"), "reach"),
    Column(gettext_lazy("Message"), "note"),
    Column(gettext_lazy("Invitation to"), lambda row: _to(row)),
    Column(gettext_lazy("On"), "at"),
    Column(gettext_lazy("State"), "state_words"),
]


def _to(row: InvitationRequest) -> str:
    return row.seat.organisation.name if row.seat else str(row.invitation.get_role_display())


@requires("convening.see_requests", Dialogue, slug="slug")
@require_safe
def invitation_requests(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List who asks to be invited after an invitation was passed on to them."""
    rows = InvitationRequest.objects.visible_to(request.user).filter(dialogue=dialogue)
    listing = Listing(
        request,
        rows.select_related("seat__organisation", "invitation"),
        searches=["name", "organisation", "reach"],
        sorts={"new": (_("Newest first"), "-at"), "name": (_("Name"), "name")},
        filterset=RequestFilter,
        columns=COLUMNS,
        name="requests",
        on_export=lambda kind, count: note_export(dialogue, by=request.user, what="requests", kind=kind, rows=count),
    )
    context = frame(request.user, dialogue, "participants") | {"listing": listing}
    return listing.download() or TemplateResponse(request, "convening/invitation_requests.html", context)


ONE: dict[str, Any] = {"related": ("dialogue", "seat"), "dialogue__slug": "slug", "pk": "pk"}


@requires("convening.answer_request", InvitationRequest, **ONE)
@require_POST
def invitation_request_answer(request: HttpRequest, asked: InvitationRequest) -> HttpResponse:
    """Answer a request; who will be invited is invited on the page of the seat."""
    invited = request.POST.get("answer") == "invite"
    said = _("Noted. Now invite them here.") if invited else _("Noted. They are not told.")
    slug = asked.dialogue.slug
    is_done = done(request, lambda: verbs.answer_request(asked, by=request.user, invited=invited), said)
    if is_done and invited and asked.seat:
        return redirect("invitation_add", slug=slug, pk=asked.seat.pk)
    return redirect("invitation_requests", slug=slug)
