"""Ground rules: proposed by the host team, answered by the seats, stated as agreed by a host."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.deadlines import end_of_day
from dialogues.models import Dialogue, GroundRules, GroundRulesAnswer, Seat
from dialogues.services.dialogue import locked_dialogue
from dialogues.services.notices import announce
from dialogues.speakers import speakers_in, speakers_of, table_of
from dialogues.states import ANNOUNCED, RULES_MOVES, Attribution, Channel, RulesStatus, Status
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError, check_move


@transaction.atomic
def propose_rules(
    dialogue: Dialogue,
    *,
    by: User,
    text: str,
    attribution: str = Attribution.ORGANISATION,
    answers_shown: str = Attribution.ORGANISATION,
    publication: str = "",
    due_on: date | None = None,
) -> GroundRules:
    """Propose the next version; an earlier proposal gives way to it. The same words sent twice are one proposal.

    The seats of an open dialogue are told after the commit, and reminded when answers are asked for until a day.
    Raises StateError for a day that has passed.
    """
    locked = locked_dialogue(dialogue, by=by)
    require(by, "dialogues.propose_rules", locked)
    due_at = end_of_day(due_on, locked.time_zone) if due_on else None
    if due_at and due_at <= timezone.now():
        raise StateError(_("The date has passed. Choose a later one."))
    said = {"text": text, "attribution": attribution, "answers_shown": answers_shown, "publication": publication}
    if same := locked.ground_rules.filter(status=RulesStatus.PROPOSED, **said).first():
        return same
    for earlier in locked.ground_rules.filter(status=RulesStatus.PROPOSED):
        _supersede(earlier, by)
    number = (locked.ground_rules.aggregate(last=Max("number"))["last"] or 0) + 1
    rules = GroundRules.objects.create(dialogue=locked, number=number, proposed_by=by, due_at=due_at, **said)
    record(by, "ground_rules.proposed", rules, tier=Tier.PARTICIPANTS, number=number)
    _tell(rules, "dialogues.rules_proposed", by)
    return rules


@transaction.atomic
def answer_rules(rules: GroundRules, *, by: User, seat: Seat, agrees: bool, note: str = "") -> GroundRulesAnswer:
    """Say for a seat whether it agrees; a later answer replaces it while the rules are proposed.

    Raises PermissionDenied unless the person speaks for this seat.
    """
    locked = _locked_rules(rules)
    require(by, "dialogues.answer_rules", locked)
    if seat.dialogue_id != locked.dialogue_id or seat.pk not in locked.dialogue.standing_of(by).speaking:
        raise PermissionDenied("dialogues.answer_rules")
    answer, _created = GroundRulesAnswer.objects.update_or_create(
        rules=locked, seat=seat, defaults=_said(by, agrees, note, Channel.WEB)
    )
    record(by, "ground_rules.answered", locked, tier=Tier.PARTICIPANTS, seat=seat.pk, agrees=agrees)
    return answer


@transaction.atomic
def enter_rules_answer(
    rules: GroundRules, *, by: User, seat: Seat, agrees: bool, channel: str, note: str = ""
) -> GroundRulesAnswer:
    """Enter what a seat said by telephone, by mail, on paper or in person; its delegates are told and can change it.

    The same again changes nothing. Raises StateError for a seat that is not at the table, a channel that is none of
    these, and when the seat has answered here itself.
    """
    locked = _locked_rules(rules)
    require(by, "dialogues.enter_rules_answer", locked)
    if not locked.dialogue.seats.at_the_table().filter(pk=seat.pk).exists():
        raise StateError(_("This organisation is not at the table."))
    if channel not in ANNOUNCED:
        raise StateError(_("Say by which way it came in."))
    known = locked.answers.filter(seat=seat).first()
    if known is not None and not known.is_entered:
        raise StateError(_("This organisation has answered here itself. Only its own people can change that."))
    if known is not None and (known.agrees, known.note, known.channel) == (agrees, note, channel):
        return known
    answer, _created = GroundRulesAnswer.objects.update_or_create(
        rules=locked, seat=seat, defaults=_said(by, agrees, note, channel)
    )
    facts: dict[str, Any] = {"seat": seat.pk, "agrees": agrees, "channel": channel}
    event = record(by, "ground_rules.entered", locked, tier=Tier.PARTICIPANTS, **facts)
    people, key = speakers_of([seat.pk]), f"{answer.pk}:{event.pk}"
    announce("dialogues.rules_entered", locked, to=people, by=by, key=key, seats=[seat.pk])
    return answer


def _said(by: User, agrees: bool, note: str, channel: str) -> dict[str, Any]:
    return {"agrees": agrees, "note": note, "channel": channel, "by": by, "at": timezone.now()}


@transaction.atomic
def agree_rules(rules: GroundRules, *, by: User, reason: str = "") -> GroundRules:
    """State that the rules are agreed; the version in force until now is superseded.

    Raises StateError without a reason when a seat at the table has not agreed.
    """
    locked_dialogue(rules.dialogue, by=by)
    locked = _locked_rules(rules)
    require(by, "dialogues.agree_rules", locked)
    check_move(locked.status, RulesStatus.AGREED, RULES_MOVES, _("These rules are no longer a proposal."))
    agreed = locked.answers.filter(agrees=True).values("seat")
    missing = locked.dialogue.seats.at_the_table().exclude(pk__in=agreed).count()
    if missing and not reason.strip():
        raise StateError(_("Not every seat has agreed. Say why the rules are in force all the same."))
    for earlier in locked.dialogue.ground_rules.filter(status=RulesStatus.AGREED):
        _supersede(earlier, by)
    locked.status, locked.agreed_at, locked.agreed_by = RulesStatus.AGREED, timezone.now(), by
    locked.agreed_reason = reason
    locked.save(update_fields=["status", "agreed_at", "agreed_by", "agreed_reason"])
    record(by, "ground_rules.agreed", locked, tier=Tier.PARTICIPANTS, number=locked.number, not_agreed=missing)
    _tell(locked, "dialogues.rules_agreed", by)
    return locked


def _tell(rules: GroundRules, kind: str, by: User) -> None:
    if rules.dialogue.status == Status.OPEN:
        announce(kind, rules, to=speakers_in(rules.dialogue), by=by, seats=table_of(rules.dialogue))


def _locked_rules(rules: GroundRules) -> GroundRules:
    return GroundRules.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=rules.pk)


def _supersede(rules: GroundRules, by: User) -> None:
    check_move(rules.status, RulesStatus.SUPERSEDED, RULES_MOVES, _("These rules are superseded already."))
    rules.status = RulesStatus.SUPERSEDED
    rules.save(update_fields=["status"])
    record(by, "ground_rules.superseded", rules, tier=Tier.PARTICIPANTS, number=rules.number)
