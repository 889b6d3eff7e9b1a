"""What the outputs of groups offer to the ports: their texts on a group's page, what was handed in, things to do, who answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from dialogues.documents.models import Agreement, Document, Submission
from dialogues.documents.models.submissions import STANDING, answered_words
from dialogues.documents.states import FATE_TONES, Fate
from dialogues.ledger.models import Entry
from dialogues.ledger.states import Source
from dialogues.models import Dialogue, reach_of
from dialogues.models.readers import ReaderQuestion
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.memory import remembered
from inspired.core.noticing import declare, matter
from inspired.core.ports import Audience, Block, BlockLine, FrozenBlock, HandedIn, News
from inspired.core.written import moment_of
from workinggroups.models import Group, Member
from workinggroups.states import GroupStatus

DOCUMENTS = 20


@ports.beside_group.provide
def texts_of_group(user: Anyone, group: Group) -> Iterator[Block]:
    """Show the texts of a group that this person may see, and let its inside begin one; two queries."""
    asked = Agreement.objects.visible_to(user).filter(document=OuterRef("pk"), closed_at__isnull=True)
    own = Document.objects.visible_to(user).filter(group=group).annotate(is_asked=Exists(asked))
    can_start = may(user, "documents.start_output", group)
    fates = {one.document_id: one.fate for one in _running(user, [group.pk])}
    links = []
    for document in own.select_related("dialogue", "output"):
        fate = Fate.AGREEING if document.is_asked else fates.get(document.pk, Fate.DRAFTING)
        note = str(document.output) if document.output else ""
        tone = FATE_TONES.get(fate, "wait")
        links.append(BlockLine(document.title, document.get_absolute_url(), note, state=str(fate.label), tone=tone))
    if links or can_start:
        yield Block(
            _("Texts"),
            DOCUMENTS,
            tuple(links),
            _("What the group drafts stands here. Nobody outside reads it before it is submitted."),
            reverse("output_start", args=[group.dialogue.slug, group.pk]) if can_start else "",
            _("Begin a text") if can_start else "",
        )


def _running(user: Anyone, groups: Collection[int]) -> list[Submission]:
    """The latest submission of each text of these groups, with what its fate is derived from; asked once per request."""

    def ask() -> list[Submission]:
        later = Submission.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
        latest = Submission.objects.filter(~Exists(later), document__group__in=groups)
        seen = latest.filter(pk__in=Submission.objects.visible_to(user).values("pk")).with_fate().with_answers()
        return list(seen.select_related("document__dialogue"))

    return remembered(("handed", user.pk, *groups), ask)


@ports.handed_in.provide
def handed_in(user: Anyone | None, groups: Collection[int]) -> Iterator[HandedIn]:
    """Name what these groups have submitted and was not given back, as far as this person sees it; one query."""
    everything = Submission.objects.filter(document__group__in=groups, ended_at__isnull=True).with_fate().with_answers()
    for one in everything.select_related("document__dialogue") if user is None else _running(user, groups):
        if one.fate != Fate.RETURNED:
            document = one.document
            fate, url = str(one.fate.label), document.get_absolute_url()
            tone = FATE_TONES.get(one.fate, "wait")
            agreed = answered_words(one.answered or 0, one.agreement.members)
            yield HandedIn(document.group_id, document.output_id, document.title, url, one.at, fate, tone, agreed)


@ports.audiences.provide
def whom_texts_would_reach(user: Anyone, dialogue: Dialogue) -> Iterator[Audience]:
    """Offer, of texts in the hands of groups at work, the members who would be asked and the seats a submission would reach; two queries."""
    handed = Submission.objects.filter(document=OuterRef("pk"), ended_at__isnull=True)
    drafts = Document.objects.visible_to(user).filter(dialogue=dialogue, group__status=GroupStatus.ACTIVE)
    for one in drafts.exclude(Exists(handed)).select_related("group").prefetch_related("group__members"):
        about = {"title": one.title}
        sitting = tuple(one.group.member_seats())  # type: ignore[union-attr]
        asking, handing = (
            _("When its members are asked whether they agree: %(title)s"),
            _("When its group submits it: %(title)s"),
        )
        if sitting:
            yield Audience(f"agreement-{one.pk}", asking % about, sitting)
        yield Audience(f"submission-{one.pk}", handing % about)


ON_ITS_WAY = {Fate.COMMENTS, Fate.ANSWERING, Fate.CHOOSING, Fate.FREEZING, Fate.JOINED}


@ports.news.provide
def submitted_texts(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Offer what groups have submitted and no version says yet, for those who read it; one query."""
    for document, title, group, at, *standing in RUNNING.rows(user, dialogue):
        fate = Submission.standing(*standing).fate
        if fate in ON_ITS_WAY:
            note = _("Submitted by the working group “%(name)s”") % {"name": group} if group else ""
            url, tone = reverse("document", args=[dialogue.slug, document]), FATE_TONES.get(fate, "wait")
            yield News(title, url, note, str(fate.label), tone, moment_of(at))


