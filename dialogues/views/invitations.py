"""Answering an invitation: from the link in the mail to the first page inside. Opening a page never changes anything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.forms.invitations import AddressForm, DeclineForm, NewPersonForm
from dialogues.models import Dialogue, GroundRules, Invitation, Mandate
from dialogues.services import invitations
from inspired.core import ports
from inspired.core.access import Anyone, public, requires, signed_in
from inspired.core.limits import allow
from inspired.core.models import User
from inspired.core.tokens import parse

LINK, ENTERED = "invitation_link", "invitation_entered"
HOUR = timedelta(hours=1)
RELATED = ("dialogue__host_organisation", "seat__organisation")


def _closed(request: HttpRequest) -> HttpResponse:
    """Answer every failure with the same bytes."""
    return TemplateResponse(request, "invitations/invitation_closed.html", status=404)


def _found(pair: Any) -> Invitation | None:
    if not pair:
        return None
    rows = Invitation.objects.answerable().select_related(*RELATED)
    return rows.filter(pk=pair[0], generation=pair[1]).first()


@public
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the token for a clean address; says nothing about it, and changes nothing but the visitor's own session."""
    parsed = parse(token, invitations.PURPOSE)
    request.session[LINK] = [int(parsed[0]), parsed[1]] if parsed and parsed[0].isdecimal() else [0, 0]
    request.session.pop(ENTERED, None)
    return redirect("invitation_enter")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_enter(request: HttpRequest) -> HttpResponse:
    """Ask for the invited address; shows nothing of the dialogue, and every failure looks the same."""
    link = request.session.get(LINK)
    if not link:
        return _closed(request)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = request.META.get("REMOTE_ADDR", "")
        calm = allow("invitation", f"{link[0]}", limit=10, per=HOUR) and allow(
            "invitation_from", place, limit=60, per=HOUR
        )
        found = _found(link)
        if not calm or not found or found.email != form.cleaned_data["email"].strip().lower():
            return _closed(request)
        request.session[ENTERED] = link
        return redirect("invitation_answer")
    return TemplateResponse(request, "invitations/invitation_enter.html", {"form": form})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_answer(request: HttpRequest) -> HttpResponse:
    """Show who invites to what, and take the answer: accept with or without an account, or go on to decline."""
    found = _found(request.session.get(ENTERED))
    if found is None:
        return _closed(request)
    if not request.user.is_authenticated and not User.objects.filter(email=found.email).exists():
        return _answer_as_new(request, found)
    is_theirs = request.user.is_authenticated and (request.user.email or "").lower() == found.email
    if request.method == "POST" and is_theirs:
        try:
            invitations.accept(found, by=request.user, generation=found.generation)
        except invitations.InvitationClosed:
            return _closed(request)
        return _go_in(request, found)
    return TemplateResponse(
        request, "invitations/invitation_answer.html", {"invitation": found, "is_theirs": is_theirs}
    )


def _answer_as_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    initial = {"name": found.name, "language": get_language() or found.language}
    form = NewPersonForm(request.POST or None, initial=initial, email=found.email)
    if request.method == "POST" and form.is_valid():
        try:
            user = invitations.accept_as_new(found, by=None, generation=found.generation, **form.cleaned_data)
        except invitations.InvitationClosed:
            return _closed(request)
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        response = _go_in(request, found)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, user.language, secure=settings.HTTPS, httponly=True, samesite="Lax"
        )
        return response
    return TemplateResponse(request, "invitations/invitation_answer.html", {"invitation": found, "form": form})


def _go_in(request: HttpRequest, accepted: Invitation) -> HttpResponse:
    for key in (LINK, ENTERED):
        request.session.pop(key, None)
    if not Dialogue.objects.of_member(request.user).filter(pk=accepted.dialogue_id).exists():
        messages.success(request, not_inside_yet(request.user, accepted.dialogue))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return redirect("welcome", slug=accepted.dialogue.slug)


def not_inside_yet(user: Anyone, dialogue: Dialogue) -> str:
    """Say why somebody who has accepted finds nothing yet: a mandate to come, or a dialogue still prepared."""
    if day := Mandate.objects.begins_on(user, dialogue):
        said = _("You have accepted. Your mandate begins on %(day)s; from that day on you find the dialogue here.")
        return said % {"day": date_format(day, "j F Y")}
    return _("You have accepted. The host is still preparing; you will be told when it begins.")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_decline(request: HttpRequest) -> HttpResponse:
    """Ask once, and perhaps why, before an invitation is declined; no account needed."""
    found = _found(request.session.get(ENTERED))
    if found is None:
        return _closed(request)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_theirs = request.user.is_authenticated and (request.user.email or "").lower() == found.email
        by = request.user if is_theirs else None
        try:
            invitations.decline(found, by=by, generation=found.generation, note=form.cleaned_data["note"])
        except invitations.InvitationClosed:
            return _closed(request)
        for key in (LINK, ENTERED):
            request.session.pop(key, None)
        return redirect("invitation_declined")
    return TemplateResponse(request, "invitations/invitation_decline.html", {"form": form, "invitation": found})


@public
@require_safe
def invitation_declined(request: HttpRequest) -> HttpResponse:
    """Thank whoever declined; says nothing about what."""
    return TemplateResponse(request, "invitations/invitation_declined.html")


@signed_in
@require_safe
def invitation_mine(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an invitation to one's own address from the to-do list, without the mail."""
    found = Invitation.objects.answerable().for_address(request.user.email).filter(pk=pk).first()
    if found is None:
        raise Http404
    request.session[ENTERED] = [found.pk, found.generation]
    return redirect("invitation_answer")


@requires("dialogues.be_welcomed", Dialogue, related=("host_organisation",), slug="slug")
@require_safe
def welcome(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """The first page inside: what is expected, how we work together, and the first thing to do."""
    standing = dialogue.standing_of(request.user)
    context = {
        "dialogue": dialogue,
        "standing": standing,
        "seats": dialogue.seats.filter(pk__in=standing.seats).select_related("organisation"),
        "rules": GroundRules.objects.visible_to(request.user).filter(dialogue=dialogue).order_by("-number").first(),
        "todo": [item for item in ports.todo.collect(request.user) if item.dialogue_id == dialogue.pk][:3],
        "overview": reverse("dialogue", args=[dialogue.slug]),
    }
    return TemplateResponse(request, "invitations/welcome.html", context)
