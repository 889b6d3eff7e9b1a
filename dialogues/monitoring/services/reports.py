"""Reports: how far a commitment has come, by its owner beside the independent view of others. Rows are only ever added."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Dialogue, Seat
from dialogues.monitoring.models import Commitment, Report, ReportRound
from dialogues.monitoring.states import EXPLAINED, TAKEN_ON, Progress, Side
from dialogues.services.dialogue import held_dialogue
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of
from dialogues.states import ANNOUNCED, Channel
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import StoredFile, User
from inspired.core.models.audit import Tier
from inspired.core.once import made_before
from inspired.core.services import take_in
from inspired.core.states import StateError
from workinggroups.models import Group

WORDS = ("note", "evidence", "link")


@transaction.atomic
def report(
    commitment: Commitment,
    *,
    by: User,
    seat: Seat,
    status: str,
    on: date | None = None,
    group: Group | None = None,
    channel: str = Channel.WEB,
    upload: UploadedFile[Any] | None = None,
    corrects: Report | None = None,
    form_key: UUID | None = None,
    **words: str,
) -> Report:
    """Say for a seat how far a commitment has come: its owner's report, or the independent view of any other seat.

    ``words`` hold note, evidence and link. With a channel the host team enters it on behalf of the seat, and it counts
    once the seat confirms it. ``corrects`` names an earlier report of the same seat that this one takes the place of;
    what the seat gave or confirmed only its own people correct, or an unconfirmed word would put out one that counts.
    The same form sent twice is one report. Raises PermissionDenied for a seat one does not speak for, StateError for a
    report that cannot be given so.
    """
    commitment = _locked(commitment, by)
    _may_report(commitment, by, seat, channel)
    if (known := made_before(Report.objects.filter(commitment=commitment, by=by), form_key)) is not None:
        return known
    side = Side.OWNER if seat.pk == commitment.seat_id else Side.INDEPENDENT
    _check(commitment, seat, side, group, channel)
    said = _said(commitment.dialogue, status, on, words)
    said |= {"file": _evidence(upload, said["link"], by), "corrects": _corrected(commitment, corrects, seat, channel)}
    said |= {"confirmed_at": timezone.now() if channel == Channel.WEB else None, "form_key": form_key or uuid4()}
    made = Report.objects.create(
        commitment=commitment, side=side, seat=seat, group=group, channel=channel, by=by, **said
    )
    facts: dict[str, Any] = {"seat": seat.pk, "side": str(side), "progress": status, "channel": channel}
    record(by, "report.entered" if channel != Channel.WEB else "report.given", made, tier=Tier.PARTICIPANTS, **facts)
    _tell(made, commitment, by)
    return made


def _evidence(upload: UploadedFile[Any] | None, link: str, by: User) -> StoredFile | None:
    """Take a file in; an address that leads elsewhere than to the web is refused beside it."""
    if link:
        take_in(None, link, by=by)
    return take_in(upload, "", by=by) if upload else None


def _may_report(commitment: Commitment, by: User, seat: Seat, channel: str) -> None:
    if channel != Channel.WEB:
        require(by, "monitoring.enter_report", commitment)
        return
    is_own = seat.pk == commitment.seat_id
    require(by, "monitoring.report_own" if is_own else "monitoring.view_commitment", commitment)
    if seat.pk not in commitment.dialogue.standing_of(by).speaking:
        raise PermissionDenied("monitoring.report")


def _check(commitment: Commitment, seat: Seat, side: str, group: Group | None, channel: str) -> None:
    if channel not in {Channel.WEB, *ANNOUNCED}:
        raise StateError(_("Say by which way it came in."))
    if not commitment.dialogue.seats.at_the_table().filter(pk=seat.pk).exists():
        raise StateError(_("This organisation is not at the table."))
    if side == Side.OWNER and commitment.answer not in TAKEN_ON:
        raise StateError(_("This organisation has not taken it on: there is nothing to report on yet."))
    if group is None:
        return
    sits = group.dialogue_id == commitment.dialogue_id and group.is_active and seat.pk in group.member_seats()
    if side == Side.OWNER or not sits:
        raise StateError(_("A working group gives its view through a member other than the organisation itself."))


def _said(dialogue: Dialogue, status: str, on: date | None, words: dict[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {name: words.get(name, "").strip() for name in WORDS}
    if status not in Progress.values:
        raise StateError(_("Choose one of the statuses."), field="status")
    if status in EXPLAINED and not said["note"]:
        raise StateError(_("Say what stands in the way, what was changed or why it was dropped."), field="note")
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise StateError(_("A report is about a day that has come."), field="on")
    return {**said, "status": status, "on": day}


def _corrected(commitment: Commitment, corrects: Report | None, seat: Seat, channel: str) -> Report | None:
    if corrects is None:
        return None
    rows = Report.objects.select_for_update(of=("self",)).filter(commitment=commitment, seat=seat)
    earlier = rows.filter(pk=corrects.pk).first()
    if earlier is None or Report.objects.filter(corrects=earlier).exists():
        raise StateError(_("This report was corrected meanwhile. Open the page again."))
    if channel != Channel.WEB and earlier.confirmed_at is not None:
        raise StateError(
            _("This organisation gave or confirmed that report itself. Only its own people can correct it.")
        )
    return earlier


def _tell(made: Report, commitment: Commitment, by: User) -> None:
    """Tell the seat what was entered for it, and the owner that others have looked."""
    if made.channel != Channel.WEB:
        kind, seat = "monitoring.report_entered", made.seat_id
    elif made.side == Side.INDEPENDENT:
        kind, seat = "monitoring.viewed", commitment.seat_id
    else:
        return
    key = f"{commitment.pk}:{made.pk}"
    announce(kind, commitment, to=speakers_of([seat]), by=by, key=key, seats=[seat])


@transaction.atomic
def confirm_report(made: Report, *, by: User) -> Report:
    """Confirm, for the seat, what was entered on its behalf; twice changes nothing."""
    commitment = _locked(made.commitment, by)
    made = Report.objects.select_for_update(of=("self",)).get(pk=made.pk)
    made.commitment = commitment
    require(by, "monitoring.confirm_report", made)
    if made.confirmed_at is None:
        made.confirmed_at = timezone.now()
        made.save(update_fields=["confirmed_at"])
        record(by, "report.confirmed", made, tier=Tier.PARTICIPANTS, seat=made.seat_id, progress=made.status)
    return made


@transaction.atomic
def ask_for_reports(dialogue: Dialogue, *, by: User, due_at: datetime, note: str = "") -> ReportRound:
    """Ask everybody who took something on and has not finished it for a report until a date; they are told after commit.

    The same date again is the same round. Raises StateError for a past date, and where nobody has anything to report on.
    """
    dialogue = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "monitoring.ask_commitments", dialogue)
    rounds = ReportRound.objects.filter(dialogue=dialogue)
    if (known := rounds.filter(due_at=due_at, note=note.strip()).first()) is not None:
        return known
    if due_at <= timezone.now():
        raise StateError(_("Choose a date that has not passed."))
    seats = sorted(set(Commitment.objects.filter(dialogue=dialogue).open().values_list("seat", flat=True)))
    if not seats:
        raise StateError(_("Nobody has taken anything on that is still to be done."))
    number = (rounds.aggregate(last=Max("number"))["last"] or 0) + 1
    made = ReportRound.objects.create(dialogue=dialogue, number=number, due_at=due_at, note=note.strip(), by=by)
    record(by, "reports.asked", made, tier=Tier.PARTICIPANTS, number=number, due=due_at.isoformat(), seats=seats)
    announce("monitoring.reports_asked", made, to=speakers_of(seats), by=by, seats=seats)
    return made


def _locked(commitment: Commitment, by: User) -> Commitment:
    locked = Commitment.objects.locked().select_related("seat", "recommendation").get(pk=commitment.pk)
    locked.dialogue = held_dialogue(locked.dialogue, by=by)
    return locked
