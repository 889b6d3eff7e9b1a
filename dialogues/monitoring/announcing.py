"""What monitoring announces, of what it reminds and which dates it has, registered as this module loads."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.announcing import declare_reminders
from dialogues.deadlines import end_of_day
from dialogues.models import Dialogue, reach_of
from dialogues.monitoring.models import Adaptation, Commitment, Report, ReportRound
from dialogues.monitoring.models.commitments import CommitmentQuerySet
from dialogues.monitoring.states import Answer, Side, is_open
from dialogues.states import Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.noticing import declare, matter
from inspired.core.ports import Audience, CalendarEntry, Deadline

TITLE = "recommendation__title"


def owing_report(rows: CommitmentQuerySet) -> QuerySet[Commitment]:
    """Keep what was taken on and is not done, whose owner has not reported since the newest round asked for it."""
    rounds = ReportRound.objects.newest().filter(dialogue=OuterRef("dialogue"))
    given = Report.objects.filter(commitment=OuterRef("pk"), side=Side.OWNER, at__gte=OuterRef("round_asked"))
    asked = rows.open().annotate(
        round=rounds.values("pk")[:1], round_due=rounds.values("due_at")[:1], round_asked=rounds.values("asked_at")[:1]
    )
    return asked.filter(round__isnull=False).filter(~Exists(given))


@matter("monitoring.commitment", page="commitment", title=TITLE)
def commitments(user: Anyone) -> QuerySet[Commitment]:
    """Commitments of the dialogues whose inside this person reads."""
    return Commitment.objects.inside_of(user)


@matter("monitoring.commitment_unanswered", page="commitment_answer", title=TITLE, whole="monitoring.commitment")
def unanswered(user: Anyone) -> QuerySet[Commitment]:
    """Commitments that a seat this person speaks for was asked for and has not answered."""
    mine = Commitment.objects.visible_to(user).filter(seat__in=reach_of(user).speaking)
    return mine.filter(answer=Answer.ASKED, dialogue__status=Status.OPEN)


@matter("monitoring.commitment_open", page="report_new", title=TITLE, whole="monitoring.commitment")
def still_open(user: Anyone) -> QuerySet[Commitment]:
    """Commitments that a seat this person speaks for took on and has not finished."""
    mine = Commitment.objects.visible_to(user).filter(seat__in=reach_of(user).speaking, dialogue__status=Status.OPEN)
    return mine.open()


@matter("monitoring.round", page="monitoring", title=Value(""), arguments=())
def rounds(user: Anyone) -> QuerySet[ReportRound]:
    """Rounds of reports of the dialogues whose inside this person reads."""
    return ReportRound.objects.visible_to(user)


@matter("monitoring.round_owed", page="monitoring", title=Value(""), arguments=(), whole="monitoring.round")
def owed_rounds(user: Anyone) -> QuerySet[ReportRound]:
    """Rounds in which a seat this person speaks for still owes a report."""
    owing = owing_report(Commitment.objects.filter(seat__in=reach_of(user).speaking, dialogue__status=Status.OPEN))
    return ReportRound.objects.visible_to(user).newest().filter(dialogue__in=owing.values("dialogue"))


@matter("monitoring.adaptation", page="adaptations", title="title", arguments=())
def adaptations(user: Anyone) -> QuerySet[Adaptation]:
    """Adaptations in the dialogues whose inside this person reads."""
    return Adaptation.objects.visible_to(user)


declare(
    "monitoring.asked",
    "monitoring.commitment",
    told=ngettext_lazy("A commitment awaits your answer", "%(count)d commitments await your answer", "count"),
    sentence=_("Your organisation is asked to confirm, amend or decline what it takes on in the Roadmap."),
    asks=True,
)
declare(
    "monitoring.entered",
    "monitoring.commitment",
    told=ngettext_lazy(
        "%(count)d answer to a commitment was entered on your behalf",
        "%(count)d answers to commitments were entered on your behalf",
        "count",
    ),
    sentence=_("The host team entered what your organisation said to a commitment. It counts once you confirm it."),
    asks=True,
)
declare(
    "monitoring.answered",
    "monitoring.commitment",
    told=ngettext_lazy("%(count)d commitment was answered", "%(count)d commitments were answered", "count"),
    sentence=_("An organisation has answered to its commitment."),
)
declare(
    "monitoring.report_entered",
    "monitoring.commitment",
    told=ngettext_lazy(
        "%(count)d report was entered on your behalf", "%(count)d reports were entered on your behalf", "count"
    ),
    sentence=_("The host team entered a report of your organisation on a commitment. It counts once you confirm it."),
    asks=True,
)
declare(
    "monitoring.viewed",
    "monitoring.commitment",
    told=ngettext_lazy(
        "Others have looked at a commitment of yours", "Others have looked at %(count)d commitments of yours", "count"
    ),
    sentence=_("Others have given their independent view of a commitment of your organisation."),
)
declare(
    "monitoring.reports_asked",
    "monitoring.round",
    told=ngettext_lazy("Reports are asked for", "Reports are asked for %(count)d times", "count"),
    sentence=_("The host asks your organisation to report on what it has taken on."),
    asks=True,
)
declare(
    "monitoring.adapted",
    "monitoring.adaptation",
    told=ngettext_lazy("A recommendation was adapted", "%(count)d recommendations were adapted", "count"),
    sentence=_("A recommendation in which your organisation has a part was adapted."),
)
declare(
    "monitoring.adaptation_changed",
    "monitoring.adaptation",
    told=ngettext_lazy("An adaptation was changed", "%(count)d adaptations were changed", "count"),
    sentence=_("The adaptation of a recommendation in which your organisation has a part was corrected or withdrawn."),
)
declare(
    "monitoring.letter_filed",
    "monitoring.commitment",
    told=ngettext_lazy("A signed letter of yours was filed", "%(count)d signed letters of yours were filed", "count"),
    sentence=_("The host team filed a signed letter of your organisation on what it takes on. It counts."),
)
declare_reminders("monitoring.answers", "monitoring.commitment_unanswered")
declare_reminders("monitoring.dues", "monitoring.commitment_open")
declare_reminders("monitoring.reports", "monitoring.round_owed")


def _known(by: Anyone | None, dialogue: Dialogue) -> CommitmentQuerySet:
    rows = Commitment.objects.all() if by is None else Commitment.objects.inside_of(by)
    return rows.filter(dialogue=dialogue)


@ports.deadlines.provide
def answer_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the seats that have not answered to what they were asked to take on until a date; one query."""
    owed = _known(by, dialogue).filter(answer=Answer.ASKED, answer_by__isnull=False)
    for pk, title, due, since, seat in owed.values_list("pk", TITLE, "answer_by", "asked_at", "seat"):
        yield Deadline("monitoring.answers", pk, title, due, since, seat)


