"""Who may write recommendations and choose the type of the Roadmap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.consensus.permissions.parts import leads
from dialogues.consensus.states.recommendations import RecommendationStatus
from dialogues.documents.states import DocumentKind, DocumentStatus
from dialogues.permissions import is_live
from inspired.core.access import Anyone, rule
from inspired.core.memory import remembered

if TYPE_CHECKING:
    from dialogues.consensus.models import Recommendation, Roadmap
    from dialogues.documents.models import Document
    from dialogues.models import Dialogue


def text_of(dialogue: Dialogue) -> Document | None:
    """Return the living text of the dialogue's Roadmap, None before it is begun; asked once per request."""
    return remembered(("text of roadmap", dialogue.pk), lambda: _text_of(dialogue))


def _text_of(dialogue: Dialogue) -> Document | None:
    found = dialogue.documents.filter(kind=DocumentKind.ROADMAP).prefetch_related("drafters").first()
    if found is not None:
        found.dialogue = dialogue
    return found


def has_frozen_roadmap(dialogue: Dialogue) -> bool:
    """Is the text of the dialogue's Roadmap frozen? Asked once per request."""
    texts = dialogue.documents.filter(kind=DocumentKind.ROADMAP, status=DocumentStatus.LOCKED)
    return remembered(("roadmap is frozen", dialogue.pk), lambda: texts.exists())


@rule
def see_roadmap(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team, participants and donors open the page of the Roadmap; what stands there depends on the reader."""
    standing = dialogue.standing_of(user)
    return standing.is_team or standing.is_participant or standing.is_donor


@rule
def steer_roadmap(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team begins the Roadmap of a live dialogue and chooses its type."""
    return leads(user, dialogue)


@rule
def change_roadmap(user: Anyone, roadmap: Roadmap) -> bool:
    """The host team changes its type and the day its months count from."""
    return steer_roadmap(user, roadmap.dialogue)


@rule
def add_recommendation(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team and the drafting team of the Roadmap write recommendations, except while its text is frozen."""
    standing = dialogue.standing_of(user)
    if not (standing.is_team or standing.is_participant) or not is_live(dialogue):
        return False
    text = text_of(dialogue)
    if text is not None and text.status == DocumentStatus.LOCKED:
        return False
    return standing.is_team or (text is not None and text.has_drafter(user))


@rule
def see_recommendation(user: Anyone, recommendation: Recommendation) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def write_recommendation(user: Anyone, recommendation: Recommendation) -> bool:
    """Those who may add recommendations write them, except one that was withdrawn."""
    return recommendation.status != RecommendationStatus.WITHDRAWN and add_recommendation(user, recommendation.dialogue)


@rule
def settle_recommendation(user: Anyone, recommendation: Recommendation) -> bool:
    """The host team marks a recommendation as agreed for the Roadmap, withdraws it or takes it up again, unless the text is frozen."""
    return recommendation.dialogue.standing_of(user).is_team and add_recommendation(user, recommendation.dialogue)