def _on_the_way(user: Anyone, dialogue: Dialogue) -> Iterator[QuerySet[Any, Any]]:
    running = Submission.objects.running_within(user, dialogue.pk).with_fate().order_by()
    yield running.values_list("document", "document__title", "document__group__name", "at", *STANDING)


RUNNING = ReaderQuestion(_on_the_way)


@ports.frozen_blocks.provide
def agreement_within(_by: Anyone, document: Document) -> Iterator[FrozenBlock]:
    """Freeze with a group's text how many of its members answered and how many dissent; nobody is named. One query."""
    reached = document.agreements.reached().filter(members__isnull=False)
    said = {"answered": Count("voices"), "dissents": Count("voices", filter=Q(voices__agrees=False))}
    agreed = reached.annotate(**said).first() if document.group_id else None
    if agreed is not None:
        yield FrozenBlock(
            "agreement", {"answered": agreed.answered, "members": agreed.members, "dissents": agreed.dissents}
        )


@ports.deciders.provide
def answers_for(user: Anyone, entry: Entry) -> Iterator[bool]:
    """Let coordinator and rapporteur answer comments on what their group submitted; asks only where they lead a group."""
    groups = _led_by(user) if entry.source == Source.COMMENT else frozenset()
    if groups:
        running = Submission.objects.filter(ended_at__isnull=True, document__comments__entry=entry.pk)
        yield running.filter(document__group__in=groups).exists()


def _led_by(user: Anyone) -> frozenset[int]:
    """The groups that work and that a seat this person speaks for coordinates or records; one query a request."""
    reach = reach_of(user)
    seats = reach.speaking
    if not seats:
        return frozenset()
    own = Member.objects.accepted().filter(seat__in=seats, group__status=GroupStatus.ACTIVE)
    own = own.exclude(group__dialogue__in=reach.team)
    leading = own.filter(is_coordinator=True) | own.filter(is_rapporteur=True)
    return remembered(("led", user.pk), lambda: frozenset(leading.values_list("group", flat=True)))


@matter("documents.agreement", page="output", title="document__title", arguments=("document",))
def agreements(user: Anyone) -> QuerySet[Agreement]:
    """Questions to members of the groups whose inside this person reads."""
    return Agreement.objects.visible_to(user)


@matter("documents.output", page="output", title="title")
def outputs(user: Anyone) -> QuerySet[Document]:
    """Texts of groups that this person may see."""
    return Document.objects.visible_to(user).filter(group__isnull=False)


declare(
    "documents.agreement_asked",
    "documents.agreement",
    told=ngettext_lazy(
        "%(count)d text of a group awaits your word", "%(count)d texts of groups await your word", "count"
    ),
    sentence=gettext_lazy("A working group asks whether your organisation agrees to its text."),
    asks=True,
)
declare(
    "documents.way_asked",
    "documents.output",
    told=ngettext_lazy(
        "What becomes of %(count)d text is to be chosen", "What becomes of %(count)d texts is to be chosen", "count"
    ),
    sentence=gettext_lazy("What becomes of a group’s text is to be chosen together."),
    asks=True,
)
declare(
    "documents.output_returned",
    "documents.output",
    told=ngettext_lazy(
        "%(count)d text is given back to its group", "%(count)d texts are given back to their groups", "count"
    ),
    sentence=gettext_lazy("A text is given back to a working group your organisation belongs to."),
    asks=True,
)
declare(
    "documents.paper_noted",
    "documents.output",
    told=ngettext_lazy(
        "%(count)d working paper is there to note", "%(count)d working papers are there to note", "count"
    ),
    sentence=gettext_lazy("A working group has finished a working paper. Please take note of it."),
)
