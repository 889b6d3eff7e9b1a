"""What institutions answer to letters: noted with its scan, and made delegates and mandates at one click."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import Letter, LetterAnswer, ListedOrganisation
from dialogues.convening.services.contact_log import log_contact
from dialogues.convening.services.contacts import give_seat, locked_listed, move_stage
from dialogues.convening.services.letters import locked_letter
from dialogues.convening.states.contacts import MOVES, Way
from dialogues.convening.states.letters import OUTCOME_STAGE, Outcome
from dialogues.models import Delegate, Seat
from dialogues.services.mandates import add_delegate, give_mandate
from dialogues.services.seats import join_seat
from dialogues.states import Channel, DelegateRole
from inspired.core.audit import record
from inspired.core.models import StoredFile, User
from inspired.core.services import store_upload
from inspired.core.states import StateError
from inspired.core.uploads import JPEG, PDF, PNG, UploadRefused, check_upload

FIELDS = (
    "note",
    "name",
    "function",
    "email",
    "phone",
    "may_sign",
    "starts_on",
    "ends_on",
    "substitute",
    "substitute_function",
    "substitute_email",
)


@transaction.atomic
def record_answer(
    letter: Letter, *, by: User, outcome: str, received_on: date, scan: UploadedFile[Any] | None = None, **said: Any
) -> LetterAnswer:
    """Note the institution's answer, or correct it; log it and move the approach on to what it means.

    Without a new ``scan`` the one on file stays; a new one passes the upload door. Raises StateError for a letter that
    awaits none or was not sent, for a day to come, and once the answer has become a delegate; UploadRefused for a scan
    that is none.
    """
    locked_listed(letter.listed, by=by)  # first, as whoever writes to the organisation does
    letter = locked_letter(letter, by=by)
    if letter.cancelled_at or not letter.awaits_answer:
        raise StateError(_("No answer is awaited to this letter."))
    if received_on > timezone.localdate():
        raise StateError(_("This day has not come yet."))
    known = LetterAnswer.objects.filter(letter=letter).first()
    if known and known.seated_at:
        raise StateError(_("This answer has become a delegate already. Change the mandate at the seat."))
    values = {field: said[field] for field in FIELDS if field in said}
    _refuse_odd(outcome, values)
    values |= {"outcome": outcome, "received_on": received_on, "by": by, "at": timezone.now()}
    if scan is not None:
        values["scan"] = _stored(scan, by=by)
    answer, _is_new = LetterAnswer.objects.update_or_create(letter=letter, defaults=values)
    facts: dict[str, Any] = {
        "reference": letter.reference,
        "outcome": outcome,
        "scan": answer.scan.sha256 if answer.scan else None,
    }
    record(by, "letter.answered", letter, **facts)
    if known is None or known.outcome != outcome:
        _carry_on(letter, answer, by=by)
    return answer


@transaction.atomic
def seat_answer(answer: LetterAnswer, *, by: User) -> Seat:
    """Make the person whom the institution named a delegate of its seat, with the mandate it gave, and the substitute too.

    The seat is given when there is none yet and counts as joined by letter; the contact log says so. Raises StateError
    when nobody is named, the answer is another one, or it was done already.
    """
    listed = locked_listed(answer.letter.listed, by=by)
    letter = locked_letter(answer.letter, by=by)
    answer = LetterAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if answer.seated_at:
        raise StateError(_("This was done already."))
    if answer.outcome != Outcome.ACCEPTED or not answer.name:
        raise StateError(_("The institution has to accept and name a person first."))
    seat = _seat_of(listed, by=by)
    head = _delegate_of(seat, by=by, name=answer.name, function=answer.function, email=answer.email, phone=answer.phone)
    dates: dict[str, Any] = {"starts_on": answer.starts_on, "ends_on": answer.ends_on}
    give_mandate(head, by=by, role=DelegateRole.HEAD, may_sign=answer.may_sign, **dates)
    if answer.substitute:
        said = {"name": answer.substitute, "function": answer.substitute_function, "email": answer.substitute_email}
        give_mandate(_delegate_of(seat, by=by, **said), by=by, role=DelegateRole.ALTERNATE, **dates)
    if seat.joined_at is None:
        seat = join_seat(seat, by=by, channel=Channel.LETTER)
    answer.delegate, answer.seated_at = head, timezone.now()
    answer.save(update_fields=["delegate", "seated_at"])
    outcome = _("The answer to letter %(reference)s has become delegates of the seat.")
    log_contact(listed, by=by, outcome=outcome % {"reference": letter.reference}, way=Way.LETTER, **listed.plan)
    record(by, "letter.seated", letter, reference=letter.reference, seat=seat.pk)
    return seat


def _stored(scan: UploadedFile[Any], *, by: User) -> StoredFile:
    if check_upload(scan).media_type not in (PDF, PNG, JPEG):
        raise UploadRefused(_("A scan is a PDF, PNG or JPEG file."))
    scan.seek(0)
    return store_upload(scan, by=by)


def _refuse_odd(outcome: str, values: dict[str, Any]) -> None:
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        raise StateError(_("A mandate cannot end before it begins."))
    if outcome != Outcome.ACCEPTED and (values.get("name") or values.get("substitute")):
        raise StateError(_("Only an institution that accepts names somebody."))
    if values.get("substitute") and not values.get("name"):
        raise StateError(_("A substitute stands in for somebody: name that person too."))


def _carry_on(letter: Letter, answer: LetterAnswer, *, by: User) -> None:
    """Log the answer and move the approach on, where the table of moves allows it from where it stands.

    What a host has planned stays, unless it was to wait for this answer or the answer asks for something.
    """
    listed = locked_listed(letter.listed, by=by)
    words = {"reference": letter.reference, "outcome": answer.get_outcome_display()}
    told = _("Answer to letter %(reference)s: %(outcome)s") % words
    plan = {} if letter.reference in listed.next_step else listed.plan
    if answer.outcome == Outcome.ASKS:
        plan = {"next_step": _("Answer what they ask"), "next_on": timezone.localdate()}
    stage, to = ListedOrganisation.objects.standing_of(listed)[0], OUTCOME_STAGE.get(Outcome(answer.outcome))
    if to and to != stage and to in MOVES[stage]:
        step = {"next_step": plan.get("next_step", ""), "next_on": plan.get("next_on")}
        move_stage(listed, by=by, to=to, reason=told, **step)
    log_contact(listed, by=by, outcome=told, way=Way.LETTER, on=answer.received_on, card=letter.card, **plan)


def _seat_of(listed: ListedOrganisation, *, by: User) -> Seat:
    pk = ListedOrganisation.objects.standing_of(listed)[1]
    seat = Seat.objects.get(pk=pk) if pk else give_seat(listed, by=by)
    if seat.left_at:
        raise StateError(_("This organisation has left the dialogue."))
    return seat


def _delegate_of(seat: Seat, *, by: User, name: str, **said: str) -> Delegate:
    """Return the delegate with this address, or else enter the person."""
    email = said.get("email", "")
    known = seat.delegates.filter(email__iexact=email).first() if email else None
    return known or add_delegate(seat, by=by, name=name, **said)
