"""Values and red lines: raised by a seat, shared by it with all participants, or taken back."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.consensus.models import Appraisal, Concern, Option
from dialogues.consensus.states.appraisal import ConcernKind
from dialogues.models import Seat
from dialogues.services.notices import announce
from dialogues.speakers import team_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.states import StateError

from .holding import held_appraisal


@transaction.atomic
def raise_concern(
    appraisal: Appraisal,
    *,
    by: User,
    seat: Seat,
    kind: str,
    text: str,
    option: Option | None = None,
    would_change: str = "",
    is_shared: bool = False,
    form_key: UUID | None = None,
) -> Concern:
    """Raise a value or a red line for a seat; the host team is told, other seats read it only if it is shared.

    The same form sent twice raises one. Raises StateError for a seat one does not speak for, without words, and for a
    red line that does not say what would change it.
    """
    appraisal = held_appraisal(appraisal, by=by)
    require(by, "consensus.raise_concern", appraisal)
    dialogue = appraisal.challenge.dialogue
    if seat.pk not in dialogue.standing_of(by).speaking:
        raise StateError(_("You do not speak for this organisation."))
    if (known := made_before(Concern.objects.filter(appraisal=appraisal, seat=seat), form_key)) is not None:
        return known
    _must_be_whole(appraisal, option, kind, text, would_change)
    concern = Concern.objects.create(
        appraisal=appraisal,
        seat=seat,
        kind=kind,
        option=option,
        text=text.strip(),
        would_change=would_change.strip(),
        is_shared=is_shared,
        given_by=by,
        form_key=form_key or uuid4(),
    )
    record(by, "concern.raised", concern, seat=seat.pk, kind=str(kind), shared=is_shared)
    announce("consensus.concern_raised", concern, to=team_of(dialogue), by=by)
    return concern


@transaction.atomic
def share_concern(concern: Concern, *, by: User, shared: bool) -> Concern:
    """Let all participants read what one's seat raised, or no longer; the same again changes nothing."""
    concern = _locked(concern, by)
    if concern.is_shared != shared:
        concern.is_shared = shared
        concern.save(update_fields=["is_shared"])
        record(by, "concern.shared" if shared else "concern.kept_back", concern, seat=concern.seat_id)
    return concern


@transaction.atomic
def take_back_concern(concern: Concern, *, by: User) -> None:
    """Take back what one's seat raised; the row goes, the trail keeps that there was one."""
    concern = _locked(concern, by)
    record(by, "concern.taken_back", concern, seat=concern.seat_id)
    concern.delete()


def _must_be_whole(appraisal: Appraisal, option: Option | None, kind: str, text: str, would_change: str) -> None:
    if option is not None and not appraisal.options.filter(pk=option.pk).exists():
        raise StateError(_("This is not among what is appraised."))
    if not text.strip():
        raise StateError(_("Say it in words."))
    if kind == ConcernKind.RED_LINE and not would_change.strip():
        raise StateError(_("Say what would change it: a red line that nothing changes ends the talk."))


def _locked(concern: Concern, by: User) -> Concern:
    appraisal = held_appraisal(concern.appraisal, by=by)
    found = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    found.appraisal = appraisal
    require(by, "consensus.share_concern", found)
    return found
