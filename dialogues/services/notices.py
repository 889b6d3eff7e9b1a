"""Announcing what happened, telling it by mail at each person's pace, marking it as read. The page and the mails find the words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from dialogues.models import Dialogue, Errand, Notice, PaceChoice, PrivateLinks
from dialogues.owing import owing
from dialogues.pacing import STALE, is_due, occasion_of
from dialogues.speakers import Unreached, speakers_by_seat, team_of, unreached_of
from dialogues.states import Pace, Status
from inspired.core import ports
from inspired.core.access import require
from inspired.core.jobs import enqueue
from inspired.core.models import User
from inspired.core.noticing import KINDS, scope_number, whole_matter
from inspired.core.outbox import queue_mail
from inspired.core.ports import Deadline

TELL = "dialogues.tell"
MAIL = "dialogues.notices"
LEFT_OUT = "-"
UNREACHED = "dialogues.unreached"


@transaction.atomic
def announce(
    kind: str, obj: models.Model, *, to: Iterable[User], by: User | None, key: str = "", seats: Collection[int] = ()
) -> int:
    """Note for each of these people that something happened, once per person and ``key``; a job tells them after commit.

    ``by`` knows already and is left out. ``key`` says which thing it is: by default the kind and the object, so that
    the same announced twice is one notice. The dialogue is the one whose chain holds the object. ``seats`` are those
    whom it concerns: who speaks for them and is reached by no mail gets on the list of those whom the host team tells
    by telephone or on paper. Returns how many people are told by mail. Raises KeyError for a kind that nobody declared, TransactionManagementError outside a
    transaction of the caller.
    """
    people: set[int | None] = {user.pk for user in to}
    people.discard(by.pk if by else None)
    said = Said(kind, obj.pk, scope_number(obj), f"{kind}:{key or obj.pk}")
    told = _note(said, people)
    _leave_errands(said, unreached_of(seats) if seats else [])
    return told


@dataclass(frozen=True)
class Said:
    """What is told to several people: a kind about a thing in a dialogue, under a key that makes it one."""

    kind: str
    target: int
    dialogue: int
    key: str

    def to(self, person: int, mail_key: str = "") -> Notice:
        """Make the notice of one person, not saved yet."""
        matter = KINDS[self.kind].matter
        about = {"kind": self.kind, "matter": matter, "target": self.target, "key": self.key, "mail_key": mail_key}
        return Notice(user_id=person, dialogue_id=self.dialogue, at=timezone.now(), **about)


def _note(said: Said, people: set[int | None]) -> int:
    rows = [said.to(person) for person in sorted(person for person in people if person)]
    if rows:
        Notice.objects.bulk_create(rows, ignore_conflicts=True)
        enqueue(TELL, Dialogue(pk=said.dialogue), by=None, key=said.key[:80])
    return len(rows)


def _leave_errands(said: Said, unreached: Iterable[Unreached]) -> None:
    """Note what no mail brings: on the site for whoever has an account without an address, and for the host team to tell."""
    rows, notices = [], []
    for one in unreached:
        whom = {"seat_id": one.seat, "delegate_id": one.delegate, "key": f"{said.key}@{one.seat}:{one.delegate or 0}"}
        about = {"kind": said.kind, "matter": whole_matter(said.kind), "target": said.target}
        rows.append(Errand(dialogue_id=said.dialogue, **whom, **about))
        if one.account:
            notices.append(said.to(one.account, LEFT_OUT))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    if not rows:
        return
    Errand.objects.bulk_create(rows, ignore_conflicts=True)
    team = {user.pk for user in team_of(Dialogue(pk=said.dialogue))}
    _note(Said(UNREACHED, said.dialogue, said.dialogue, f"{UNREACHED}:{said.key}"[:120]), {*team})


@transaction.atomic
def tell(dialogue: Dialogue, user: User, *, by: None) -> bool:
    """Put what this person waits to be told in the dialogue into one mail, if some of it is due; return whether it was.

    A mail takes along everything that waits. Notices and mail are written together, so that a worker that dies
    before or after loses and repeats nothing. What is never to be told by mail is set aside.
    """
    waiting = list(
        Notice.objects.select_for_update(of=("self",)).untold().filter(dialogue=dialogue, user=user).order_by("pk")
    )
    pace = PaceChoice.objects.paces_in(dialogue.pk, {user.pk}).get(user.pk, Pace.USUAL)
    now = timezone.now()
    lost = [one for one in waiting if pace == Pace.NEVER or one.read_at or one.at < now - STALE]
    Notice.objects.filter(pk__in=[one.pk for one in lost]).update(mail_key=LEFT_OUT)
    news = [one for one in waiting if one not in lost]
    if not any(is_due(one.what, one.at, pace, now=now, zone=dialogue.time_zone) for one in news):
        return False
    mail = f"{MAIL}:{user.pk}:{news[0].pk}"
    Notice.objects.filter(pk__in=[one.pk for one in news]).update(mail_key=mail)
    queue_mail(MAIL, user=user, key=mail, dialogue=dialogue.pk)
    return True


@transaction.atomic
def mark_read(notices: models.QuerySet[Notice], *, by: User) -> int:
    """Mark one's own notices among these as read; return how many were not."""
    return Notice.objects.filter(user=by, pk__in=notices.values("pk")).unread().update(read_at=timezone.now())


