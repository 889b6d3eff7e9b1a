"""What drafts and rounds announce, of what they remind and which dates they have, registered as this module loads."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.announcing import declare_reminders
from dialogues.documents.models import (
    Comment,
    CommentPeriod,
    Document,
    Endorsement,
    Invitee,
    Round,
    Submission,
    Version,
)
from dialogues.documents.states import DocumentStatus, RoundStatus, VersionStatus
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.states import Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.noticing import declare, matter
from inspired.core.ports import Audience, CalendarEntry, Deadline

ROUND_TITLE, ROUND_PLACE = "version__document__title", ("version__document", "number")


@matter("documents.period", page="document", title="document__title", arguments=("document",))
def periods(user: Anyone) -> QuerySet[CommentPeriod]:
    """Comment periods of the documents this person may see."""
    return CommentPeriod.objects.filter(document__in=Document.objects.visible_to(user).values("pk"))


@matter(
    "documents.period_silent",
    page="document",
    title="document__title",
    arguments=("document",),
    whole="documents.period",
)
def silent_periods(user: Anyone) -> QuerySet[CommentPeriod]:
    """Comment periods not closed yet in which no seat this person speaks for has commented."""
    own = Comment.objects.filter(document=OuterRef("document"), entry__seat__in=reach_of(user).speaking)
    said = own.filter(entry__created_at__gte=OuterRef("opened_at"))
    open_ones = periods(user).filter(closed_at__isnull=True, document__dialogue__status=Status.OPEN)
    return open_ones.exclude(Exists(said))


@matter("documents.round", page="round", title=ROUND_TITLE, arguments=ROUND_PLACE)
def rounds(user: Anyone) -> QuerySet[Round]:
    """Rounds this person may see."""
    return Round.objects.visible_to(user)


@matter("documents.round_unanswered", page="round", title=ROUND_TITLE, arguments=ROUND_PLACE, whole="documents.round")
def unanswered_rounds(user: Anyone) -> QuerySet[Round]:
    """Rounds not closed yet, whatever their date, that a seat this person speaks for was asked in and has not answered."""
    given = Endorsement.objects.given().filter(seat=OuterRef("seat"), version=OuterRef("round__version"))
    waiting = Invitee.objects.filter(round=OuterRef("pk"), seat__in=reach_of(user).speaking).exclude(Exists(given))
    open_ones = Round.objects.visible_to(user).filter(status=RoundStatus.OPEN)
    return open_ones.filter(Exists(waiting), version__document__dialogue__status=Status.OPEN)


@matter("documents.embargoed", page="library_version", title="document__title", arguments=("document", "number"))
def embargoed_versions(user: Anyone) -> QuerySet[Version]:
    """Versions that this media user reads before the day on which they are published."""
    return Version.objects.under_embargo(user)


declare(
    "documents.embargo",
    "documents.embargoed",
    told=ngettext_lazy(
        "%(count)d text is yours to read under embargo", "%(count)d texts are yours to read under embargo", "count"
    ),
    sentence=_("A text is yours to read before its publication. Please keep it to yourself until then."),
)
declare(
    "documents.comments_opened",
    "documents.period",
    told=ngettext_lazy("%(count)d draft is open for comments", "%(count)d drafts are open for comments", "count"),
    sentence=_("A draft is open for your comments."),
    asks=True,
)
declare(
    "documents.round_opened",
    "documents.round",
    told=ngettext_lazy("%(count)d text awaits your answer", "%(count)d texts await your answer", "count"),
    sentence=_("Your organisation’s answer on a text is awaited."),
    asks=True,
)
declare(
    "documents.round_extended",
    "documents.round",
    told=ngettext_lazy("There is more time for %(count)d text", "There is more time for %(count)d texts", "count"),
    sentence=_("There is more time for your organisation’s answer on a text."),
)
declare(
    "documents.round_reminder",
    "documents.round_unanswered",
    told=ngettext_lazy("You are reminded of %(count)d text", "You are reminded of %(count)d texts", "count"),
    sentence=_("Your organisation’s answer on a text is still awaited."),
    asks=True,
)
declare_reminders("documents.comments", "documents.period_silent")
declare_reminders("documents.round", "documents.round_unanswered")


@ports.deadlines.provide
def round_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the seats that were asked in rounds not closed yet and have not answered; one query."""
    given = Endorsement.objects.given().filter(seat=OuterRef("seat"), version=OuterRef("round__version"))
    asked = Invitee.objects if by is None else Invitee.objects.visible_to(by)
    owed = asked.filter(
        round__status=RoundStatus.OPEN, round__version__document__dialogue=dialogue, seat__left_at__isnull=True
    )
    fields = ("round", "round__version__document__title", "round__due_at", "round__opened_at", "seat")
    for round_, title, due, since, seat in owed.exclude(Exists(given)).values_list(*fields):
        yield Deadline("documents.round", round_, title, due, since, seat)


