"""Writes of an endorsement round: opening, extending, closing, and each seat's answer with its history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.documents.answering import Said as Said
from dialogues.documents.answering import Wish as Wish
from dialogues.documents.answering import (
    check_announced,
    check_said,
    refuse_stale,
    refuse_unprintable,
    said_in,
    signed_at,
    standing,
)
from dialogues.documents.asking import asked_seats
from dialogues.documents.models import Document, Endorsement, EndorsementChange, Invitee, Reservation, Round, Version
from dialogues.documents.services.versions import lock_version
from dialogues.documents.states import (
    ROUND_MOVES,
    EndorsementState,
    RoundStatus,
    Shown,
    SignedBy,
)
from dialogues.models import Seat
from dialogues.permissions import is_live
from dialogues.services.dialogue import held_dialogue
from dialogues.services.notices import announce
from dialogues.services.reasons import record_with_reason
from dialogues.speakers import speakers_of
from dialogues.states import Attribution, Channel
from inspired.core.access import may, require
from inspired.core.audit import record
from inspired.core.models import StoredFile, User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError, check_move


@transaction.atomic
def open_round(
    version: Version,
    *,
    by: User,
    due_at: datetime,
    seats: Iterable[Seat],
    shown: str = Shown.HOST,
    shown_after: str = Attribution.ORGANISATION,
    signed_by: str = SignedBy.SIGNATORY,
    note: str = "",
) -> Round:
    """Ask seats about an exact text until a date and tell their delegates after commit.

    Only seats at the table that can give an answer are asked, by a signatory or where ``signed_by`` says so by any
    delegate who speaks for them; on the text of a group all of them are. StateError for what is no final draft or lost its fingerprint, a past date, nobody to ask, or while another round on it is open.
    """
    version = lock_version(version, by=by)
    asked = asked_seats(version, due_at, seats, signed_by)
    require(by, "documents.open_round", version)
    past = Round.objects.filter(version__document=version.document_id)
    number = (past.aggregate(last=Max("number"))["last"] or 0) + 1
    round_ = Round.objects.create(
        version=version,
        number=number,
        due_at=due_at,
        shown=shown,
        shown_after=shown_after,
        signed_by=signed_by,
        note=note,
        opened_by=by,
    )
    Invitee.objects.bulk_create(Invitee(round=round_, seat=seat) for seat in asked)
    _record_opened(round_, asked, by=by)
    _tell(round_, asked, "documents.round_opened", "opened", by=by)
    return round_


def _record_opened(round_: Round, asked: list[Seat], *, by: User) -> None:
    version, rules = round_.version, ("shown", "shown_after", "signed_by")
    said: dict[str, Any] = {name: getattr(round_, name) for name in rules}
    said |= {"version": version.number, "sha256": version.sha256, "due": round_.due_at.isoformat()}
    said |= {"seats": sorted(seat.pk for seat in asked), "open_comments": version.document.comments.undecided().count()}
    record(by, "round.opened", round_, tier=Tier.PARTICIPANTS, **said)


def _tell(round_: Round, seats: Iterable[Seat], kind: str, occasion: str, *, by: User | None) -> int:
    pks = [seat.pk for seat in seats]
    return announce(kind, round_, to=speakers_of(pks), by=by, key=f"{round_.pk}:{occasion}", seats=pks)


def _locked(round_: Round) -> Round:
    return Round.objects.select_for_update(of=("self",)).select_related("version__document__dialogue").get(pk=round_.pk)


@transaction.atomic
def extend_round(round_: Round, *, by: User, due_at: datetime, reason: str) -> Round:
    """Move an open round's deadline to a later date; everybody asked is told. Raises StateError otherwise."""
    round_ = _locked(round_)
    if round_.status != RoundStatus.OPEN or due_at <= max(round_.due_at, timezone.now()):
        raise StateError(_("Only an open round can be extended, to a later date."))
    require(by, "documents.manage_round", round_)
    earlier, round_.due_at = round_.due_at, due_at
    round_.save(update_fields=["due_at"])
    dates: dict[str, Any] = {"due": due_at.isoformat(), "before": earlier.isoformat()}
    here = round_.version.document.dialogue
    record_with_reason("round.extended", round_, by=by, dialogue=here, reason=reason, tier=Tier.PARTICIPANTS, **dates)
    _tell(round_, round_.seats.all(), "documents.round_extended", f"extended:{due_at:%Y%m%d%H%M}", by=by)
    return round_


