"""What the host team keeps about people it wants to reach, and how it lets go of it. Cards are the host's own notes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dialogues.convening.letter_forgetting import forget_letters_to, forget_named
from dialogues.convening.models.contacts import ContactCard
from dialogues.convening.models.handovers import Brief, Handover
from dialogues.convening.models.introductions import Introduction
from dialogues.convening.models.letter_answers import LetterAnswer
from dialogues.convening.models.letters import Letter
from dialogues.convening.models.messages import Talk
from dialogues.convening.models.nominations import Nomination
from dialogues.convening.models.pulse_links import PulseLink
from dialogues.convening.models.shelf import ShelfEntry
from dialogues.convening.models.slips import AccessSlip
from dialogues.convening.talk_forgetting import forget_talks
from dialogues.models import Delegate
from dialogues.models.chains import dialogue_in
from inspired.core import ports
from inspired.core.forgetting import blank_lone, remove_names
from inspired.core.models import Person, User
from inspired.core.personal import chapter
from inspired.core.ports import Effect, Eraser, Part

KEPT = (
    "ListedOrganisation.responsible ListedOrganisation.updated_by StageMove.by ContactCard.updated_by "
    "LoggedContact.by Nomination.by Nomination.answered_by PublicBody.by AccessSlip.made_by Message.by "
    "ShelfEntry.by Pulse.opened_by Introduction.by Introduction.taken_by Introduction.settled_by "
    "OwnLetterText.updated_by PlatformLetterText.updated_by Letterhead.updated_by LetterRun.by Letter.by LetterAnswer.by InvitationRequest.answered_by "
    "Handover.by Handover.member Handover.follower Handover.delegate Handover.successor"
)  # who did it: the key stays, the name goes with the person
GOES = "ContactCard.person AccessSlip.delegate PulseLink.delegate Talk.by LetterAnswer.delegate Brief.reader"
COVERS = frozenset(f"convening.{name}" for name in f"{KEPT} {GOES}".split())


@ports.personal_data.provide
@chapter("said")
def my_nominations(user: User) -> Iterable[Part]:
    """Give a person whom they said is missing, and what was answered."""
    rows = Nomination.objects.filter(by=user).select_related("dialogue").order_by("pk")
    yield Part(
        _("Whom you said is missing"),
        tuple(
            {
                _("Dialogue"): one.dialogue.title,
                _("Organisation"): one.organisation,
                _("Reason"): one.why,
                _("Answer"): one.answer,
                _("Given"): one.at,
            }
            for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("places")
def my_handovers(user: User) -> Iterable[Part]:
    """Give a person the places they handed over and those they followed in."""
    mine = Q(delegate__user=user) | Q(successor__user=user) | Q(member=user) | Q(follower=user)
    rows = Handover.objects.filter(mine).select_related("dialogue", "seat__organisation", "delegate")
    yield Part(
        _("Places you handed over or took on"),
        tuple(
            {
                _("Dialogue"): one.dialogue.title,
                _("Place"): str(one.seat) if one.seat else _("Host team"),
                _("Role"): one.get_role_display(),
                _("You"): _("left")
                if user.pk in {one.member_id, one.delegate.user_id if one.delegate else None}
                else _("followed"),
                _("On"): one.at,
            }
            for one in rows.order_by("pk")
        ),
    )


@ports.personal_data.provide
@chapter("did")
def my_briefs(user: User) -> Iterable[Part]:
    """Give a person the briefs they printed, which are kept for a week."""
    rows = Brief.objects.filter(reader=user).select_related("dialogue").order_by("pk")
    yield Part(
        _("Briefs you printed"), tuple({_("Dialogue"): one.dialogue.title, _("On"): one.asked_at} for one in rows)
    )


def _cards(person: Person, scope: str) -> QuerySet[ContactCard]:
    """Keep the person's cards; for everything, also those that only hold the account's address."""
    if scope:
        return ContactCard.objects.filter(person=person, listed__dialogue=dialogue_in(scope))
    mine = Q(person=person)
    for address in User.objects.filter(person=person).exclude(email=None).values_list("email", flat=True):
        mine |= Q(email__iexact=address)  # hosts write addresses down as they hear them
    return ContactCard.objects.filter(mine)


def _talks(person: Person, scope: str) -> QuerySet[Talk]:
    mine = Talk.objects.filter(by__person=person)
    return mine.filter(dialogue=dialogue_in(scope)) if scope else mine


def forget_briefs_of(person: Person) -> None:
    """Delete the briefs that a person has printed, rows now and files after the commit."""
    briefs = Brief.objects.filter(reader__person=person)
    remove_names(name for name in briefs.values_list("pdf", flat=True) if name)
    briefs.delete()


def _named(person: Person, scope: str) -> QuerySet[LetterAnswer]:
    """Keep the answers to letters in which an institution named this person, as its delegate or as the substitute."""
    places = Delegate.objects.filter(person=person)
    named = Q(delegate__person=person)
    if person.name:  # of a substitute the answer keeps the words alone
        named |= Q(delegate__seat__in=places.values("seat"), substitute__iexact=person.name)
    for address, dialogue in places.exclude(email="").values_list("email", "seat__dialogue"):
        noted = Q(email__iexact=address) | Q(substitute_email__iexact=address)
        named |= Q(letter__dialogue=dialogue) & noted  # what one host wrote down is no proof for another's letters
    for own in User.objects.filter(person=person).exclude(email=None).values_list("email", flat=True):
        named |= Q(email__iexact=own) | Q(substitute_email__iexact=own)
    answers = LetterAnswer.objects.filter(named)
    return answers.filter(letter__dialogue=dialogue_in(scope)) if scope else answers


def _ways_to(person: Person) -> QuerySet[ShelfEntry]:
    """Keep the peers on shelves that are reached by the address of this person's account."""
    address = User.objects.filter(person=person).exclude(email=None).values_list("email", flat=True).first()
    reached = ShelfEntry.objects.exclude(way_in="")
    return reached.filter(way_in__icontains=address) if address else reached.none()


