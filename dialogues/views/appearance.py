"""How a seat and its delegates wish to appear, with a preview before each audience."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialogues.appearing import is_listed, label, sizes
from dialogues.forms.seats import OwnAppearanceForm, SeatAppearanceForm, initial_wishes
from dialogues.frame import frame
from dialogues.models import Delegate, Seat
from dialogues.services.appearance import choose_own_appearance, choose_seat_appearance
from dialogues.states import Audience
from dialogues.views.submitting import submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed


def _preview(seat: Seat, delegate: Delegate | None) -> list[dict[str, Any]]:
    counts = sizes(seat.dialogue)
    return [
        {
            "audience": audience.label,
            "seat": label(seat, audience, counts),
            "is_listed": is_listed(seat, audience),
            "person": label(seat, audience, counts, delegate=delegate) if delegate else "",
        }
        for audience in Audience
    ]


def _submitted(request: HttpRequest, seat: Seat, mine: Delegate | None, forms: dict[str, Any]) -> bool:
    """Save whichever of the two forms was sent, if it is this person's to send."""
    by, whose = request.user, request.POST.get("whose", "")
    if whose == "seat" and forms["seat_form"]:
        on_behalf = mine is None
        return submitted(
            request,
            forms["seat_form"],
            lambda said: choose_seat_appearance(seat, by=by, on_behalf=on_behalf, **said),
            _("Saved."),
        )
    if whose == "own" and forms["own_form"]:
        return submitted(
            request, forms["own_form"], lambda said: choose_own_appearance(mine, by=by, **said), _("Saved.")
        )
    return False


def _forms(request: HttpRequest, seat: Seat, mine: Delegate | None) -> dict[str, Any]:
    sent = {whose: request.POST if request.POST.get("whose") == whose else None for whose in ("seat", "own")}
    may_seat = may(request.user, "dialogues.choose_appearance", seat)
    may_own = mine is not None and may(request.user, "dialogues.choose_own_appearance", mine)
    seat_form = SeatAppearanceForm(sent["seat"], initial=initial_wishes(seat), prefix="seat") if may_seat else None
    own_form = OwnAppearanceForm(sent["own"], initial=initial_wishes(mine), prefix="own") if may_own else None
    return {"seat_form": seat_form, "own_form": own_form}


@requires("dialogues.see_history", Seat, related=("dialogue", "organisation"), dialogue__slug="slug", pk="pk")
@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Choose how the seat and oneself appear; each is a form of its own."""
    mine = Delegate.objects.filter(seat=seat, user=request.user).select_related("person", "seat__dialogue").first()
    forms = _forms(request, seat, mine)
    if _submitted(request, seat, mine, forms):
        return redirect("appearance", slug=seat.dialogue.slug, pk=seat.pk)
    context = {"seat": seat, "mine": mine, "preview": _preview(seat, mine), **forms}
    return TemplateResponse(
        request,
        "participants/appearance.html",
        frame(request.user, seat.dialogue, "participants") | context,
    )


@keeps_typed
@requires(
    "dialogues.choose_own_appearance",
    Delegate,
    related=("seat__dialogue", "seat__organisation", "person"),
    seat__dialogue__slug="slug",
    pk="pk",
)
@require_http_methods(["GET", "HEAD", "POST"])
def delegate_appearance(request: HttpRequest, delegate: Delegate) -> HttpResponse:
    """Choose how a person without an account appears, as they told the host team; or oneself."""
    dialogue, on_behalf = delegate.seat.dialogue, delegate.user_id is None
    form = OwnAppearanceForm(as_typed(request), initial=initial_wishes(delegate))

    def act(said: dict[str, Any]) -> object:
        return choose_own_appearance(delegate, by=request.user, on_behalf=on_behalf, **said)

    if submitted(request, form, act, _("Saved.")):
        return redirect("seat", dialogue.slug, delegate.seat_id)
    framed = frame(request.user, dialogue, "participants")
    context = framed | {"form": form, "delegate": delegate, "seat": delegate.seat, "on_behalf": on_behalf}
    return TemplateResponse(request, "participants/delegate_appearance.html", context)
