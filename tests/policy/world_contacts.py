"""The contact list of the world. Words in capitals are secrets: see canaries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.convening.models import InvitationRequest
from dialogues.convening.services import (
    contact_cards,
    contact_log,
    contacts,
    nominations,
    public_bodies,
    slips,
    strangers,
)
from dialogues.services import mandates


def contact_list(world: Any) -> None:
    """List an organisation with a person, a log and a plan, every field a secret of the host team's."""
    host = world.people["host"]
    listed = contacts.list_organisation(
        world.dialogue,
        by=host,
        name="WANTED-ORGANISATION",
        category="media",
        address="ADDRESS-OF-LISTED",
        is_rival=True,
        mark_note="MARK-OF-LISTED",
        notes="NOTES-ON-LISTED",
    )
    card = contact_cards.add_card(
        listed,
        by=host,
        name="NAME-ON-CARD",
        salutation="SALUTATION-ON-CARD",
        function="FUNCTION-ON-CARD",
        phones=["TELEPHONE-ON-CARD"],
        email="address-on-card@example.org",
        assistant="ASSISTANT-ON-CARD",
        notes="NOTES-ON-CARD",
    )
    contacts.move_stage(listed, by=host, to="approached", reason="REASON-OF-MOVE", next_step="STEP-OF-MOVE")
    logged = contact_log.log_contact(
        listed,
        by=host,
        outcome="OUTCOME-IN-LOG",
        card=card,
        next_step="NEXT-STEP-OF-LISTED",
        next_on=timezone.localdate() - timedelta(days=1),
    )
    world.objects |= {"listed": listed, "card": card, "logged": logged}
    _proposals(world)
    reached = mandates.add_delegate(world.neighbour_seat, by=host, name="PERSON-WITH-SLIP")
    sent = world.invitation
    strangers.ask_in(
        (sent.pk, sent.generation),
        by=None,
        name="NAME-OF-ASKER",
        organisation="HOUSE-OF-ASKER",
        reach="REACH-OF-ASKER",
        note="NOTE-OF-ASKER",
    )
    world.objects["request"] = InvitationRequest.objects.get()
    world.objects["slip"] = slips.make_slip(reached, by=host, role="alternate")


def _proposals(world: Any) -> None:
    """Let a delegate nominate twice, once shared, and the focal point propose a public body."""
    people = world.people
    nomination = nominations.nominate(
        world.dialogue,
        by=people["head"],
        seat=world.seat,
        organisation="NOMINATED-ORGANISATION",
        why="WHY-NOMINATED",
        hint="HINT-OF-NOMINATION",
    )
    shared = nominations.nominate(
        world.dialogue,
        by=people["neighbour"],
        organisation="Association of cooks",
        why="WHY-OF-NEIGHBOUR",
        hint="HINT-OF-NEIGHBOUR",
    )
    nominations.answer_nomination(nomination, by=people["host"], state="not_now", answer="ANSWER-TO-HEAD")
    nominations.answer_nomination(shared, by=people["host"], state="no", answer="They came last year")
    nominations.share_nomination(shared, by=people["host"], shared=True)
    body = public_bodies.add_public_body(
        world.dialogue, by=people["government"], name="PROPOSED-BODY", concern="CONCERN-OF-BODY"
    )
    kept = public_bodies.add_public_body(world.dialogue, by=people["host"], name="LISTED-BODY")
    public_bodies.decide_public_body(kept, by=people["host"], state="refused", reason="REASON-ABOUT-BODY")
    world.objects |= {"nomination": nomination, "shared_nomination": shared, "body": body}
