"""What contact list, nominations and public bodies offer to the ports of the floors below; one query each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import ContactCard, ListedOrganisation, Nomination, PublicBody
from dialogues.convening.models.contacts import key_of
from dialogues.convening.states.nominations import BodyState
from dialogues.models import Dialogue
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import Caution, News, Panel, Tab

RECENT = timedelta(days=14)
MOST_ROWS = 12


@ports.tabs.provide
def contacts_tab(user: Anyone, dialogue: Dialogue) -> Iterator[Tab]:
    """Offer the tab to the host team alone."""
    if may(user, "convening.see_contacts", dialogue):
        yield Tab("contacts", _("Contacts"), reverse("contacts", args=[dialogue.slug]), 25)


@ports.cautions.provide
def marked_organisations(
    user: Anyone, dialogue: Dialogue, organisations: Collection[str], _emails: Collection[str]
) -> Iterator[Caution]:
    """Warn of organisations that are marked as rival of somebody at the table, or as dominating."""
    rows = ListedOrganisation.objects.visible_to(user).filter(dialogue=dialogue).marked().named()
    for row in rows.filter(key__in={key_of(name) for name in organisations}):
        why = [_("Rival of somebody at the table.")] if row.is_rival else []
        why += [_("May dominate the others.")] if row.is_dominating else []
        yield Caution(" ".join([*why, row.mark_note]), organisation=row.shown_name)


@ports.cautions.provide
def unwilling_people(
    user: Anyone, dialogue: Dialogue, organisations: Collection[str], emails: Collection[str]
) -> Iterator[Caution]:
    """Warn of people who asked not to be written to, by their address."""
    if not emails:
        return
    cards = ContactCard.objects.visible_to(user).filter(listed__dialogue=dialogue)
    for card in cards.refusing_mail(emails).select_related("person"):
        sentence = _("%(name)s asked not to be written to. Call instead, or let somebody bring the invitation.")
        yield Caution(sentence % {"name": card.person}, email=card.email.lower())


@ports.beside_balance.provide
def bodies_beside_balance(user: Anyone, dialogue: Dialogue, brief: bool) -> Iterator[Panel]:
    """Show host team and government focal point which public bodies are concerned and which are missing."""
    if not may(user, "convening.see_public_bodies", dialogue):
        return
    if brief:
        yield _bodies_panel(dialogue, [], _("Which public bodies are concerned, and which are missing?"))
        return
    rows = PublicBody.objects.visible_to(user).filter(dialogue=dialogue).exclude(state=BodyState.REFUSED)
    found = sorted(rows.with_seat(user), key=lambda body: (getattr(body, "at_the_table", False), body.name))
    yield _bodies_panel(
        dialogue, found, "" if found else _("Nobody has said yet which public bodies the policy concerns.")
    )


def _bodies_panel(dialogue: Dialogue, found: list[PublicBody], note: str) -> Panel:
    return Panel(
        title=_("Public bodies"),
        only_for=_("the host team and the government focal point"),
        note=note,
        rows=tuple((body.name, *_body_words(body)) for body in found[:MOST_ROWS]),
        url=reverse("public_bodies", args=[dialogue.slug]),
        action=_("Open the list of public bodies"),
    )


def _body_words(body: PublicBody) -> tuple[str, str]:
    if body.state == BodyState.PROPOSED:
        return _("proposed"), "wait"
    there = bool(getattr(body, "at_the_table", False))
    return (_("at the table"), "yes") if there else (_("missing"), "reserve")


@ports.beside_balance.provide
def nominations_beside_balance(user: Anyone, dialogue: Dialogue, _brief: bool) -> Iterator[Panel]:
    """Ask participants who is missing, and lead the host team to what they said."""
    if may(user, "convening.see_nominations", dialogue):
        yield Panel(
            title=_("Who is missing?"),
            note=_("Those at the table often know best who is not."),
            url=reverse("nominations", args=[dialogue.slug]),
            action=_("Propose somebody, or read the answers")
            if may(user, "convening.nominate", dialogue)
            else _("Read and answer the proposals"),
        )


@ports.news.provide
def answered_nominations(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Tell whoever proposed somebody, and their seat, what the host answered in the last two weeks."""
    if not may(user, "convening.nominate", dialogue):
        return
    rows = Nomination.objects.told_in_full_to(user).filter(dialogue=dialogue)
    for nomination in rows.filter(answered_at__gte=timezone.now() - RECENT).order_by("-answered_at")[:5]:
        yield News(
            title=nomination.organisation,
            url=reverse("nominations", args=[dialogue.slug]) + f"#nomination-{nomination.pk}",
            note=_("The host answered your proposal"),
            state=str(nomination.get_state_display()),
            tone=nomination.tone,
            at=nomination.answered_at,
        )
