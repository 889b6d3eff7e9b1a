"""What becomes of commitments and interviews when a place is handed over, and what a seat said about what it takes on."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.models import Seat
from dialogues.monitoring.models import Commitment, CommitmentAnswer, Interview, Report
from dialogues.monitoring.states import AWAITING_HOST, Answer, InterviewStatus
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.counting import counted
from inspired.core.ports import Fate, Handing, Held, Leaver, Spoken


def preview(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    """Count what the host team still waits for, or what a seat was asked to take on and has taken on; one query."""
    yield from _of_the_team(by, leaver) if leaver.seat is None else _of_a_seat(by, leaver)


def _of_the_team(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    here = {"dialogue": leaver.dialogue}
    unanswered = Commitment.objects.inside_of(by).filter(answer=Answer.ASKED, **here)
    waiting = Interview.objects.visible_to(by).filter(status__in=AWAITING_HOST, **here)
    n = counted(unanswered=unanswered, waiting=waiting)
    why = _("The whole team follows them.")
    yield Held(_("Commitments without a confirmed answer"), n["unanswered"], Fate.PASSES, why)
    why = _("Whoever of the team answers first tells the media user.")
    yield Held(_("Requests for interviews that await the host"), n["waiting"], Fate.PASSES, why)


def _of_a_seat(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    own = Commitment.objects.visible_to(by).filter(seat=leaver.seat)
    wanted = Interview.objects.visible_to(by).filter(passed_to=leaver.seat, status=InterviewStatus.PASSED_ON)
    n = counted(asked=own.filter(answer=Answer.ASKED), taken=own.open(), wanted=wanted)
    yield Held(_("Commitments that await an answer"), n["asked"], Fate.PASSES)
    yield Held(_("Commitments taken on and not done yet"), n["taken"], Fate.PASSES)
    yield Held(_("Requests for interviews to answer"), n["wanted"], Fate.PASSES)


ports.handover.provide(Handing("monitoring", preview))


@ports.spoken.provide
def answered(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say what the seat answered to its commitments; one query."""
    known = Commitment.objects.inside_of(user).filter(seat=seat)
    given = CommitmentAnswer.objects.filter(commitment__in=known.values("pk"), confirmed_at__isnull=False)
    for one in given.select_related("commitment__recommendation").order_by("-at"):
        about = one.commitment.recommendation
        url = reverse("commitment", args=[seat.dialogue.slug, one.commitment_id])
        said = one.words or one.note
        yield Spoken(one.at, _("Commitment"), f"{about.code} {about.title}", said, one.get_answer_display(), url)


@ports.spoken.provide
def reported(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say what the seat reported, on its own commitments and on those of others; one query."""
    given = Report.objects.visible_to(user).counted().filter(seat=seat)
    for one in given.select_related("commitment__recommendation").order_by("-on"):
        about = one.commitment.recommendation
        url = reverse("commitment", args=[seat.dialogue.slug, one.commitment_id])
        yield Spoken(one.at, _("Report"), f"{about.code} {about.title}", one.note, one.get_status_display(), url)
