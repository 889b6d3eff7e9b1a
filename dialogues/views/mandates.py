"""The host team's acts on delegates and their mandates."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialogues.forms.seats import DelegateForm, MandateEndForm, MandateForm
from dialogues.frame import frame
from dialogues.models import Delegate, Mandate, Seat
from dialogues.services import mandates
from dialogues.views.submitting import submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed


def _page(request: HttpRequest, template: str, seat: Seat, **context: Any) -> HttpResponse:
    framed = frame(request.user, seat.dialogue, "participants")
    return TemplateResponse(request, f"participants/{template}.html", framed | {"seat": seat} | context)


@keeps_typed
@requires("dialogues.manage_seat", Seat, related=("dialogue", "organisation"), dialogue__slug="slug", pk="pk")
@require_http_methods(["GET", "HEAD", "POST"])
def delegate_add(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Enter a delegate who has no account, and go on to the mandate."""
    form = DelegateForm(as_typed(request))
    added: list[Delegate] = []

    def add(said: dict[str, Any]) -> None:
        added.append(mandates.add_delegate(seat, by=request.user, **said))

    if submitted(request, form, add, _("Entered. Now say in which role and from when.")):
        return redirect("mandate_add", slug=seat.dialogue.slug, pk=added[0].pk)
    return _page(request, "delegate_add", seat, form=form)


@keeps_typed
@requires(
    "dialogues.manage_delegate",
    Delegate,
    related=("seat__dialogue", "seat__organisation", "person"),
    seat__dialogue__slug="slug",
    pk="pk",
)
@require_http_methods(["GET", "HEAD", "POST"])
def delegate_edit(request: HttpRequest, delegate: Delegate) -> HttpResponse:
    """Change a delegate's function and contact details; name and address belong to the account where there is one."""
    initial = {"name": delegate.person.name, "function": delegate.function}
    form = DelegateForm(as_typed(request), initial=initial | {"email": delegate.email, "phone": delegate.phone})
    if delegate.user_id:
        del form.fields["name"], form.fields["email"]
    if submitted(request, form, lambda said: mandates.edit_delegate(delegate, by=request.user, **said), _("Saved.")):
        return redirect("seat", slug=delegate.seat.dialogue.slug, pk=delegate.seat_id)
    return _page(request, "delegate_edit", delegate.seat, form=form, delegate=delegate)


@keeps_typed
@requires(
    "dialogues.manage_delegate",
    Delegate,
    related=("seat__dialogue", "seat__organisation", "person"),
    seat__dialogue__slug="slug",
    pk="pk",
)
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_add(request: HttpRequest, delegate: Delegate) -> HttpResponse:
    """Give a delegate a mandate."""
    form = MandateForm(as_typed(request))
    if submitted(request, form, lambda said: mandates.give_mandate(delegate, by=request.user, **said), _("Noted.")):
        return redirect("seat", slug=delegate.seat.dialogue.slug, pk=delegate.seat_id)
    return _page(request, "mandate_add", delegate.seat, form=form, delegate=delegate)


@keeps_typed
@requires(
    "dialogues.manage_mandate",
    Mandate,
    related=("delegate__seat__dialogue", "delegate__seat__organisation", "delegate__person"),
    delegate__seat__dialogue__slug="slug",
    pk="pk",
)
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_end(request: HttpRequest, mandate: Mandate) -> HttpResponse:
    """End a mandate at once or at the end of a day."""
    seat = mandate.delegate.seat
    form = MandateEndForm(as_typed(request))
    if submitted(request, form, lambda said: mandates.end_mandate(mandate, by=request.user, **said), _("Noted.")):
        return redirect("seat", slug=seat.dialogue.slug, pk=seat.pk)
    return _page(request, "mandate_end", seat, form=form, mandate=mandate)
