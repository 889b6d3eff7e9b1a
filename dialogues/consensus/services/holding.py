"""Holds what several verbs of an appraisal write to. An appraisal is locked before its dialogue, and that before its challenge."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dialogues.consensus.models import Appraisal, Challenge, PositionCheck, Ranking
from dialogues.documents.models import Document
from dialogues.documents.states import DocumentKind, DocumentStatus
from dialogues.models import Dialogue
from dialogues.services.dialogue import held_dialogue, locked_dialogue
from inspired.core.models import User
from inspired.core.states import StateError


def held_appraisal(appraisal: Appraisal, *, by: User) -> Appraisal:
    """Lock an appraisal and hold its dialogue: neither is closed before what ``by`` does is there."""
    held = Appraisal.objects.locked().get(pk=appraisal.pk)
    held.challenge.dialogue = held_dialogue(held.challenge.dialogue, by=by)
    return held


def held_check(check: PositionCheck, *, by: User) -> PositionCheck:
    """Hold the dialogue and lock its check: neither moves on before what ``by`` does is there."""
    dialogue = held_dialogue(check.dialogue, by=by)
    held = PositionCheck.objects.locked().get(pk=check.pk)
    held.dialogue = dialogue
    return held


def held_ranking(ranking: Ranking, *, by: User) -> Ranking:
    """Hold the dialogue and lock its ranking."""
    dialogue = held_dialogue(ranking.dialogue, by=by)
    held = Ranking.objects.locked().get(pk=ranking.pk)
    held.dialogue = dialogue
    return held


def held_challenge(challenge: Challenge, *, by: User) -> Challenge:
    """Hold the dialogue and lock its challenge, under which the options stand."""
    dialogue = held_dialogue(challenge.dialogue, by=by)
    held = Challenge.objects.locked().get(pk=challenge.pk)
    held.dialogue = dialogue
    return held


def unfrozen_dialogue(dialogue: Dialogue, *, by: User) -> Dialogue:
    """Lock the Roadmap's text, then the dialogue: nobody freezes what is being written, and numbers and order stand still.

    Raises StateError while the text is frozen.
    """
    text = Document.objects.locked().filter(dialogue=dialogue.pk, kind=DocumentKind.ROADMAP).first()
    dialogue = locked_dialogue(dialogue, by=by)
    if text is not None and text.status == DocumentStatus.LOCKED:
        raise StateError(_("The Roadmap is frozen. Open its text again before you change what stands in it."))
    return dialogue
