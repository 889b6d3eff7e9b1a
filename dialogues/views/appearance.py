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
from dialogues.models import Delegate, Dialogue, Seat
from dialogues.services.appearance import choose_own_appearance, choose_seat_appearance
from dialogues.states import Audience
from dialogues.views.submitting import submitted
from inspired.core.access import may, requires


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


def _page(request: HttpRequest, dialogue: Dialogue, **context: Any) -> HttpResponse:
    framed = frame(request.user, dialogue, "participants")
    return TemplateResponse(request, "participants/appearance.html", framed | context)


@requires("dialogues.see_history", Seat, related=("dialogue", "organisation"), dialogue__slug="slug", pk="pk")
@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Choose how the seat and oneself appear; each is a form of its own."""
    user = request.user
    mine = Delegate.objects.filter(seat=seat, user=user).select_related("person", "seat__dialogue").first()
    may_seat = may(user, "dialogues.choose_appearance", seat)
    asked = request.POST.get("whose")
    seat_form = SeatAppearanceForm(
        request.POST if asked == "seat" else None, initial=initial_wishes(seat), prefix="seat"
    )
    own_form = OwnAppearanceForm(
        request.POST if asked == "own" else None, initial=initial_wishes(mine) if mine else None, prefix="own"
    )
    on_behalf = mine is None
    if (
        may_seat
        and asked == "seat"
        and submitted(
            request,
            seat_form,
            lambda said: choose_seat_appearance(seat, by=user, on_behalf=on_behalf, **said),
            _("Saved."),
        )
    ):
        return redirect("appearance", slug=seat.dialogue.slug, pk=seat.pk)
    if (
        mine
        and asked == "own"
        and submitted(request, own_form, lambda said: choose_own_appearance(mine, by=user, **said), _("Saved."))
    ):
        return redirect("appearance", slug=seat.dialogue.slug, pk=seat.pk)
    return _page(
        request,
        seat.dialogue,
        seat=seat,
        seat_form=seat_form if may_seat else None,
        own_form=own_form if mine else None,
        preview=_preview(seat, mine),
        mine=mine,
    )
