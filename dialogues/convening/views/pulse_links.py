"""Answering a trust pulse by a link without an account, and the host team's sheet of links. Opening a page changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.convening.forms.pulse import LinksForm, PulseAnswerForm
from dialogues.convening.models import Pulse, PulseLink
from dialogues.convening.models.pulse_links import who_may_answer
from dialogues.convening.services import pulse as verbs
from dialogues.convening.services.pulse_links import PURPOSE, make_links
from dialogues.convening.slip_picture import pattern_of
from dialogues.convening.views.pulse import PULSE
from dialogues.deadlines import day_of
from dialogues.frame import frame
from inspired.core.access import public, requires
from inspired.core.adapters import client_address
from inspired.core.limits import allow
from inspired.core.states import StateError
from inspired.core.tokens import fingerprint

LINK = "pulse_link"


def _form(request: HttpRequest, pulse: Pulse) -> LinksForm:
    people = who_may_answer(pulse.dialogue).select_related("person", "seat__organisation")
    return LinksForm(people.order_by("seat__organisation__name", "person__name", "pk"), request.POST or None)


@requires("convening.keep_pulse", Pulse, **PULSE)
@require_safe
def pulse_links(request: HttpRequest, pulse: Pulse) -> HttpResponse:
    """Choose for whom links are made."""
    form = _form(request, pulse)
    made = PulseLink.objects.visible_to(request.user).filter(pulse=pulse).count()
    context = frame(request.user, pulse.dialogue, "pulses") | {"pulse": pulse, "form": form, "made": made}
    return TemplateResponse(request, "convening/pulse_links.html", context)


@requires("convening.keep_pulse", Pulse, related=("dialogue",), pk="pk")
@require_POST
def pulse_link_sheet(request: HttpRequest, pulse: Pulse) -> HttpResponse:
    """Make the links and show them this once, to be cut, or copied one by one; its address names no dialogue."""
    form = _form(request, pulse)
    try:
        if not form.is_valid():
            raise StateError(_("Choose at least one person."))
        made = make_links(pulse, by=request.user, delegates=form.cleaned_data["people"])
    except StateError as refusal:
        messages.error(request, str(refusal))
        return redirect("pulse_links", pulse.dialogue.slug, pulse.pk)
    language = pulse.dialogue.language
    with translation.override(language):
        until = date_format(day_of(pulse.closes_at, pulse.dialogue.time_zone), "j F Y")
        slips = [_slip(number, one, token, until) for number, (one, token) in enumerate(made, start=1)]
    context = {"pulse": pulse, "slips": slips, "language": language, "until": until}
    return TemplateResponse(request, "convening/pulse_link_sheet.html", context)


def _slip(number: int, delegate: Any, token: str, until: str) -> dict[str, Any]:
    link = f"{settings.SITE_URL}{reverse('pulse_link', args=[token])}"
    message = _(
        "One question, answered without your name: %(link)s\n"
        "It is meant for you alone and takes your answer once, until %(until)s. Please do not pass it on."
    ) % {"link": link, "until": until}
    return {"number": number, "delegate": delegate, "link": link, "message": message, "pattern": pattern_of(link)}


@public
@require_safe
def pulse_link(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the link for a clean address; says nothing about it, and changes nothing but the visitor's own session."""
    digest = fingerprint(token, PURPOSE)
    found = PulseLink.objects.opening().filter(digest=digest).values_list("pk", flat=True).first() if digest else None
    request.session[LINK] = found or 0
    return redirect("pulse_link_answer")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def pulse_link_answer(request: HttpRequest) -> HttpResponse:
    """Ask the question; the page is the same whether the link was used or not, and names neither dialogue nor person."""
    rows = PulseLink.objects.opening().select_related("pulse")
    link = rows.filter(pk=request.session.get(LINK, 0)).first()
    if link is None:
        return _closed(request)
    form = PulseAnswerForm(link.pulse, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not allow("pulse_from", client_address(request), limit=120, per=timedelta(hours=1)):
            form.add_error(None, _("There were many answers from this place. Please wait a minute and send it again."))
        else:
            return _put_in(request, link, form)
    return TemplateResponse(request, "convening/pulse_link_answer.html", {"pulse": link.pulse, "form": form})


def _put_in(request: HttpRequest, link: PulseLink, form: PulseAnswerForm) -> HttpResponse:
    try:
        verbs.answer_by_link(link.pk, by=None, **form.cleaned_data)
    except verbs.LinkClosed:
        return _closed(request)
    if request.user.is_authenticated:
        request.session.pop(LINK, None)
    else:
        request.session.flush()
    return redirect("pulse_link_thanks")


@public
@require_safe
def pulse_link_thanks(request: HttpRequest) -> HttpResponse:
    """Thank whoever answered, alike the first time and every other time."""
    return TemplateResponse(request, "convening/pulse_link_thanks.html")


def _closed(request: HttpRequest) -> HttpResponse:
    """Answer every failure with the same bytes."""
    return TemplateResponse(request, "convening/pulse_link_closed.html", status=404)
