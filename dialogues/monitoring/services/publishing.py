"""The host publishes what was taken on and how far it has come, and takes it off the public page again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.documents.models import Version
from dialogues.models import Dialogue
from dialogues.monitoring.models import Commitment
from dialogues.monitoring.parting import OFF, stamp_of
from dialogues.services.dialogue import held_dialogue
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError


@transaction.atomic
def publish_status(dialogue: Dialogue, *, by: User, seen: str | None = None) -> int:
    """Show what was taken on, as it stands now, with its latest status to everybody who reads the public page.

    Each shows there from the day on which the version of the Roadmap it rests on is public. What the public reads already
    stays in its earlier words while the later version is not. Return how many are new there, or stood there in earlier words.

    ``seen`` is what ``stamp_of`` made of the commitments that were shown: raises StateError when others would show by now.
    """
    rows = list(Commitment.objects.locked().filter(dialogue=dialogue.pk))
    dialogue = held_dialogue(dialogue, by=by)
    require(by, "monitoring.publish_status", dialogue)
    require(by, "dialogues.publish_dialogue", dialogue)
    if seen is not None and seen != stamp_of(rows):
        raise StateError(
            _("Organisations have answered since the page was opened. Look once more at what the public would read.")
        )
    known = set(
        Version.objects.filter(pk__in=_versions(rows), published_at__lte=timezone.now()).values_list("pk", flat=True)
    )
    new = [one.pk for one in rows if one.is_taken_on and _is_new(one, known)]
    said = {"public_version": F("version"), "public_part": F("part"), "public_due_on": F("due_on")}
    count = Commitment.objects.filter(pk__in=new).update(published_at=timezone.now(), reworded_at=None, **said)
    if count:
        record(by, "commitments.published", dialogue, tier=Tier.PARTICIPANTS, count=count)
    return count


def _versions(rows: list[Commitment]) -> set[int]:
    published = {one.public_version_id for one in rows if one.public_version_id is not None}
    return published | {one.version_id for one in rows}


def _is_new(one: Commitment, known: set[int]) -> bool:
    """Does publishing say something new of it, and nothing less than the public knows by now?"""
    if one.published_at is None:
        return True
    return one.is_reworded and (one.version_id in known or one.public_version_id not in known)


@transaction.atomic
def withdraw_status(dialogue: Dialogue, *, by: User) -> int:
    """Take the status of all commitments off the public page, also once it is closed; return how many stood there."""
    rows = list(Commitment.objects.locked().filter(dialogue=dialogue.pk))
    shown = [one.pk for one in rows if one.published_at is not None]
    dialogue = held_dialogue(dialogue, by=by)
    require(by, "monitoring.withdraw_status", dialogue)
    count = Commitment.objects.filter(pk__in=shown).update(**OFF)
    if count:
        record(by, "commitments.withdrawn", dialogue, tier=Tier.PARTICIPANTS, count=count)
    return count
