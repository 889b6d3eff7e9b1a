"""What becomes of rounds, prepared answers, drafting and private drafts when a place is handed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from dialogues.documents.models import Document, Drafter, Endorsement, Invitee, Round
from dialogues.documents.models.drafts import SectionDraft
from dialogues.documents.states import DocumentStatus, EndorsementState
from dialogues.models import Seat, standing_of
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.counting import counted
from inspired.core.models import User
from inspired.core.ports import Fate, Handing, Held, Leaver, Spoken


def preview(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    """Count rounds and prepared answers of the seat, places in drafting teams, and the leaver's own private drafts."""
    n = counted(
        **(_of_a_seat(by, leaver) if leaver.seat else {}), **(_of_a_person(by, leaver) if leaver.account else {})
    )
    yield Held(_("Endorsement rounds that await an answer"), n.get("rounds", 0), Fate.PASSES)
    why = _("They count only once somebody with authority to sign has given them.")
    yield Held(_("Answers prepared and not signed"), n.get("prepared", 0), Fate.PASSES, why)
    yield Held(_("Drafts that are open for comments"), n.get("open", 0), Fate.PASSES)
    fate, why = (Fate.STAYS, _("This person keeps another role here.")) if leaver.remains else (Fate.PASSES, "")
    yield Held(_("Places in drafting teams"), n.get("places", 0), fate, why)
    why = _("Typed and never saved for the others: nobody else reads them.")
    yield Held(_("Private drafts of sections"), n.get("private", 0), Fate.PRIVATE, why)


def _of_a_seat(by: Anyone, leaver: Leaver) -> dict[str, QuerySet[Any]]:
    given = Endorsement.objects.given().filter(seat=OuterRef("seat"), version=OuterRef("round__version"))
    asked = Invitee.objects.visible_to(by).filter(seat=leaver.seat, round__in=Round.objects.open().values("pk"))
    prepared = Endorsement.objects.visible_to(by).filter(seat=leaver.seat, state=EndorsementState.PREPARED)
    drafts = Document.objects.visible_to(by).filter(dialogue=leaver.dialogue, status=DocumentStatus.COMMENTS)
    return {"rounds": asked.filter(~Exists(given)), "prepared": prepared, "open": drafts}


def _of_a_person(by: Anyone, leaver: Leaver) -> dict[str, QuerySet[Any]]:
    private = SectionDraft.objects.visible_to(by).filter(user=leaver.account)
    return {
        "places": Drafter.objects.filter(document__dialogue=leaver.dialogue, user=leaver.account),
        "private": private.filter(section__document__dialogue=leaver.dialogue),
    }


def pass_on(leaver: Leaver, successor: User) -> int:
    """Give the successor the leaver's places in drafting teams, unless the leaver still belongs to the dialogue.

    An observer takes no place, as no host could give one: it stays with nobody who could write.
    """
    if leaver.account is None or leaver.remains:
        return 0
    standing = standing_of(successor, leaver.dialogue)
    if not (standing.is_team or standing.speaking):
        return 0
    places = Drafter.objects.filter(document__dialogue=leaver.dialogue, user=leaver.account)
    has_one = Drafter.objects.filter(document=OuterRef("document"), user=successor)
    doubled = list(places.filter(Exists(has_one)).values_list("pk", flat=True))
    Drafter.objects.filter(pk__in=doubled).delete()
    return int(places.update(user=successor)) + len(doubled)


ports.handover.provide(Handing("documents", preview, pass_on))


@ports.spoken.provide
def endorsed(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say what the seat answered to frozen texts, with what it reserved, and who signed; one query."""
    answers = Endorsement.objects.visible_to(user).given().filter(seat=seat).order_by("-signed_at")
    answers = answers.select_related("version__document__dialogue", "signed_by__person", "round")
    for answer in answers.defer("version__content"):
        document = answer.version.document
        yield Spoken(
            at=answer.signed_at or answer.changed_at,
            kind=_("Endorsement"),
            title=_("%(title)s, version %(number)s") % {"title": document.title, "number": answer.version.number},
            text=answer.note,
            state=str(answer.get_position_display()),
            url=answer.version.get_absolute_url(),
            signed_by=answer.signed_by.name if answer.signed_by else answer.signatory_function,
        )