@transaction.atomic
def remind(round_: Round, *, by: User) -> int:
    """Remind, once a day at most, the delegates of seats that have not answered; return how many are told."""
    round_ = _locked(round_)
    if not round_.takes_answers:
        raise StateError(_("The round does not take answers any more."))
    require(by, "documents.manage_round", round_)
    answered = Endorsement.objects.filter(version=round_.version_id).given().values("seat")
    waiting = round_.seats.exclude(pk__in=answered)
    told = _tell(round_, waiting, "documents.round_reminder", f"reminder:{timezone.localdate():%Y%m%d}", by=by)
    record(by, "round.reminded", round_, people=told)
    return told


@transaction.atomic
def close_round(round_: Round, *, by: User) -> Round:
    """Close a round; answers then show as its rules say. Raises StateError when it is closed already."""
    round_ = _locked(round_)
    check_move(round_.status, RoundStatus.CLOSED, ROUND_MOVES, _("This round is closed already."))
    require(by, "documents.manage_round", round_)
    round_.status, round_.closed_at = RoundStatus.CLOSED, timezone.now()
    round_.save(update_fields=["status", "closed_at"])
    record(by, "round.closed", round_, tier=Tier.PARTICIPANTS, version=round_.version.number)
    return round_


@transaction.atomic
def prepare_answer(
    round_: Round, *, by: User, seat: Seat, said: Said, sha256: str, turn: str | None = None
) -> Endorsement:
    """Prepare a seat's answer for its signatory; whoever may sign gives it at once.

    ``sha256`` is the fingerprint of the text the person read. Raises StateError when the round takes no answers, the
    seat was not asked, the text is another one, or a reservation has no reason.
    An answer that was given already is not replaced by a preparation. ``turn`` says which state of the answer the
    person has read, empty for none: StaleError when somebody else has said something else since.
    """
    round_, invitee = _open_for(round_, seat, sha256, by)
    require(by, "documents.answer_round", invitee)
    state = EndorsementState.GIVEN if may(by, "documents.sign_answer", invitee) else EndorsementState.PREPARED
    answers = Endorsement.objects.filter(version=round_.version_id, seat=seat)
    if turn is not None:
        refuse_stale(answers.first(), (state, Channel.WEB, said), turn)
    if state == EndorsementState.PREPARED and answers.given().exists():
        raise StateError(_("Your organisation has answered already. Only its signatory can change the answer."))
    return _store(round_, seat, said, by=by, state=state, channel=Channel.WEB)


@transaction.atomic
def confirm_answer(endorsement: Endorsement, *, by: User, sha256: str, turn: str) -> Endorsement:
    """Give, as the signatory, an answer that was prepared or announced for the seat. Doing it twice changes nothing.

    ``turn`` says which state of the answer the signatory has read: what was changed since raises StateError.
    """
    round_, invitee = _open_for(endorsement.round, endorsement.seat, sha256, by)
    require(by, "documents.sign_answer", invitee)
    endorsement = Endorsement.objects.select_for_update(of=("self",)).get(pk=endorsement.pk)
    if endorsement.state == EndorsementState.GIVEN:
        return endorsement
    if endorsement.turn != turn:
        raise StateError(_("The answer was changed meanwhile. Read it once more before you confirm it."))
    said = said_in(endorsement)
    return _store(round_, endorsement.seat, said, by=by, state=EndorsementState.GIVEN, channel=Channel.WEB)


@transaction.atomic
def announce_answer(round_: Round, *, by: User, seat: Seat, said: Said, channel: str) -> Endorsement:
    """Record what a seat said by telephone or in the room: announced, unconfirmed, counting nowhere until confirmed.

    Raises StateError when the seat has given or prepared an answer itself, or for a channel that is not spoken.
    """
    round_, invitee = _open_for(round_, seat, None, by)
    require(by, "documents.record_answer", invitee)
    check_announced(Endorsement.objects.filter(version=round_.version_id, seat=seat), channel)
    return _store(round_, seat, said, by=by, state=EndorsementState.ANNOUNCED, channel=channel)


