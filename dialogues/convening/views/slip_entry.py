"""Coming in by an access slip: from the link on paper to the first page inside. Opening a page never changes anything."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.convening.forms.slips import CodeForm
from dialogues.convening.models import AccessSlip
from dialogues.convening.services import slips as verbs
from dialogues.models import Dialogue
from dialogues.views.invitations import not_inside_yet
from inspired.core.access import public
from inspired.core.adapters import client_address, remember_language
from inspired.core.limits import allow
from inspired.core.tokens import parse_short

LINK, ENTERED = "slip_link", "slip_entered"
RELATED = ("delegate__person", "delegate__seat__organisation", "delegate__seat__dialogue__host_organisation")


def _closed(request: HttpRequest) -> HttpResponse:
    """Answer every failure with the same bytes."""
    return TemplateResponse(request, "convening/slip_closed.html", status=404)


@public
@require_safe
def slip(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the link for a clean address; says nothing about it, and changes nothing but the visitor's own session."""
    request.session[LINK] = parse_short(token, verbs.PURPOSE) or 0
    request.session.pop(ENTERED, None)
    return redirect("slip_enter")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def slip_enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code; shows nothing of the dialogue, and every failure looks the same."""
    link = request.session.get(LINK)
    if link is None:
        return _closed(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        calm = allow("slip", f"{link}", limit=5, per=timedelta(minutes=15))
        calm = allow("slip_from", client_address(request), limit=30, per=timedelta(hours=1)) and calm
        if not calm or not verbs.try_code(link, by=None, code=form.cleaned_data["code"]):
            return _closed(request)
        request.session[ENTERED] = link
        return redirect("slip_answer")
    return TemplateResponse(request, "convening/slip_enter.html", {"form": form})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def slip_answer(request: HttpRequest) -> HttpResponse:
    """Show for whom the slip was made and where it leads; going in uses it up."""
    rows = AccessSlip.objects.waiting().select_related(*RELATED)
    found = rows.filter(pk=request.session.get(ENTERED, 0)).first()
    if found is None:
        return _closed(request)
    if request.method == "POST":
        try:
            account = verbs.use_slip(found, by=None)
        except verbs.SlipClosed:
            return _closed(request)
        return _go_in(request, found, account)
    return TemplateResponse(request, "convening/slip_answer.html", {"slip": found, "delegate": found.delegate})


def _go_in(request: HttpRequest, used: AccessSlip, account: verbs.User) -> HttpResponse:
    for key in (LINK, ENTERED):
        request.session.pop(key, None)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    dialogue = used.delegate.seat.dialogue
    inside = Dialogue.objects.of_member(account).filter(pk=dialogue.pk).exists()
    if not inside:
        messages.success(request, not_inside_yet(account, dialogue))
    response = redirect("welcome", slug=dialogue.slug) if inside else redirect(settings.LOGIN_REDIRECT_URL)
    remember_language(response, account.language or used.language)
    return response
