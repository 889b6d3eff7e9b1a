"""What the process holds about a person, and how it lets go: contact details, invitations, roles and mandates."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.addresses import addresses_of, delegates_of, stands_in
from dialogues.models import Delegate, Deletion, Dialogue, DialogueRole, Errand, Invitation, InvitationList, Mandate
from dialogues.models.chains import dialogue_in
from dialogues.models.notices import Notice, PaceChoice, PrivateLinks
from dialogues.noticeboard import found_for
from dialogues.permissions import LIVE
from dialogues.states import Role
from inspired.core import ports
from inspired.core.models import Job, OutboxMail, Person, User
from inspired.core.noticing import KINDS
from inspired.core.personal import chapter
from inspired.core.ports import Effect, Eraser, Part
from inspired.core.references import pointing_at

SPOKEN = (
    "Organisation.added_by PolicyAreaChange.by StatusChange.by PhaseLogEntry.by SeatMove.by Errand.told_by Invitation.invited_by "
    "InvitationList.by Deletion.asked_by Deletion.cancelled_by GroundRules.proposed_by GroundRules.agreed_by GroundRulesAnswer.by"
)  # who did it: the key stays, the name goes with the person
OWN = "Deletion_readers.user Notice.user PaceChoice.user PrivateLinks.user"  # rows that are the person's alone
HELD = "Errand.delegate DialogueRole.user Delegate.user Delegate.person Mandate.delegate Invitation.accepted_by"
COVERS = frozenset(f"dialogues.{name}" for name in f"{SPOKEN} {HELD} {OWN}".split())
EMPTY = {"email": "", "name": "", "function": "", "declined_note": ""}


@ports.personal_data.provide
@chapter("places")
def my_seats(user: User) -> Iterable[Part]:
    """Give a person what hosts keep about them as a delegate."""
    rows = Delegate.objects.filter(person=user.person_id).select_related("seat__organisation", "seat__dialogue")
    yield Part(
        _("Organisations you speak or spoke for"),
        tuple(
            {
                _("Dialogue"): one.seat.dialogue.title,
                _("Organisation"): one.seat.organisation.name,
                _("Function"): one.function,
                _("E-mail address"): one.email,
                _("Telephone"): one.phone,
                _("To participants"): one.get_appear_to_participants_display(),
                _("In documents"): one.get_appear_in_documents_display(),
                _("In public"): one.get_appear_in_public_display(),
            }
            for one in rows.order_by("pk")
        ),
    )


@ports.personal_data.provide
@chapter("places")
def my_mandates(user: User) -> Iterable[Part]:
    """Give a person their mandates, past ones included."""
    rows = Mandate.objects.filter(delegate__person=user.person_id).select_related("delegate__seat__organisation")
    yield Part(
        _("Your mandates"),
        tuple(
            {
                _("Organisation"): one.delegate.seat.organisation.name,
                _("Role"): one.get_role_display(),
                _("Signs"): one.may_sign,
                _("From"): one.starts_on,
                _("Until"): one.last_day,
            }
            for one in rows.order_by("pk")
        ),
    )


@ports.personal_data.provide
@chapter("places")
def my_roles(user: User) -> Iterable[Part]:
    """Give a person the roles they hold or held."""
    rows = DialogueRole.objects.filter(user=user).select_related("dialogue").order_by("pk")
    yield Part(
        _("Your roles"),
        tuple(
            {
                _("Dialogue"): one.dialogue.title,
                _("Role"): one.get_role_display(),
                _("From"): one.starts_on,
                _("Until"): one.last_day,
            }
            for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("places")
def my_invitations(user: User) -> Iterable[Part]:
    """Give a person the invitations that went to them."""
    rows = _invitations(user.person, "").select_related("dialogue").order_by("pk")
    yield Part(
        _("Invitations to you"),
        tuple(
            {
                _("Dialogue"): one.dialogue.mail_label if one.accepted_at is None else one.dialogue.title,
                _("Sent to"): one.email,
                _("Name"): one.name,
                _("Function"): one.function,
                _("Sent"): one.sent_at,
                _("State"): str(one.state.label),
                _("What you said when you declined"): one.declined_note,
            }
            for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("told")
def my_notices(user: User) -> Iterable[Part]:
    """Give a person what they were told about, and when they read it."""
    rows = list(Notice.objects.filter(user=user).select_related("dialogue").order_by("-pk"))
    found = found_for(user, rows)
    yield Part(
        _("What you were told about"),
        tuple(
            {
                _("On"): one.at,
                _("What happened"): str(one.what.sentence) if one.kind in KINDS else "",
                _("About what"): found[one.pk].title if one.pk in found else "",
                _("Dialogue"): one.dialogue.title,
                _("Read"): one.read_at,
            }
            for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("told")
def my_errands(user: User) -> Iterable[Part]:
    """Give a person what the host told them, or is to tell them, in another way than by mail."""
    rows = Errand.objects.filter(delegate__person=user.person_id).select_related("dialogue").order_by("-pk")
    yield Part(
        _("What you are told without e-mail"),
        tuple(
            {
                _("Since"): one.at,
                _("What happened"): str(one.what.sentence) if one.kind in KINDS else "",
                _("Dialogue"): one.dialogue.title,
                _("Told"): one.told_on,
                _("How"): one.get_told_how_display(),
            }
            for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("told")
def my_paces(user: User) -> Iterable[Part]:
    """Give a person how they wish to get mail."""
    rows = PaceChoice.objects.filter(user=user).select_related("dialogue").order_by("pk")
    yield Part(
        _("How you wish to get mail"),
        tuple(
            {_("Dialogue"): one.dialogue.title if one.dialogue else _("All others"), _("Mail"): one.get_pace_display()}
            for one in rows
        ),
    )


def _invitations(person: Person, scope: str) -> QuerySet[Invitation]:
    mine = Q(accepted_by__person=person)
    for address, dialogue in addresses_of(person, scope):
        mine |= Q(email=address, dialogue=dialogue) if dialogue else Q(email=address)
    rows = Invitation.objects.filter(mine).exclude(email="")
    return rows.filter(dialogue=dialogue_in(scope)) if scope else rows


def preview(person: Person, scope: str) -> Iterable[Effect]:
    """Count what hosts noted about the person, and what stays as the organisation's or the dialogue's history."""
    delegates = delegates_of(person, scope)
    history = _("The history of a dialogue says from when to when somebody spoke for an organisation, not who.")
    yield Effect(_("Function, telephone and address as a delegate"), delegates.count())
    errands = Errand.objects.filter(delegate__in=delegates).count()
    yield Effect(_("What you are told without e-mail"), errands)
    yield Effect(_("Name and address on invitations"), _invitations(person, scope).count())
    yield Effect(
        _("Mandates, ended at once"), Mandate.objects.filter(delegate__in=delegates).count(), goes=False, why=history
    )
    if not scope:
        yield Effect(_("What you were told about"), Notice.objects.filter(user__person=person).count())
        yield Effect(_("How you wish to get mail"), PaceChoice.objects.filter(user__person=person).count())
        roles = DialogueRole.objects.filter(user__person=person)
        yield Effect(_("Roles in dialogues, ended at once"), roles.count(), goes=False, why=history)


def obstacles(person: Person, scope: str) -> Iterable[str]:
    """Name the running dialogues that would be left without any host."""
    if scope:
        return
    mine = DialogueRole.objects.active().filter(role=Role.HOST, user__person=person, dialogue__status__in=LIVE)
    others = DialogueRole.objects.active().filter(role=Role.HOST, user__is_active=True).exclude(user__person=person)
    for held in mine.exclude(dialogue__in=others.values("dialogue")).select_related("dialogue"):
        said = _("You are the only host of “%(title)s”. Invite another host, or close the dialogue, before you go.")
        yield said % {"title": held.dialogue.title}


def erase(person: Person, scope: str) -> None:
    """Blank contact details and invitations, end mandates and roles. In one dialogue the name goes with it."""
    now = timezone.now()
    addresses = addresses_of(person, scope)
    invitations = list(_invitations(person, scope).values_list("pk", flat=True))
    _forget_lists(addresses)
    _forget_mails(invitations)
    invited = Invitation.objects.filter(pk__in=invitations)
    invited.open().update(revoked_at=now)
    invited.update(**EMPTY)
    delegates = delegates_of(person, scope)
    Mandate.objects.filter(delegate__in=delegates, ended_at=None).update(ended_at=now)
    if not scope:
        DialogueRole.objects.filter(user__person=person, ended_at=None).update(ended_at=now)
        Deletion.readers.through.objects.filter(user__person=person).delete()
        for own in (Notice, PaceChoice, PrivateLinks):
            own._default_manager.filter(user__person=person).delete()
        _forget_contact(addresses)
    here = list(delegates.values_list("pk", "person"))
    Errand.objects.filter(delegate__in=[pk for pk, _person in here]).delete()
    Delegate.objects.filter(pk__in=[pk for pk, _person in here]).update(email="", phone="", function="")
    if scope:
        _let_go(person, [pk for pk, _person in here])
    else:
        others = Person.objects.filter(pk__in=[pk for _delegate, pk in here], user=None)
        others.exclude(pk=person.pk).update(name="", erased_at=now)


def _let_go(person: Person, here: list[int]) -> None:
    """Take the name out of one dialogue: the person's own where they are known nowhere else, else a nameless other one."""
    if not _is_known_elsewhere(person, here):
        Person.objects.filter(pk=person.pk).update(name="", erased_at=timezone.now())
        return
    for pk in here:
        Delegate.objects.filter(pk=pk).update(person=Person.objects.create(erased_at=timezone.now()))


