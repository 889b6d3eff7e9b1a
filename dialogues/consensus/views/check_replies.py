"""Pages on which a seat says where it stands, or the host team enters it and the seat confirms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialogues.consensus.forms.checks import EnterForm, ReplyForm
from dialogues.consensus.models import CheckSeat, Reply
from dialogues.consensus.services import checks as verbs
from dialogues.consensus.views.checks import WRITING, page
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError

SEAT: dict[str, Any] = {"position_check__dialogue__slug": "slug", "position_check__number": "number", "pk": "pk"}
WITH = ("position_check__dialogue", "seat__organisation")


def _said_before(asked: CheckSeat) -> dict[str, Any]:
    before = asked.position_check.replies.filter(seat=asked.seat_id).first()
    return {name: getattr(before, name) for name in ("stance", "reason", "would_change", "revision")} if before else {}


@keeps_typed
@requires("consensus.reply_to_check", CheckSeat, related=WITH, **SEAT)
@require_http_methods(WRITING)
def check_reply(request: HttpRequest, asked: CheckSeat) -> HttpResponse:
    """Say where one's seat stands; what a colleague said meanwhile is shown before it is replaced."""
    check, stale = asked.position_check, None
    form = ReplyForm(as_typed(request), scale=check.scale, initial=_said_before(asked))
    try:
        said = _("Your answer is recorded.")
        if submitted(request, form, lambda typed: verbs.reply_to_check(asked, by=request.user, **typed), said):
            return redirect(check)
    except StaleError as refused:
        stale = refused.current
        form.data = {**form.data.dict(), "revision": str(stale.revision)}  # type: ignore[attr-defined]
    return page(request, "check_reply", check.dialogue, form=form, asked=asked, check=check, stale=stale)


@keeps_typed
@requires("consensus.enter_reply", CheckSeat, related=WITH, **SEAT)
@require_http_methods(WRITING)
def check_enter(request: HttpRequest, asked: CheckSeat) -> HttpResponse:
    """Enter what a seat said by another way."""
    form = EnterForm(as_typed(request), scale=asked.position_check.scale)
    said = _("It is entered, and counts once the organisation confirms it.")
    if submitted(request, form, lambda typed: verbs.enter_reply(asked, by=request.user, **typed), said):
        return redirect(asked.position_check)
    return page(
        request, "check_enter", asked.position_check.dialogue, form=form, asked=asked, check=asked.position_check
    )


@requires("consensus.confirm_reply", Reply, related=WITH, **SEAT)
@require_http_methods(WRITING)
def check_confirm(request: HttpRequest, reply: Reply) -> HttpResponse:
    """Read what was entered for one's seat, then confirm it."""
    if request.method == "POST":
        read = request.POST.get("revision", "")
        revision = int(read) if read.isdecimal() and len(read) < 9 else 0
        done(
            request,
            lambda: verbs.confirm_reply(reply, by=request.user, revision=revision),
            _("Your answer is recorded."),
        )
        return redirect(reply.position_check)
    asked = CheckSeat.objects.visible_to(request.user).get(position_check=reply.position_check, seat=reply.seat_id)
    asked.position_check = reply.position_check
    return page(
        request, "check_confirm", reply.position_check.dialogue, reply=reply, check=reply.position_check, asked=asked
    )