def preview(person: Person, scope: str) -> Iterable[Effect]:
    """Count the host's own cards for the host; the person is not told who keeps one, and it goes all the same."""
    if scope:
        cards = _cards(person, scope)
        yield Effect(_("Contact cards; the log of calls stays, without the person"), cards.count())
        letters = Letter.objects.filter(card__in=cards, forgotten_at__isnull=True).count()
        yield Effect(_("Letters to the person; number, date and fingerprint stay, every word goes"), letters)
        yield Effect(_("Answers to letters that name the person, with their scans"), _named(person, scope).count())
        return
    yield Effect(_("Messages to the host in confidence, with the answers"), _talks(person, scope).count())
    mine = Nomination.objects.filter(by__person=person).count()
    said = _("The host has answered them, and the answers stay with the dialogue.")
    yield Effect(_("Whom you said is missing"), mine, goes=False, why=said)
    asked = Introduction.objects.filter(Q(by__person=person) | Q(taken_by__person=person)).count()
    said = _("They belong to the organisations that asked; your name goes.")
    yield Effect(_("Introductions you asked for or took up"), asked, goes=False, why=said)
    yield Effect(_("Ways to reach you as a peer, on knowledge shelves"), _ways_to(person).count())


def erase(person: Person, scope: str) -> None:
    """Delete the cards, the person's slips and links, and blank letters to the person and answers that name them.

    People who stood on cards alone lose their name.
    """
    slips = AccessSlip.objects.filter(delegate__person=person)
    (slips.filter(delegate__seat__dialogue=dialogue_in(scope)) if scope else slips).delete()
    links = PulseLink.objects.filter(delegate__person=person)
    (links.filter(pulse__dialogue=dialogue_in(scope)) if scope else links).delete()
    if not scope:
        forget_briefs_of(person)
        _ways_to(person).update(way_in="")
    forget_talks(list(_talks(person, scope).values_list("pk", flat=True)))
    cards = _cards(person, scope)
    locked = cards.order_by("pk").select_for_update(of=("self",))  # nobody writes to the person from here on
    people = set(locked.values_list("person", flat=True)) - {person.pk}
    forget_letters_to(cards, by=None)
    forget_named(_named(person, scope))
    cards.delete()
    blank_lone(people)


ports.erasure.provide(Eraser("convening", preview, erase, covers=COVERS))