def _is_known_elsewhere(person: Person, here: list[int]) -> bool:
    for key in pointing_at(Person):
        rows = key.model._base_manager.filter(**{key.name: person.pk})
        if (rows.exclude(pk__in=here) if key.model is Delegate else rows).exists():
            return True
    return False


def _forget_mails(invitations: list[int]) -> None:
    kinds = OutboxMail.objects.filter(kind__startswith="dialogues.invitation")
    kinds.filter(ids__invitation__in=invitations).delete()


def _forget_contact(addresses: set[tuple[str, int | None]]) -> None:
    for address, dialogue in addresses:
        reached = Dialogue.objects.filter(contact__icontains=address)
        for place in reached.filter(pk=dialogue) if dialogue else reached:
            if stands_in(address, place.contact):
                Dialogue.objects.filter(pk=place.pk).update(contact="")


def _forget_lists(addresses: set[tuple[str, int | None]]) -> None:
    """Forget the text of lists with such an address, unless a worker is just reading it; it is forgotten at the end."""
    for address, dialogue in addresses:
        lists = InvitationList.objects.filter(text__icontains=address)
        for taken in lists.filter(dialogue=dialogue) if dialogue else lists:
            if stands_in(address, taken.text) and not Job.objects.for_target(taken).unfinished().exists():
                InvitationList.objects.filter(pk=taken.pk).update(text="")


ports.erasure.provide(Eraser("dialogues", preview, erase, covers=COVERS, obstacles=obstacles))
