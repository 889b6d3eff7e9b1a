"""Holds what several verbs of an appraisal write to. An appraisal is locked before its dialogue, and that before its challenge."""

from __future__ import annotations

from dialogues.consensus.models import Appraisal, Challenge
from dialogues.services.dialogue import held_dialogue
from inspired.core.models import User


def held_appraisal(appraisal: Appraisal, *, by: User) -> Appraisal:
    """Lock an appraisal and hold its dialogue: neither is closed before what ``by`` does is there."""
    held = Appraisal.objects.locked().get(pk=appraisal.pk)
    held.challenge.dialogue = held_dialogue(held.challenge.dialogue, by=by)
    return held


def held_challenge(challenge: Challenge, *, by: User) -> Challenge:
    """Hold the dialogue and lock its challenge, under which the options stand."""
    dialogue = held_dialogue(challenge.dialogue, by=by)
    held = Challenge.objects.locked().get(pk=challenge.pk)
    held.dialogue = dialogue
    return held