@transaction.atomic
def file_letter(
    round_: Round,
    *,
    by: User,
    seat: Seat,
    said: Said,
    scan: StoredFile,
    signatory_function: str,
    signed_on: date | None = None,
) -> Endorsement:
    """File a signed sheet: the answer counts, marked as given by signed letter, with the scan attached.

    Letters take longer than a round: one that was signed before the deadline is filed until the version is adopted.
    Raises StateError when the signatory answered on this site, because only the seat can change that, and for words
    that cannot be printed.
    """
    Document.objects.locked().get(pk=round_.version.document_id)  # whoever adopts the version waits, or is seen here
    round_, invitee = _open_for(round_, seat, None, by, may_be_late=True)
    at = signed_at(round_, signed_on)
    require(by, "documents.file_sheet", invitee)
    if Endorsement.objects.filter(version=round_.version_id, seat=seat, channel=Channel.WEB).given().exists():
        raise StateError(_("This organisation has given its answer on this site."))
    refuse_unprintable(signatory_function)
    return _store(
        round_,
        seat,
        said,
        by=by,
        state=EndorsementState.GIVEN,
        channel=Channel.LETTER,
        scan=scan,
        signatory_function=signatory_function,
        signed_at=at,
    )


def _open_for(
    round_: Round, seat: Seat, sha256: str | None, by: User, *, may_be_late: bool = False
) -> tuple[Round, Invitee]:
    round_ = _locked(round_)
    dialogue = held_dialogue(seat.dialogue, by=by)
    if not (may_be_late or round_.takes_answers) or not is_live(dialogue):
        raise StateError(_("The round does not take answers any more."))
    invitee = round_.invitees.select_related("seat__dialogue").filter(seat=seat).first()
    if invitee is None:
        raise StateError(_("This organisation is not asked in this round."))
    if not round_.version.is_intact or (sha256 is not None and sha256 != round_.version.sha256):
        raise StateError(_("This is not the text that is put to endorsement. Open it again and read it."))
    invitee.round, invitee.seat.dialogue = round_, dialogue
    return round_, invitee


def _store(round_: Round, seat: Seat, said: Said, *, by: User, state: str, channel: str, **letter: Any) -> Endorsement:
    check_said(round_.version, said)
    before = Endorsement.objects.filter(version=round_.version_id, seat=seat).first()
    if before is not None and standing(before) == (state, channel, said):
        return before
    is_given = state == EndorsementState.GIVEN
    values = {
        "round": round_,
        "sha256": round_.version.sha256,
        "position": said.position,
        "note": said.note,
        "consents_to_be_named": said.consents_to_be_named,
        "state": state,
        "channel": channel,
        "scan": None,
        "signatory_function": "",
        "signed_by": by if is_given and channel == Channel.WEB else None,
        "signed_at": timezone.now() if is_given else None,
        "changed_at": timezone.now(),
        **letter,
    }
    if before is None or not is_given:
        values["prepared_by"] = by
    endorsement, _is_new = Endorsement.objects.update_or_create(version=round_.version, seat=seat, defaults=values)
    _keep(endorsement, said, by=by)
    details: dict[str, Any] = {"seat": seat.pk, "position": said.position, "channel": channel}
    text: dict[str, Any] = {"version": round_.version.number, "sha256": round_.version.sha256}
    record(by, f"endorsement.{state}", endorsement, **details, **text)
    return endorsement


def _keep(endorsement: Endorsement, said: Said, *, by: User) -> None:
    """Put the reservations in place of the earlier ones and add a step to the history."""
    endorsement.reservations.all().delete()
    Reservation.objects.bulk_create(
        Reservation(endorsement=endorsement, paragraph_id=wish.paragraph_id, wording=wish.wording, reason=wish.reason)
        for wish in said.wishes
    )
    EndorsementChange.objects.create(
        endorsement=endorsement,
        position=said.position,
        note=said.note,
        state=endorsement.state,
        channel=endorsement.channel,
        by=by,
    )
