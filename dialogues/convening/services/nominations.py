"""Nominations: made by participants, answered and perhaps shared by the host team."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import ListedOrganisation, Nomination
from dialogues.convening.models.contacts import key_of
from dialogues.convening.services.contacts import list_organisation
from dialogues.convening.states.nominations import MOVES, NominationState
from dialogues.models import Dialogue, Organisation, Seat
from dialogues.services.notices import announce
from dialogues.speakers import team_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.states import StateError, check_move


@transaction.atomic
def nominate(
    dialogue: Dialogue,
    *,
    by: User,
    organisation: str,
    why: str,
    category: str = "",
    hint: str = "",
    seat: Seat | None = None,
    form_key: UUID | None = None,
) -> Nomination:
    """Say whom one misses at the table; the same form sent twice is one nomination.

    Raises StateError for a seat that the person does not belong to.
    """
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "convening.nominate", locked)
    if seat is not None and seat.pk not in locked.standing_of(by).seats:
        raise StateError(_("You do not belong to this seat."))
    key = form_key or uuid4()
    if (known := made_before(Nomination.objects.filter(dialogue=locked, by=by), key)) is not None:
        return known
    made = Nomination.objects.create(
        dialogue=locked,
        seat=seat,
        by=by,
        organisation=" ".join(organisation.split())[:200],
        category=category,
        why=why,
        hint=hint,
        form_key=key,
    )
    record(by, "nomination.made", made)
    announce("convening.nominated", made, to=team_of(locked), by=by)
    return made


@transaction.atomic
def answer_nomination(nomination: Nomination, *, by: User, state: str, answer: str) -> Nomination:
    """Answer a nomination with a reason; one that is taken up becomes a listed organisation, or joins the one there is.

    Its proposer reads the answer. Raises StateError for what MOVES does not allow.
    """
    nomination = _locked(nomination)
    require(by, "convening.answer_nomination", nomination)
    check_move(nomination.state, state, MOVES, _("Somebody has answered this nomination already."))
    if state == NominationState.TAKEN_UP:
        nomination.listed = _listed(nomination, by)
    nomination.state, nomination.answer = state, answer
    nomination.answered_at, nomination.answered_by = timezone.now(), by
    nomination.save(update_fields=["listed", "state", "answer", "answered_at", "answered_by"])
    record(by, "nomination.answered", nomination, state=state)
    return nomination


@transaction.atomic
def share_nomination(nomination: Nomination, *, by: User, shared: bool) -> Nomination:
    """Let participants read organisation, category and answer, or take that back; never who proposed it, why, or how to reach them."""
    nomination = _locked(nomination)
    require(by, "convening.share_nomination", nomination)
    if nomination.is_shared != shared:
        nomination.is_shared = shared
        nomination.save(update_fields=["is_shared"])
        record(by, "nomination.shared" if shared else "nomination.unshared", nomination)
    return nomination


def _listed(nomination: Nomination, by: User) -> ListedOrganisation:
    name = nomination.organisation
    Dialogue.objects.select_for_update(of=("self",), no_key=True).get(
        pk=nomination.dialogue_id
    )  # nobody lists it meanwhile
    found = Organisation.objects.visible_to(by).named(name).order_by("pk").first()
    key = key_of(found.name if found else name)
    known = ListedOrganisation.objects.filter(dialogue=nomination.dialogue, key=key).first()
    return known or list_organisation(nomination.dialogue, by=by, name=name, category=nomination.category)


def _locked(nomination: Nomination) -> Nomination:
    return Nomination.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=nomination.pk)
