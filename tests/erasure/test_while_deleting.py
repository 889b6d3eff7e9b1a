"""A dialogue that is being deleted, whose trail has ended, keeps nobody from forgetting and erasing elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.convening.models import ContactCard, Letter, Pulse
from dialogues.convening.services import contact_cards, contacts, letters, pulse
from dialogues.convening.tasks.pulse import close_due
from dialogues.models import Deletion, Dialogue
from dialogues.services.deletions import begin_deletion, plan_deletion
from dialogues.states import Status
from inspired.core.audit import verify
from inspired.core.models import User
from inspired.core.services import erase_person
from tests import make

pytestmark = pytest.mark.django_db


def a_dialogue(known: User) -> Dialogue:
    """A dialogue with a card whose day has passed, a letter to somebody with an account, and a pulse that is due."""
    dialogue, today = make.dialogue(), timezone.localdate()
    host = make.host_of(dialogue)
    listed = contacts.list_organisation(dialogue, by=host, name="Guild")
    contact_cards.add_card(listed, by=host, name="Gone by now", delete_by=today - timedelta(days=1))
    card = contact_cards.add_card(listed, by=host, name="Known", email=known.email)
    wording = {
        "kind": "invitation",
        "language": "en",
        "subject": "An invitation",
        "text": "Please come.",
        "dated": today,
    }
    letters.issue_letter(listed, by=host, card=card, **wording)
    closes_at = timezone.now() + timedelta(days=1)
    asked = pulse.ask_pulse(dialogue, by=host, question="Do you trust it?", kind="scale", closes_at=closes_at)
    Pulse.objects.filter(pk=asked.pk).update(closes_at=timezone.now())
    return dialogue


def begin(dialogue: Dialogue) -> None:
    """Begin its deletion and leave it there, as before the first part was removed."""
    Dialogue.objects.filter(pk=dialogue.pk).update(status=Status.CLOSED)
    plan = plan_deletion(dialogue, by=make.host_of(dialogue), title=dialogue.title, reason="It has ended")
    Deletion.objects.update(due_at=timezone.now())
    assert begin_deletion(plan, by=None)


def test_the_night_and_an_erasure_go_on_beside_a_deletion() -> None:
    known = make.user(email="known@example.org")
    dying, other = a_dialogue(known), a_dialogue(known)
    begin(dying)
    assert contact_cards.forget_expired_cards() == 1
    assert [part.count for part in close_due(timezone.now(), 10)] == [1]
    assert list(Pulse.objects.filter(closed_at__isnull=True).values_list("dialogue", flat=True)) == [dying.pk]
    erase_person(known.person, by=None)
    assert not ContactCard.objects.filter(email=known.email).exists()
    assert set(Letter.objects.values_list("text", flat=True)) == {""}
    assert not list(verify(dying.audit_scope)) and not list(verify(other.audit_scope))
