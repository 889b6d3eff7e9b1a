"""Reads what the trace is woven from, as one person may see it: frozen texts, Consensus Building, commitments. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from dialogues.consensus.models import Challenge, ChallengeGround, Option, OptionGround, Recommendation
from dialogues.consensus.states.appraisal import OptionStatus
from dialogues.consensus.states.challenges import ChallengeStatus
from dialogues.documents.freezing import paragraphs
from dialogues.documents.models import Version
from dialogues.documents.plainly import opening
from dialogues.documents.states import DocumentKind, VersionStatus
from dialogues.models import Dialogue, Organisation, Seat
from dialogues.monitoring.models import Commitment
from dialogues.monitoring.states import Answer
from dialogues.monitoring.titles import Titles, titles_for
from dialogues.monitoring.tracing import Later, Node, Trace, weave
from inspired.core.access import Anyone
from workinggroups.naming import Names

WORDS, KEY = CharField(), BigIntegerField()
LENGTH = 110  # characters of a paragraph that tell which one it is
Edge = tuple[str, str]


class Row(NamedTuple):
    """A challenge, option, recommendation or commitment: its two parents, its state, and of a commitment the seat."""

    kind: str
    pk: int
    code: str
    title: str
    parent: int | None
    chosen: int | None
    state: str
    seat: int | None
    organisation: str
    category: str
    appears: str


class GroundRow(NamedTuple):
    """What a challenge or an option rests on."""

    kind: str
    owner: int
    version: int | None
    document: int | None
    paragraph: str
    source: str
    label: str


def trace_of(user: Anyone, dialogue: Dialogue) -> Trace:
    """Weave the trace of a dialogue for one reader; three queries, one for donors, and one where a seat goes by its category."""
    rows = _told_to(titles_for(user, dialogue), sorted((Row(*row) for row in _rows(user, dialogue)), key=_place))
    grounds = [GroundRow(*row) for row in _grounds(rows)]
    names = Names(user, dialogue)
    nodes = [*_texts(user, dialogue, grounds), *(_node(dialogue, names, row) for row in rows)]
    texts, edges = [one for one in nodes if isinstance(one, Node)], [one for one in nodes if not isinstance(one, Node)]
    edges += [*_joined(rows), *_grounded(grounds)]
    return weave([*texts, *_in_words(grounds)], edges)


def _told_to(titles: Titles, rows: list[Row]) -> list[Row]:
    """Call recommendations as this reader may know them."""
    if (frozen := titles.frozen) is None:
        return rows
    about = "recommendation"
    return [row._replace(title=frozen.get(int(row.code), "")) if row.kind == about else row for row in rows]


def _place(row: Row) -> tuple[int, str, int]:
    return int(row.code) if row.code.isdecimal() else row.parent or 0, row.code, row.pk


def _rows(user: Anyone, dialogue: Dialogue) -> QuerySet[Any, Any]:
    here = {"dialogue": dialogue}
    challenges = Challenge.objects.visible_to(user).filter(status=ChallengeStatus.ON_TABLE, **here)
    options = Option.objects.visible_to(user).filter(status=OptionStatus.ON_TABLE, challenge__dialogue=dialogue)
    options = options.filter(challenge__in=challenges.values("pk"))
    about = Recommendation.objects.visible_to(user).in_force().filter(**here)
    asked = Commitment.objects.inside_of(user).filter(**here)
    seat = ("seat", "seat__organisation__name", "seat__category", "seat__appear_to_participants")
    parts = [
        _told(challenges, "challenge", "number", "title", None, None, "status"),
        _told(options, "option", "letter", "title", "challenge", None, "status"),
        _told(about, "recommendation", "number", "title", "challenge", "option", "status"),
        _told(asked, "commitment", "part", "words", "recommendation", None, "answer", seat),
    ]
    return parts[0].union(*parts[1:], all=True)


def _told(
    rows: QuerySet[Any], kind: str, code: str, title: str, parent: str | None, chosen: str | None, state: str,
    seat: tuple[str, ...] = (),
) -> QuerySet[Any, Any]:  # fmt: skip
    """Choose the columns of ``Row``."""
    none, empty = Cast(Value(None), KEY), Value("", WORDS)
    columns = [Cast(name, WORDS) for name in seat[1:]] or [empty] * 3
    return rows.order_by().values_list(
        Value(kind, WORDS),
        "pk",
        Cast(code, WORDS),
        Cast(title, WORDS),
        Cast(parent, KEY) if parent else none,
        Cast(chosen, KEY) if chosen else none,
        Cast(state, WORDS),
        Cast(seat[0], KEY) if seat else none,
        *columns,
    )


def _grounds(rows: Iterable[Row]) -> QuerySet[Any, Any]:
    shown = {kind: [row.pk for row in rows if row.kind == kind] for kind in ("challenge", "option")}
    columns = ("version", "version__document", "paragraph_id", "source_id", "label")
    of_challenges = ChallengeGround.objects.filter(challenge__in=shown["challenge"]).order_by()
    of_options = OptionGround.objects.filter(option__in=shown["option"]).order_by()
    return of_challenges.values_list(Value("challenge", WORDS), "challenge", *columns).union(
        of_options.values_list(Value("option", WORDS), "option", *columns), all=True
    )


def _texts(user: Anyone, dialogue: Dialogue, grounds: Iterable[GroundRow]) -> Iterator[Node | Edge]:
    """Give sources and paragraphs of the endorsed PPA and of every version something rests on, and what cites what."""
    cited = {ground.version for ground in grounds if ground.version}
    wanted = Q(pk__in=cited) | Q(document__kind=DocumentKind.PPA, status=VersionStatus.ENDORSED)
    known = Version.objects.visible_to(user).filter(wanted, document__dialogue=dialogue)
    told: set[str] = set()  # the newest words of each
    for version in known.order_by("-status", "-number"):
        url = reverse("version", args=[dialogue.slug, version.document_id, version.number])
        content = version.data
        for source in content["sources"]:
            yield Node(f"source-{version.document_id}-{source['id']}", "source", source["label"], source["detail"], url)
        for one in paragraphs(content):
            if one["number"] is not None:
                key = f"paragraph-{version.document_id}-{one['id']}"
                if key not in told:
                    told.add(key)
                    yield _paragraph(key, one, url)
                yield from ((f"source-{version.document_id}-{source}", key) for source in one["sources"])


def _paragraph(key: str, one: dict[str, Any], url: str) -> Node:
    label = Later(lambda: opening(one["text"], LENGTH))
    note = Later(lambda: _("Paragraph %(number)s") % {"number": one["number"]})
    return Node(key, "paragraph", label, note, f"{url}#{one['id']}")


def _node(dialogue: Dialogue, names: Names, row: Row) -> Node:
    key = f"{row.kind}-{row.pk}"
    if row.kind != "commitment":
        code = f"R{row.code}" if row.kind == "recommendation" else row.code
        return Node(key, row.kind, row.title, code)
    label = Later(lambda: _said(names, row))
    note, url = Later(lambda: str(Answer(row.state).label)), Later(lambda: _address(dialogue, row))
    return Node(key, row.kind, label, note, url, carries=row.state != Answer.DECLINED)


def _said(names: Names, row: Row) -> str:
    """Say who takes on what, by the name this reader may know."""
    organisation = Organisation(name=row.organisation)
    seat = Seat(pk=row.seat, category=row.category, appear_to_participants=row.appears, organisation=organisation)
    return _("%(name)s: %(words)s") % {"name": names.of(seat), "words": Truncator(row.title).chars(LENGTH)}


def _address(dialogue: Dialogue, row: Row) -> str:
    return reverse("commitment", args=[dialogue.slug, row.pk])


def _joined(rows: Iterable[Row]) -> Iterator[Edge]:
    parents = {"option": "challenge", "recommendation": "challenge", "commitment": "recommendation"}
    for row in rows:
        if row.parent:
            yield f"{parents[row.kind]}-{row.parent}", f"{row.kind}-{row.pk}"
        if row.chosen:
            yield f"option-{row.chosen}", f"{row.kind}-{row.pk}"


def _grounded(grounds: Iterable[GroundRow]) -> Iterator[Edge]:
    for ground in grounds:
        yield _key(ground), f"{ground.kind}-{ground.owner}"


def _key(ground: GroundRow) -> str:
    """Name what something rests on: a paragraph, a source of a text, or a source that is given in words alone."""
    if ground.document and ground.paragraph:
        return f"paragraph-{ground.document}-{ground.paragraph}"
    if ground.document and ground.source:
        return f"source-{ground.document}-{ground.source}"
    return f"source-words-{sha256(ground.label.encode()).hexdigest()[:12]}"


def _in_words(grounds: Iterable[GroundRow]) -> Iterator[Node]:
    for ground in grounds:
        if not ground.document or not (ground.paragraph or ground.source):
            yield Node(_key(ground), "source", ground.label, _("Named in words"))