@ports.deadlines.provide
def comment_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the seats that have not commented on drafts open for comments; one query."""
    period = "dialogue__documents__comment_periods"
    owed = Seat.objects if by is None else Seat.objects.visible_to(by)
    owed = owed.at_the_table().filter(
        **{"dialogue": dialogue, f"{period}__closed_at__isnull": True, f"{period}__due_at__isnull": False}
    )
    found = owed.annotate(
        period=F(f"{period}__pk"),
        draft=F(f"{period}__document"),
        words=F(f"{period}__document__title"),
        due=F(f"{period}__due_at"),
        since=F(f"{period}__opened_at"),
    )
    said = Comment.objects.filter(
        document=OuterRef("draft"), entry__seat=OuterRef("pk"), entry__created_at__gte=OuterRef("since")
    )
    silent = found.exclude(Exists(said))
    for seat, pk, title, due, since in silent.values_list("pk", "period", "words", "due", "since"):
        yield Deadline("documents.comments", pk, title, due, since, seat)


@ports.audiences.provide
def whom_drafts_would_reach(user: Anyone, dialogue: Dialogue) -> Iterator[Audience]:
    """Offer all seats for drafts that could be opened for comments; what a group has in its own hands it submits. One query."""
    drafts = Document.objects.visible_to(user).filter(dialogue=dialogue, status=DocumentStatus.DRAFT)
    handed = Submission.objects.filter(document=OuterRef("pk"), ended_at__isnull=True)
    for document in drafts.filter(Q(group__isnull=True) | Exists(handed)):
        yield Audience(
            f"comments-{document.pk}",
            gettext("When it is opened for comments: %(title)s") % {"title": document.title},
        )


@ports.audiences.provide
def whom_rounds_would_reach(user: Anyone, dialogue: Dialogue) -> Iterator[Audience]:
    """Offer the seats of rounds that could be opened, and of those that are open; three queries for all versions."""
    final = Version.objects.visible_to(user).filter(document__dialogue=dialogue, status=VersionStatus.FINAL_DRAFT)
    given = Endorsement.objects.given().filter(seat=OuterRef("seat"), version=OuterRef("round__version"))
    invited = Invitee.objects.visible_to(user).filter(round__version__in=final.values("pk"))
    running: dict[int, list[tuple[int, int, bool]]] = {}
    rows = invited.filter(round__status=RoundStatus.OPEN).annotate(has_answered=Exists(given))
    for version, *asked in rows.values_list("round__version", "round", "seat", "has_answered"):
        running.setdefault(version, []).append(tuple(asked))
    signing = Seat.objects.visible_to(user).may_be_signed().filter(dialogue=dialogue)
    could = signing.values_list("pk", flat=True)  # read once, and only when some version has no round
    for one in final.select_related("document"):
        about = {"title": one}
        if one.pk not in running:
            yield Audience(f"round-{one.pk}", gettext("When a round is opened: %(title)s") % about, tuple(could))
            continue
        (number, *_rest), *_others = running[one.pk]
        seats = tuple(seat for _round, seat, _done in running[one.pk])
        done = tuple(seat for _round, seat, has_answered in running[one.pk] if has_answered)
        more, again = gettext("When it gets another date: %(title)s"), gettext("When you remind them of: %(title)s")
        yield Audience(f"round-more-{number}", more % about, seats, asks=False)
        yield Audience(f"round-again-{number}", again % about, seats, done)


@ports.calendar.provide
def round_calendar(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the dates of open rounds; one query."""
    place = "version__document__dialogue"
    for round_ in Round.objects.visible_to(user).open().filter(**{f"{place}__in": dialogues}).select_related(place):
        dialogue = round_.version.document.dialogue
        yield CalendarEntry(f"round-{round_.pk}", dialogue.pk, dialogue.mail_label, round_.due_at)


@ports.calendar.provide
def comment_calendar(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the ends of open comment periods; one query."""
    open_ones = periods(user).filter(closed_at__isnull=True, document__dialogue__in=dialogues)
    for period in open_ones.select_related("document__dialogue"):
        dialogue = period.document.dialogue
        yield CalendarEntry(f"comments-{period.pk}", dialogue.pk, dialogue.mail_label, period.due_at)
