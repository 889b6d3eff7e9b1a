"""The host team's side of invitations: one, many from a list, sent again, revoked."""

from __future__ import annotations

from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.cautions import cautions_for, warn
from dialogues.forms.invitations import InvitationForm, ListForm
from dialogues.frame import frame
from dialogues.importing import Line, ListRefused, read_lines
from dialogues.models import Dialogue, Invitation, InvitationList, Seat
from dialogues.recognising import known_in
from dialogues.services import invitations
from dialogues.services.exports import note_export
from dialogues.services.lists import SEND_LIST, send_list
from dialogues.states import InvitationState
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing
from inspired.core.models import Job
from inspired.core.services import retry

LIST = {"dialogue__slug": "slug", "pk": "pk"}
ONE = {"related": ("dialogue", "seat__organisation"), "dialogue__slug": "slug", "pk": "pk"}


def _page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> HttpResponse:
    framed = frame(request.user, dialogue, "participants")
    return TemplateResponse(request, f"participants/{template}.html", framed | context)


@keeps_typed
@requires("dialogues.invite_for", Seat, related=("dialogue", "organisation"), dialogue__slug="slug", pk="pk")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_add(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Invite somebody to speak for a seat."""
    found = cautions_for(request.user, seat.dialogue, {seat.organisation.name}, {request.POST.get("email", "")})
    initial = {"language": seat.dialogue.language, "may_sign": True}
    form = InvitationForm(as_typed(request), initial=initial, is_cautioned=bool(found))
    said = _("The invitation is on its way.")
    if submitted(request, form, lambda sent: invitations.invite(seat, by=request.user, **sent), said):
        return redirect("seat", slug=seat.dialogue.slug, pk=seat.pk)
    return _page(request, "invitation_add", seat.dialogue, form=form, seat=seat, cautions=found)


def _in_state(rows: Any, _name: str, value: str) -> Any:
    now = timezone.now()
    return {
        InvitationState.WAITING: rows.waiting,
        InvitationState.EXPIRED: lambda: rows.open().filter(expires_at__lte=now),
        InvitationState.ACCEPTED: lambda: rows.filter(accepted_at__isnull=False),
        InvitationState.DECLINED: lambda: rows.filter(declined_at__isnull=False),
        InvitationState.REVOKED: lambda: rows.filter(revoked_at__isnull=False),
    }[InvitationState(value)]()


class InvitationFilter(django_filters.FilterSet):
    """Narrows the list of invitations by state."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=InvitationState.choices, method=_in_state, empty_label=gettext_lazy("All")
    )


COLUMNS = [
    Column(
        gettext_lazy("Organisation or role"),
        lambda row: row.seat.organisation.name if row.seat else row.get_role_display(),
    ),
    Column(gettext_lazy("Name"), "name"),
    Column(gettext_lazy("E-mail address"), "email"),
    Column(gettext_lazy("State"), lambda row: row.state.label),
    Column(gettext_lazy("Sent"), "sent_at"),
    Column(gettext_lazy("Expires"), "expires_at"),
]


@requires("dialogues.manage_dialogue", Dialogue, slug="slug")
@require_safe
def invitation_list(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the invitations of a dialogue with their states, for the host team alone."""
    listing = Listing(
        request,
        Invitation.objects.visible_to(request.user)
        .filter(dialogue=dialogue)
        .select_related("dialogue", "seat__organisation"),
        searches=["email", "name", "seat__organisation__name"],
        sorts={
            "sent": (_("Last sent first"), "-sent_at"),
            "expires": (_("Expires first"), "expires_at"),
            "organisation": (_("Organisation"), "seat__organisation__name"),
        },
        filterset=InvitationFilter,
        columns=COLUMNS,
        name="invitations",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="invitations", kind=kind, rows=rows),
    )
    return listing.download() or _page(request, "invitation_list", dialogue, listing=listing)


@keeps_typed
@requires("dialogues.invite", Dialogue, slug="slug")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_import(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Take a list and show line by line what sending it would do; nothing is sent here."""
    form = ListForm(as_typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            lines = _read(request, dialogue, form.rows)
        except ListRefused as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(refusal))
        else:
            context = {"lines": lines, "rows": form.rows, "sendable": [line for line in lines if line.can_be_sent]}
            context["guesses_letters"] = form.guesses_letters
            return _page(request, "invitation_preview", dialogue, **context)
    return _page(request, "invitation_import", dialogue, form=form)


def _read(request: HttpRequest, dialogue: Dialogue, text: str) -> list[Line]:
    lines = read_lines(text, known_in(dialogue, text, user=request.user))
    warn(lines, request.user, dialogue)
    return lines


@requires("dialogues.invite", Dialogue, slug="slug")
@require_POST
def invitation_send(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Let a job do what the preview said; it reads the list again as things stand then."""
    form = ListForm(request.POST)
    if "back" in request.POST or not form.is_valid():
        return _page(
            request, "invitation_import", dialogue, form=ListForm(initial={"text": request.POST.get("text", "")})
        )
    try:
        _read(request, dialogue, form.rows)
    except ListRefused as refusal:
        form.add_error("text", str(refusal))
        return _page(request, "invitation_import", dialogue, form=form)
    taken = send_list(dialogue, by=request.user, text=form.rows)
    return redirect("invitation_sending", slug=dialogue.slug, pk=taken.pk)


@requires("dialogues.see_invitation_list", InvitationList, related=("dialogue",), **LIST)
@require_safe
def invitation_sending(request: HttpRequest, taken: InvitationList) -> HttpResponse:
    """Follow how far the sending of a list is; can be left and opened again."""
    job = Job.objects.latest_for(taken, SEND_LIST)
    if request.headers.get("HX-Request"):
        framed = {"dialogue": taken.dialogue, "taken": taken, "job": job}
        return TemplateResponse(request, "participants/_list_job.html", framed)
    return _page(request, "invitation_sending", taken.dialogue, taken=taken, job=job)


@requires("dialogues.send_list", InvitationList, related=("dialogue",), **LIST)
@require_POST
def invitation_sending_retry(request: HttpRequest, taken: InvitationList) -> HttpResponse:
    """Go on with a list whose sending broke off; nobody is invited twice."""
    job = Job.objects.latest_for(taken, SEND_LIST)
    if job is not None and job.has_stopped:
        done(request, lambda: retry(job, by=request.user), _("The sending goes on."))
    return redirect("invitation_sending", slug=taken.dialogue.slug, pk=taken.pk)


@requires("dialogues.manage_invitation", Invitation, **ONE)
@require_POST
def invitation_resend(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Send an invitation again; the earlier link is void."""
    said = _("Sent again. The earlier link opens nothing any more.")
    done(request, lambda: invitations.resend(invitation, by=request.user), said)
    return redirect("invitation_list", slug=invitation.dialogue.slug)


@requires("dialogues.manage_invitation", Invitation, **ONE)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_revoke(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Say what revoking means, ask once, revoke."""
    if request.method == "POST":
        said = _("Revoked. The link opens nothing any more.")
        done(request, lambda: invitations.revoke(invitation, by=request.user), said)
        return redirect("invitation_list", slug=invitation.dialogue.slug)
    return _page(request, "invitation_revoke", invitation.dialogue, invitation=invitation)
