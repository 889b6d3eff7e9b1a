"""The host team's acts on one listed organisation: its people, its seat, taking it off the list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialogues.convening.forms.contacts import CardForm
from dialogues.convening.models import ContactCard, ListedOrganisation
from dialogues.convening.services import contact_cards, contacts
from dialogues.convening.views.contacts import LISTED, WRITING, page
from dialogues.models import Seat
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError

CARD: dict[str, Any] = {
    "related": ("listed__dialogue", "listed__organisation", "person"),
    "listed__dialogue__slug": "slug",
    "pk": "pk",
}


@keeps_typed
@requires("convening.keep_contact", ListedOrganisation, **LISTED)
@require_http_methods(WRITING)
def card_add(request: HttpRequest, listed: ListedOrganisation) -> HttpResponse:
    """Enter a person of a listed organisation."""
    form = CardForm(as_typed(request), initial={"language": listed.dialogue.language})
    if submitted(request, form, lambda said: contact_cards.add_card(listed, by=request.user, **said), _("Entered.")):
        return redirect("contact", listed.dialogue.slug, listed.pk)
    return page(request, "card_add", listed.dialogue, form=form, listed=listed)


@keeps_typed
@requires("convening.keep_card", ContactCard, **CARD)
@require_http_methods(WRITING)
def card_edit(request: HttpRequest, card: ContactCard) -> HttpResponse:
    """Change a card; a stale form shows what stands now beside what was typed."""
    listed, conflict = card.listed, None
    form = CardForm(as_typed(request), card=card, initial=CardForm.stored(card))
    try:
        if submitted(request, form, lambda said: contact_cards.edit_card(card, by=request.user, **said), _("Saved.")):
            return redirect("contact", listed.dialogue.slug, listed.pk)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    return page(request, "card_edit", listed.dialogue, form=form, listed=listed, card=card, conflict=conflict)


@requires("convening.forget_card", ContactCard, **CARD)
@require_http_methods(WRITING)
def card_forget(request: HttpRequest, card: ContactCard) -> HttpResponse:
    """Say what forgetting a person means, ask once, erase the card."""
    listed = card.listed
    if request.method == "POST":
        done(request, lambda: contact_cards.forget_card(card, by=request.user), _("The card is erased."))
        return redirect("contact", listed.dialogue.slug, listed.pk)
    return page(request, "card_forget", listed.dialogue, card=card, listed=listed)


@requires("convening.keep_contact", ListedOrganisation, **LISTED)
@require_http_methods(WRITING)
def contact_seat(request: HttpRequest, listed: ListedOrganisation) -> HttpResponse:
    """Warn where it is due, ask once, give the organisation a seat and go on to the invitation."""
    given: list[Seat] = []
    said = _("The seat is there. Now invite somebody to speak for it.")
    if request.method == "POST" and done(
        request, lambda: given.append(contacts.give_seat(listed, by=request.user)), said
    ):
        return redirect("invitation_add", listed.dialogue.slug, given[0].pk)
    return page(request, "contact_seat", listed.dialogue, listed=listed)


@requires("convening.keep_contact", ListedOrganisation, **LISTED)
@require_http_methods(WRITING)
def contact_remove(request: HttpRequest, listed: ListedOrganisation) -> HttpResponse:
    """Say what goes with it, ask once, take an organisation off the list."""
    dialogue = listed.dialogue
    if request.method == "POST":
        if done(request, lambda: contacts.unlist(listed, by=request.user), _("Taken off the list.")):
            return redirect("contacts", dialogue.slug)
        return redirect("contact", dialogue.slug, listed.pk)
    return page(request, "contact_remove", dialogue, listed=listed)
