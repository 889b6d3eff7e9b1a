"""Pages of handing over: what passes, what does not and what ends, then asked once; and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.convening.forms.handovers import RoleSuccessorForm, SeatSuccessorForm
from dialogues.convening.handing_words import arranged, is_last_host, leaver_of_role, leaver_of_seat
from dialogues.convening.models import Handover
from dialogues.convening.services.handovers import hand_over_role, hand_over_seat
from dialogues.frame import frame
from dialogues.models import Delegate, Dialogue, DialogueRole, Seat
from inspired.core import ports
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StateError

DELEGATE: dict[str, Any] = {
    "related": ("person", "user", "seat__organisation", "seat__dialogue"), "seat__dialogue__slug": "slug", "pk": "pk"
}  # fmt: skip
HANDOVER: dict[str, Any] = {
    "related": (
        *("dialogue", "seat__organisation", "delegate__person", "successor__person", "successor__user"),
        *("member__person", "follower__person", "by__person", "invitation"),
    ),
    "dialogue__slug": "slug",
    "pk": "pk",
}


def _page(request: HttpRequest, template: str, dialogue: Dialogue, tab: str, **context: Any) -> HttpResponse:
    return TemplateResponse(request, f"convening/{template}.html", frame(request.user, dialogue, tab) | context)


def _asked(request: HttpRequest, form: Any, verb: Any) -> Handover | None:
    """Carry out what was asked twice: once by the form, once by the page that says what will happen."""
    if not request.POST.get("sure"):
        form.is_asked = True
        return None
    try:
        handover: Handover = verb(**form.said)
    except StateError as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("The place is handed over. The old access has ended."))
    return handover


def _onwards(request: HttpRequest, handover: Handover) -> HttpResponse:
    """Show what became of it, to whoever may still see it; the others go to their dialogues."""
    if Handover.objects.visible_to(request.user).filter(pk=handover.pk).exists():
        return redirect(handover)
    return redirect("dialogues")


@keeps_typed
@requires("dialogues.hand_over_seat", Delegate, **DELEGATE)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_hand_over(request: HttpRequest, delegate: Delegate) -> HttpResponse:
    """Show what passes when a delegate leaves, take down who follows, ask once, hand over."""
    seat, user = delegate.seat, request.user
    others = seat.delegates.filter(person__erased_at__isnull=True).exclude(pk=delegate.pk).select_related("person")
    gives = may(user, "dialogues.manage_seat", seat)
    form = SeatSuccessorForm(as_typed(request), others=others, gives_authority=gives)
    if request.method == "POST" and form.is_valid():
        handover = _asked(request, form, lambda **said: hand_over_seat(delegate, by=user, **said))
        if handover is not None:
            return _onwards(request, handover)
    held = arranged(ports.handover.preview(user, leaver_of_seat(delegate)))
    context = {"delegate": delegate, "seat": seat, "form": form, "held": held, "runs": delegate.holds_mandate}
    return _page(request, "seat_hand_over", seat.dialogue, "participants", **context)


@keeps_typed
@requires(
    "dialogues.hand_over_role", DialogueRole, related=("dialogue", "user__person"), dialogue__slug="slug", pk="pk"
)
@require_http_methods(["GET", "HEAD", "POST"])
def role_hand_over(request: HttpRequest, role: DialogueRole) -> HttpResponse:
    """Show what passes when somebody leaves the host team, take down which colleague follows, ask once, hand over."""
    dialogue, user = role.dialogue, request.user
    team = DialogueRole.objects.visible_to(user).active().team().filter(dialogue=dialogue, user__is_active=True)
    colleagues = [one for one in team.select_related("user__person") if one.user_id != role.user_id]
    form = RoleSuccessorForm(as_typed(request), roles=colleagues)
    if request.method == "POST" and form.is_valid():
        handover = _asked(request, form, lambda **said: hand_over_role(role, by=user, **said))
        if handover is not None:
            return _onwards(request, handover)
    held = arranged(ports.handover.preview(user, leaver_of_role(role)))
    is_last = is_last_host(role)
    context = {"role": role, "form": form, "held": held, "colleagues": colleagues, "is_last": is_last}
    return _page(request, "role_hand_over", dialogue, "manage", **context)


@requires("convening.see_handover", Handover, **HANDOVER)
@require_safe
def handover(request: HttpRequest, handover: Handover) -> HttpResponse:
    """Say who followed whom, whether the successor has come in, and what is to be done next."""
    tab = "participants" if handover.seat_id else "manage"
    is_mine = request.user.pk in {
        handover.follower_id, handover.successor.user_id if handover.successor else None
    }  # fmt: skip
    seat = Seat.objects.visible_to(request.user).filter(pk=handover.seat_id).first()
    return _page(request, "handover", handover.dialogue, tab, handover=handover, is_mine=is_mine, seat=seat)
