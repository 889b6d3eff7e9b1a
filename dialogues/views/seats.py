"""The host team's acts on seats, affected groups and the balance of categories."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialogues.balance import balance_of
from dialogues.forms.seats import GroupForm, JoinForm, NewSeatForm, ReasonForm, SeatForm, WaiveForm
from dialogues.frame import frame
from dialogues.models import AffectedGroup, Dialogue, Seat
from dialogues.services import balance as verbs
from dialogues.services import seats
from dialogues.views.submitting import done, submitted
from inspired.core import ports
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed

LOOKUP = {"dialogue__slug": "slug", "pk": "pk"}
RELATED = ("dialogue", "organisation")


def _page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> HttpResponse:
    return TemplateResponse(
        request, f"participants/{template}.html", frame(request.user, dialogue, "participants") | context
    )


@keeps_typed
@requires("dialogues.manage_seats", Dialogue, slug="slug")
@require_http_methods(["GET", "HEAD", "POST"])
def seat_add(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Give an organisation a seat."""
    form = NewSeatForm(dialogue, request.user, as_typed(request), initial={"category": request.GET.get("category")})
    added: list[Seat] = []

    def add(said: dict[str, Any]) -> None:
        added.append(seats.add_seat(dialogue, by=request.user, **said))

    if submitted(request, form, add, _("The seat is there. Now invite somebody to speak for it.")):
        return redirect("seat", slug=dialogue.slug, pk=added[0].pk)
    return _page(request, "seat_add", dialogue, form=form)


@keeps_typed
@requires("dialogues.manage_seat", Seat, related=RELATED, **LOOKUP)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_edit(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Change a seat's category, groups and first phase."""
    initial = {
        "category": seat.category,
        "from_phase": seat.from_phase,
        "speaks_for": [group.pk for group in seat.speaks_for.all()],
    }
    form = SeatForm(seat.dialogue, as_typed(request), initial=initial)
    if submitted(request, form, lambda said: seats.edit_seat(seat, by=request.user, **said), _("Saved.")):
        return redirect("seat", slug=seat.dialogue.slug, pk=seat.pk)
    return _page(request, "seat_edit", seat.dialogue, form=form, seat=seat)


@keeps_typed
@requires("dialogues.manage_seat", Seat, related=RELATED, **LOOKUP)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_join(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Note that an organisation accepted by letter, by telephone or in person."""
    form = JoinForm(as_typed(request))
    if submitted(request, form, lambda said: seats.join_seat(seat, by=request.user, **said), _("Noted.")):
        return redirect("seat", slug=seat.dialogue.slug, pk=seat.pk)
    return _page(request, "seat_join", seat.dialogue, form=form, seat=seat)


@keeps_typed
@requires("dialogues.manage_seat", Seat, related=RELATED, **LOOKUP)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_leave(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Note that an organisation leaves, or is back, with the reason."""
    form = ReasonForm(as_typed(request))
    verb = seats.return_seat if seat.left_at else seats.leave_seat
    if submitted(request, form, lambda said: verb(seat, by=request.user, **said), _("Noted.")):
        return redirect("seat", slug=seat.dialogue.slug, pk=seat.pk)
    return _page(request, "seat_leave", seat.dialogue, form=form, seat=seat)


@keeps_typed
@requires("dialogues.manage_seats", Dialogue, slug="slug")
@require_http_methods(["GET", "HEAD", "POST"])
def balance(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Say which categories are not needed here and why, and name the affected groups."""
    typed = as_typed(request)
    waive = WaiveForm(typed if typed and "reason" in typed else None, prefix=None)
    group = GroupForm(typed if typed and "name" in typed else None)
    if submitted(request, waive, lambda said: verbs.waive_category(dialogue, by=request.user, **said), _("Noted.")):
        return redirect("balance", slug=dialogue.slug)
    if submitted(request, group, lambda said: verbs.add_group(dialogue, by=request.user, **said), _("Noted.")):
        return redirect("balance", slug=dialogue.slug)
    context = {"balance": balance_of(request.user, dialogue), "waive": waive, "group": group}
    context["panels"] = ports.beside_balance.collect(request.user, dialogue, False)
    return _page(request, "balance", dialogue, **context)


@requires("dialogues.manage_seats", Dialogue, slug="slug")
@require_POST
def category_need(request: HttpRequest, dialogue: Dialogue, category: str) -> HttpResponse:
    """Take back that a category is not needed."""
    done(request, lambda: verbs.need_category(dialogue, by=request.user, category=category), _("Noted."))
    return redirect("balance", slug=dialogue.slug)


@requires("dialogues.manage_group", AffectedGroup, related=("dialogue",), **LOOKUP)
@require_POST
def group_remove(request: HttpRequest, group: AffectedGroup) -> HttpResponse:
    """Take an affected group off the list."""
    done(request, lambda: verbs.remove_group(group, by=request.user), _("Taken off the list."))
    return redirect("balance", slug=group.dialogue.slug)
