"""The kinds of notices about drafts and rounds, registered as this module loads."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dialogues.announcing import declare_reminders
from dialogues.documents.models import Comment, CommentPeriod, Document, Endorsement, Invitee, Round
from dialogues.documents.states import RoundStatus
from dialogues.models import reach_of
from dialogues.states import Status
from inspired.core.access import Anyone
from inspired.core.noticing import declare, matter

ROUND_TITLE, ROUND_PLACE = "version__document__title", ("version__document", "number")


@matter("documents.period", page="document", title="document__title", arguments=("document",))
def periods(user: Anyone) -> QuerySet[CommentPeriod]:
    """Comment periods of the documents this person may see."""
    return CommentPeriod.objects.filter(document__in=Document.objects.visible_to(user).values("pk"))


@matter("documents.period_silent", page="document", title="document__title", arguments=("document",))
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


@matter("documents.round_unanswered", page="round", title=ROUND_TITLE, arguments=ROUND_PLACE)
def unanswered_rounds(user: Anyone) -> QuerySet[Round]:
    """Rounds not closed yet, whatever their date, that a seat this person speaks for was asked in and has not answered."""
    given = Endorsement.objects.given().filter(seat=OuterRef("seat"), version=OuterRef("round__version"))
    waiting = Invitee.objects.filter(round=OuterRef("pk"), seat__in=reach_of(user).speaking).exclude(Exists(given))
    open_ones = Round.objects.visible_to(user).filter(status=RoundStatus.OPEN)
    return open_ones.filter(Exists(waiting), version__document__dialogue__status=Status.OPEN)


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
