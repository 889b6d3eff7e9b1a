"""Commitments: the host team asks for them, the seats confirm, amend or decline. Nothing is ever taken as said by silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.consensus.models import Recommendation, Roadmap
from dialogues.documents.models import Version
from dialogues.documents.services.versions import lock_version
from dialogues.documents.states import VersionStatus
from dialogues.monitoring.frozen_parts import Asked, asked_in
from dialogues.monitoring.models import Commitment, CommitmentAnswer
from dialogues.monitoring.parting import part_from_public, take_off
from dialogues.monitoring.states import TAKEN_ON, Answer
from dialogues.permissions import may_sign
from dialogues.services.dialogue import held_dialogue, show_tab
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of, team_of
from dialogues.states import ANNOUNCED, Channel
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import StoredFile, User
from inspired.core.models.audit import Tier
from inspired.core.states import StaleError, StateError

Made = Mapping[tuple[int, int], Commitment]  # by recommendation and seat
ASKS_AGAIN = ("part", "words", "due_on")  # what a later version changes and the seat has to answer anew


@transaction.atomic
def ask_for_commitments(version: Version, *, by: User, answer_by: datetime | None = None) -> int:
    """Ask each lead and supporting seat of an endorsed Roadmap for its commitment; return how many were asked now.

    The same version again asks nobody twice. Where a later one words a part anew, its seat is asked again, and what it
    answered before stays in the history. Seats that have left are not asked. After commit the delegates are told.
    Raises StateError for a text that is no endorsed Roadmap or has lost its fingerprint, and for a date that has passed.
    """
    version = lock_version(version, by=by)
    made = {(one.recommendation_id, one.seat_id): one for one in _of_dialogue(version.document.dialogue_id)}
    dialogue = held_dialogue(version.document.dialogue, by=by)
    require(by, "monitoring.ask_commitments", dialogue)
    is_roadmap = Roadmap.objects.filter(document=version.document_id).exists()
    if not is_roadmap or version.status != VersionStatus.ENDORSED or not version.is_intact:
        raise StateError(_("Commitments follow from an endorsed version of the Roadmap."))
    if answer_by is not None and answer_by <= timezone.now():
        raise StateError(_("Choose a date that has not passed."))
    asked = [one for one in _commitments(version, made, answer_by) if one is not None]
    for one in asked:
        one.dialogue = dialogue
        record(by, "commitment.asked", one, tier=Tier.PARTICIPANTS, seat=one.seat_id, version=version.number)
        key = f"{one.pk}:{one.revision}"
        announce("monitoring.asked", one, to=speakers_of([one.seat_id]), by=by, key=key, seats=[one.seat_id])
    if asked:
        show_tab(dialogue, "monitoring", by=by)
    return len(asked)


def _of_dialogue(dialogue: int) -> list[Commitment]:
    """Lock what the seats were asked for; before the dialogue is held, as whoever answers does."""
    return list(Commitment.objects.locked().filter(dialogue=dialogue))


def _commitments(version: Version, made: Made, answer_by: datetime | None) -> Iterator[Commitment | None]:
    here = version.document.dialogue_id
    known = {one.number: one for one in Recommendation.objects.filter(dialogue=here)}
    seats = set(version.document.dialogue.seats.at_the_table().values_list("pk", flat=True))
    for part in asked_in(version.data):
        recommendation = known.get(part.number)
        if recommendation is None or part.seat not in seats:
            continue
        said = {"part": part.part, "words": part.words, "due_on": part.due_on}
        values = {**said, "version": version, "answer_by": answer_by}
        yield _asked(made.get((recommendation.pk, part.seat)), recommendation, part, values)


def _asked(earlier: Commitment | None, about: Recommendation, part: Asked, values: dict[str, Any]) -> Commitment | None:
    """Make a commitment, or ask again for one that is worded anew; None where nothing is to be asked."""
    if earlier is None:
        return Commitment.objects.create(
            dialogue_id=about.dialogue_id, recommendation=about, seat_id=part.seat, **values
        )
    if all(getattr(earlier, name) == values[name] for name in ASKS_AGAIN):
        return None
    for name, value in values.items():
        setattr(earlier, name, value)
    earlier.answer, earlier.own_words, earlier.asked_at = Answer.ASKED, "", timezone.now()
    earlier.revision += 1
    parted = part_from_public(earlier)
    earlier.save(update_fields=[*values, "answer", "own_words", "asked_at", "revision", *parted])
    return earlier


@transaction.atomic
def answer_commitment(
    commitment: Commitment, *, by: User, answer: str, words: str = "", note: str = "", revision: int | None = None
) -> CommitmentAnswer:
    """Confirm, amend or decline what a seat is asked to take on; who may not sign prepares it for who may.

    ``revision`` is the one the form was read from: raises StaleError when somebody answered in between, StateError for
    an answer that lacks its words, and for a preparation where the seat has given its word already.
    """
    commitment = _locked(commitment, by)
    require(by, "monitoring.answer_commitment", commitment)
    said = _said(answer, words, note)
    signs = may_sign(commitment.seat, by)
    latest = _latest(commitment)
    if latest is not None and _same(latest, said, Channel.WEB) and (latest.confirmed_at is not None) == signs:
        return latest
    if revision is not None and revision != commitment.revision:
        raise StaleError(commitment)
    if not signs and commitment.answer != Answer.ASKED:
        raise StateError(_("Your organisation has answered already. Only who may sign for it can change the answer."))
    return _keep(commitment, said, by=by, channel=Channel.WEB, counts=signs)


@transaction.atomic
def confirm_answer(answer: CommitmentAnswer, *, by: User, revision: int) -> CommitmentAnswer:
    """Give, as who may sign, an answer that was prepared or announced for the seat. Doing it twice changes nothing.

    Raises StaleError when the seat has said something else since ``revision`` was read.
    """
    commitment = _locked(answer.commitment, by)
    answer = CommitmentAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    answer.commitment = commitment
    require(by, "monitoring.confirm_answer", answer)
    if answer.confirmed_at is not None:
        return answer
    if revision != commitment.revision or _latest(commitment) != answer:
        raise StaleError(commitment)
    answer.confirmed_at = timezone.now()
    answer.save(update_fields=["confirmed_at"])
    _take(commitment, answer)
    record(by, "commitment.confirmed", commitment, tier=Tier.PARTICIPANTS, **_facts(commitment, answer))
    _tell_team(commitment, answer, by)
    return answer


@transaction.atomic
def enter_answer(
    commitment: Commitment, *, by: User, channel: str, answer: str, words: str = "", note: str = ""
) -> CommitmentAnswer:
    """Record what a seat said by telephone, on paper or in the room: announced, counting nowhere until the seat confirms it.

    Raises StateError when the seat has answered or prepared an answer itself, and for a channel that is none of these.
    """
    commitment = _locked(commitment, by)
    require(by, "monitoring.enter_answer", commitment)
    said = _said(answer, words, note)
    if channel not in ANNOUNCED:
        raise StateError(_("Say by which way it came in."))
    latest = _latest(commitment)
    if latest is not None and not latest.is_announced:
        raise StateError(_("This organisation has answered here itself. Only its own people can change that."))
    if latest is not None and _same(latest, said, channel):
        return latest
    made = _keep(commitment, said, by=by, channel=channel, counts=False)
    key, seats = f"{commitment.pk}:{made.pk}", [commitment.seat_id]
    announce("monitoring.entered", commitment, to=speakers_of(seats), by=by, key=key, seats=seats)
    return made


@transaction.atomic
def file_letter(
    commitment: Commitment,
    *,
    by: User,
    scan: StoredFile,
    signatory_function: str,
    answer: str,
    words: str = "",
    note: str = "",
) -> CommitmentAnswer:
    """File the signed letter of a seat: the answer counts at once, marked as given by letter, with its scan.

    It takes the place of what was announced or prepared, and of an earlier letter. Raises StateError once the seat has
    answered here itself, because only its own people can change that.
    """
    commitment = _locked(commitment, by)
    require(by, "monitoring.enter_answer", commitment)
    said = _said(answer, words, note)
    if not signatory_function.strip():
        raise StateError(_("Say in which function the letter is signed."))
    latest = _latest(commitment)
    if latest is not None and latest.scan_id == scan.pk:
        return latest
    if latest is not None and latest.confirmed_at is not None and latest.channel != Channel.LETTER:
        raise StateError(_("This organisation has answered here itself. Only its own people can change that."))
    signed = {"scan": scan, "signatory_function": signatory_function.strip()}
    made = _keep(commitment, {**said, **signed}, by=by, channel=Channel.LETTER, counts=True)
    key, seats = f"{commitment.pk}:{made.pk}", [commitment.seat_id]
    announce("monitoring.letter_filed", commitment, to=speakers_of(seats), by=by, key=key, seats=seats)
    return made


def _latest(commitment: Commitment) -> CommitmentAnswer | None:
    """Return what was said last since the seat was asked, perhaps anew."""
    return commitment.answers.filter(at__gte=commitment.asked_at).last()


def _said(answer: str, words: str, note: str) -> dict[str, str]:
    said = {"answer": answer, "words": words.strip() if answer == Answer.AMENDED else "", "note": note.strip()}
    if answer not in {*TAKEN_ON, Answer.DECLINED}:
        raise StateError(_("Choose one of the three answers."))
    if answer == Answer.AMENDED and not said["words"]:
        raise StateError(_("Say in your own words what your organisation takes on."))
    if answer == Answer.DECLINED and not said["note"]:
        raise StateError(_("Say why, or what would have to change."))
    return said


def _same(latest: CommitmentAnswer, said: dict[str, str], channel: str) -> bool:
    kept = {name: getattr(latest, name) for name in said}
    return kept == said and latest.channel == channel


def _keep(commitment: Commitment, said: dict[str, Any], *, by: User, channel: str, counts: bool) -> CommitmentAnswer:
    now = timezone.now()
    made = CommitmentAnswer.objects.create(
        commitment=commitment, by=by, at=now, channel=channel, confirmed_at=now if counts else None, **said
    )
    if counts:
        _take(commitment, made)
    else:
        commitment.revision += 1
        commitment.save(update_fields=["revision"])
    own = "answered" if counts else "prepared"
    verb = "signed" if channel == Channel.LETTER else own if channel == Channel.WEB else "entered"
    record(by, f"commitment.{verb}", commitment, tier=Tier.PARTICIPANTS, **_facts(commitment, made))
    if counts:
        _tell_team(commitment, made, by)
    return made


def _take(commitment: Commitment, answer: CommitmentAnswer) -> None:
    is_new = commitment.own_words != answer.words
    commitment.answer, commitment.own_words = answer.answer, answer.words
    commitment.revision += 1
    said = ["answer", "own_words", "revision"]
    if not commitment.is_taken_on:
        said += take_off(commitment)
    elif is_new:
        said += part_from_public(commitment)
    commitment.save(update_fields=said)


def _facts(commitment: Commitment, answer: CommitmentAnswer) -> dict[str, Any]:
    return {"seat": commitment.seat_id, "commitment_answer": answer.answer, "channel": answer.channel}


def _tell_team(commitment: Commitment, answer: CommitmentAnswer, by: User) -> None:
    key = f"{commitment.pk}:{answer.pk}"
    announce("monitoring.answered", commitment, to=team_of(commitment.dialogue), by=by, key=key)


def _locked(commitment: Commitment, by: User) -> Commitment:
    """Lock a commitment and hold its dialogue: neither is closed before what is said is there."""
    locked = Commitment.objects.locked().select_related("seat", "recommendation").get(pk=commitment.pk)
    locked.dialogue = held_dialogue(locked.dialogue, by=by)
    locked.seat.dialogue = locked.dialogue
    return locked
