"""What happened to me, and how I want to be told: the list, and its settings with and without sign-in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.feeding import calendar_of
from dialogues.filters import NoticeFilter
from dialogues.forms.notices import PaceForm, PacesForm
from dialogues.keys import Key, calendar_owner, calendar_token, settings_key
from dialogues.models import Dialogue, Notice, PaceChoice
from dialogues.noticeboard import arranged, columns_for, found_for, with_title
from dialogues.services import notices
from dialogues.services.exports import note_export
from dialogues.states import Pace
from inspired.core.access import public, requires, signed_in
from inspired.core.listing import Listing

SAID = {
    "settings": gettext_lazy("The links in mails so far open nothing any more; the next mail brings a new one."),
    "calendar": gettext_lazy("Your calendar has a new address; an earlier one opens nothing any more."),
    "no_calendar": gettext_lazy("The address of your calendar opens nothing any more."),
}
SORTS = {"newest": (gettext_lazy("Newest first"), "-at"), "oldest": (gettext_lazy("Oldest first"), "at")}


@signed_in
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """List what happened to this person, by dialogue and kind."""
    user = request.user
    listing = Listing(
        request,
        Notice.objects.visible_now(user).select_related("dialogue"),
        name="notifications",
        searches=("dialogue__title", lambda word: with_title(user, word)),
        sorts=SORTS,
        filterset=NoticeFilter,
        columns=columns_for(user),
        on_export=lambda kind, rows: note_export(None, by=user, what="notifications", kind=kind, rows=rows),
    )
    if (file := listing.download()) is not None:
        return file
    places = arranged(user, listing.rows)
    context = {"listing": listing, "places": places, "has_unread": any(t.unread for p in places for t in p.told)}
    return TemplateResponse(request, "notices/notifications.html", context)


@requires("dialogues.read_notice", Notice, related=("dialogue",), pk="pk")
@require_safe
def notice(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Lead from a mail's neutral address to what it is about."""
    found = found_for(request.user, [notice]).get(notice.pk)
    if found is None:
        raise Http404
    return redirect(found.url)


@signed_in
@require_POST
def notice_read(request: HttpRequest) -> HttpResponse:
    """Mark as read what was named, or everything."""
    mine = Notice.objects.visible_to(request.user)
    named = [int(number) for number in request.POST.getlist("notice") if number.isdecimal() and len(number) < 19]
    chosen = mine.filter(pk__in=named) if "notice" in request.POST else mine
    count = notices.mark_read(chosen, by=request.user)
    messages.success(
        request, ngettext("%(count)d marked as read.", "%(count)d marked as read.", count) % {"count": count}
    )
    return redirect("notifications")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def notice_paces(request: HttpRequest) -> HttpResponse:
    """Choose how often mails come, everywhere and in each dialogue."""
    mine = list(Dialogue.objects.of_member(request.user).order_by("title"))
    chosen = {choice.dialogue_id: choice.pace for choice in PaceChoice.objects.visible_to(request.user)}
    form = PacesForm(request.POST or None, dialogues=mine, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        notices.choose_paces(request.user, paces=form.paces(), by=request.user)
        messages.success(request, _("From now on you are told as you chose."))
        return redirect("notice_paces")
    token = calendar_token(request.user)
    address = f"{settings.SITE_URL}{reverse('calendar_feed', args=[token])}" if token else ""
    return TemplateResponse(request, "notices/notice_paces.html", {"form": form, "address": address})


@signed_in
@require_POST
def notice_links(request: HttpRequest) -> HttpResponse:
    """Void the links in mails, make or replace the address of one's calendar, or end it."""
    what = request.POST.get("what", "")
    if what in SAID:
        notices.renew_links(request.user, what=what, by=request.user)
        messages.success(request, SAID[what])
    return redirect("notice_paces")


@public
@require_safe
def calendar_feed(_request: HttpRequest, token: str) -> HttpResponse:
    """Hand a person's dates to their calendar program; any other address answers like one that never existed."""
    owner = calendar_owner(token)
    if owner is None:
        raise Http404
    with override(owner.language or settings.LANGUAGE_CODE):
        content = calendar_of(owner)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"})


def _closed(request: HttpRequest) -> HttpResponse:
    """Answer every link that opens nothing with the same bytes."""
    return TemplateResponse(request, "notices/notice_closed.html", status=404)


def _pace_of(key: Key) -> Pace:
    return PaceChoice.objects.paces_in(key.dialogue.pk, {key.user.pk}).get(key.user.pk, Pace.USUAL)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request: HttpRequest, token: str) -> HttpResponse:
    """Set the pace through the link in a mail; the page names the dialogue by its label only and can do nothing else."""
    key = settings_key(token)
    if key is None:
        return _closed(request)
    form = PaceForm(request.POST or None, initial={"pace": _pace_of(key)})
    if request.method == "POST" and form.is_valid():
        where = key.dialogue if form.cleaned_data["where"] == "here" else None
        notices.set_pace(key.user, pace=form.cleaned_data["pace"], dialogue=where, by=None)
        messages.success(request, _("From now on you are told as you chose."))
        return redirect("notice_settings", token)
    return TemplateResponse(request, "notices/notice_settings.html", {"form": form, "label": key.dialogue.mail_label})