@transaction.atomic
def set_pace(user: User, *, pace: str, dialogue: Dialogue | None, by: User | None) -> None:
    """Choose how a person is told by mail: in one dialogue, or without one in all of them, whatever was chosen before.

    ``by`` is None when it comes through the link in a mail, which stands for the person. Raises ValueError for a pace
    that does not exist.
    """
    if by is not None:
        require(by, "dialogues.choose_pace", user)
    chosen = Pace(pace)
    if dialogue is None:
        PaceChoice.objects.filter(user=user).exclude(dialogue=None).delete()
    PaceChoice.objects.update_or_create(user=user, dialogue=dialogue, defaults={"pace": chosen})


@transaction.atomic
def choose_paces(user: User, *, paces: Mapping[int | None, str], by: User) -> None:
    """Choose one's own pace by dialogue (None: wherever nothing else is chosen); an empty one takes a choice back."""
    require(by, "dialogues.choose_pace", user)
    for dialogue, pace in paces.items():
        if pace:
            defaults = {"pace": Pace(pace)}
            PaceChoice.objects.update_or_create(user=user, dialogue_id=dialogue, defaults=defaults)  # type: ignore[misc]
        else:
            PaceChoice.objects.filter(user=user, dialogue=dialogue).delete()


@transaction.atomic
def remind(dialogue: Dialogue, *, by: None) -> int:
    """Note the reminders whose hour has come in an open dialogue; return how many things they are about.

    Once for each person, thing, date and occasion, however often this runs. Seats that have answered are not among
    the deadlines, so that reminding stops.
    """
    if dialogue.status != Status.OPEN:
        return 0
    now = timezone.now()
    things: dict[tuple[str, int, str], set[int]] = {}
    deadlines = ports.deadlines.collect(by, dialogue)
    _drop_errands(dialogue, deadlines)
    for deadline in deadlines:
        occasion = occasion_of(deadline.due_at, deadline.since, now=now, zone=dialogue.time_zone)
        if occasion is not None:
            date = f"{deadline.target}:{deadline.due_at.date()}"
            things.setdefault((f"{deadline.kind}.{occasion}", deadline.target, date), set()).add(deadline.seat)
    if not things:
        return 0
    owing_seats = {seat for seats in things.values() for seat in seats}
    speakers, unreached = speakers_by_seat(owing_seats), unreached_of(owing_seats)
    for (kind, target, date), seats in things.items():
        said = Said(kind, target, dialogue.pk, f"{kind}:{date}")
        _note(said, {user.pk for seat in seats for user in speakers.get(seat, [])})
        _leave_errands(said, [one for one in unreached if one.seat in seats])
    return len(things)


def _drop_errands(dialogue: Dialogue, deadlines: Iterable[Deadline]) -> None:
    """Take off the list reminders of what the seats have answered meanwhile."""
    owed = {(one.kind, one.target, one.seat) for one in deadlines}
    reminders = [name for name, kind in KINDS.items() if kind.has_date]
    waiting = Errand.objects.filter(dialogue=dialogue, kind__in=reminders, told_on__isnull=True)
    rows = waiting.values_list("pk", "kind", "target", "seat")
    gone = [pk for pk, kind, target, seat in rows if (kind.rpartition(".")[0], target, seat) not in owed]
    Errand.objects.filter(pk__in=gone).delete()


@transaction.atomic
def wake(*, by: None) -> int:
    """Ask for a job in every dialogue in which somebody is to be told something by now; return how many were asked for."""
    due = [dialogue for dialogue, people in owing(timezone.now()).items() if people]
    for dialogue in due:
        enqueue(TELL, Dialogue(pk=dialogue), by=None)
    return len(due)


@transaction.atomic
def renew_links(user: User, *, what: str, by: User) -> None:
    """Void the links handed out so far and make new ones: ``settings`` in mails, or ``calendar``; ``no_calendar`` ends it."""
    require(by, "dialogues.choose_pace", user)
    PrivateLinks.objects.get_or_create(user=user)
    links = PrivateLinks.objects.select_for_update(of=("self",)).get(user=user)
    if what == "settings":
        links.settings_generation += 1
    else:
        links.calendar_generation += 1
        links.has_calendar = what == "calendar"
    links.save(update_fields=["settings_generation", "calendar_generation", "has_calendar"])


@transaction.atomic
def set_aside(before: datetime, *, by: None) -> int:
    """Let no mail bring up what happened before a moment; return how many notices that are."""
    return Notice.objects.untold().filter(at__lt=before).update(mail_key=LEFT_OUT)


@transaction.atomic
def tell_no_more(user: User, dialogue: Dialogue, *, by: User | None) -> int:
    """Let no mail bring up anything of a dialogue to somebody who has left it; return how many notices that are."""
    return Notice.objects.untold().filter(user=user, dialogue=dialogue).update(mail_key=LEFT_OUT)