@ports.deadlines.provide
def due_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the seats whose commitments end on a day and are not done: a report is wished before; one query."""
    owed = _known(by, dialogue).open().filter(due_on__isnull=False)
    for pk, title, day, since, seat in owed.values_list("pk", TITLE, "due_on", "asked_at", "seat"):
        yield Deadline("monitoring.dues", pk, title, end_of_day(day, dialogue.time_zone), since, seat)


@ports.deadlines.provide
def report_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name once the seats that owe reports in the newest round; one query."""
    owed = owing_report(_known(by, dialogue)).order_by().values_list("round", "round_due", "round_asked", "seat")
    for pk, due, since, seat in owed.distinct():
        yield Deadline("monitoring.reports", pk, gettext("Reports on commitments"), due, since, seat)


@ports.audiences.provide
def whom_monitoring_would_reach(user: Anyone, dialogue: Dialogue) -> Iterator[Audience]:
    """Offer the seats that would be asked for reports; one query, none before commitments were asked for."""
    if "monitoring" not in dialogue.shown_tabs:
        return
    seats = set(Commitment.objects.visible_to(user).filter(dialogue=dialogue).open().values_list("seat", flat=True))
    if seats:
        yield Audience("reports", gettext("When reports on commitments are asked for"), tuple(sorted(seats)))


@ports.calendar.provide
def commitment_calendar(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the days on which one's own commitments end or are to be answered; one query."""
    mine = Commitment.objects.visible_to(user).filter(seat__in=reach_of(user).speaking, dialogue__in=dialogues)
    for one in mine.with_status().select_related("dialogue"):
        if one.answer == Answer.ASKED and one.answer_by:
            yield CalendarEntry(f"commitment-answer-{one.pk}", one.dialogue_id, one.dialogue.mail_label, one.answer_by)
        elif one.due_on and is_open(one.answer, one.owner_status):
            at = end_of_day(one.due_on, one.dialogue.time_zone)
            yield CalendarEntry(f"commitment-{one.pk}", one.dialogue_id, one.dialogue.mail_label, at)
