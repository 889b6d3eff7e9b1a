"""The host erases a person without an account from one dialogue, after reading what that touches."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialogues.frame import frame
from dialogues.models import Delegate
from dialogues.services.erasing import erase_delegate
from dialogues.views.submitting import submitted
from inspired.core import ports
from inspired.core.access import may, requires
from inspired.core.confirming import confirmed_lately
from inspired.core.forms import EraseForm
from inspired.core.keeping import forgets_typed


@forgets_typed
@requires(
    "dialogues.see_erasure",
    Delegate,
    related=("seat__dialogue", "seat__organisation", "person"),
    seat__dialogue__slug="slug",
    pk="pk",
)
@require_http_methods(["GET", "HEAD", "POST"])
def delegate_erase(request: HttpRequest, delegate: Delegate) -> HttpResponse:
    """Say what erasing this person would touch here; do it for whoever has no account."""
    can = may(request.user, "dialogues.erase_delegate", delegate)
    form = EraseForm(request.POST or None)
    if can and request.method == "POST":
        return _erase(request, delegate, form)
    return _page(request, delegate, form, can=can)


@confirmed_lately
def _erase(request: HttpRequest, delegate: Delegate, form: EraseForm) -> HttpResponse:
    said = _("Erased. Nothing in this dialogue tells any more who this was.")
    if submitted(request, form, lambda _said: erase_delegate(delegate, by=request.user), said):
        return redirect("seat", slug=delegate.seat.dialogue.slug, pk=delegate.seat_id)
    return _page(request, delegate, form, can=True)


def _page(request: HttpRequest, delegate: Delegate, form: EraseForm, *, can: bool) -> HttpResponse:
    dialogue = delegate.seat.dialogue
    effects = ports.erasure.preview(delegate.person, dialogue.audit_scope)
    context = frame(request.user, dialogue, "participants") | {
        "delegate": delegate,
        "seat": delegate.seat,
        "form": form,
        "can": can,
        "going": [effect for effect in effects if effect.goes],
        "staying": [effect for effect in effects if not effect.goes],
    }
    return TemplateResponse(request, "participants/delegate_erase.html", context)
