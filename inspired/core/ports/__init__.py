"""Ports: typed registries that apps fill in ``AppConfig.ready()`` and lower floors call. There is no other upward call.

Each provider takes the person first, starts at ``visible_to`` and costs at most one query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from .freezing import Anchor as Anchor
from .freezing import Caveat as Caveat
from .freezing import FrozenBlock as FrozenBlock
from .groups import Block as Block
from .groups import BlockLine as BlockLine
from .groups import GroupDate as GroupDate
from .groups import GroupTask as GroupTask
from .groups import HandedIn as HandedIn
from .groups import OpenTask as OpenTask
from .leaving import Effect as Effect
from .leaving import Eraser as Eraser
from .leaving import Erasers as Erasers
from .leaving import Fate as Fate
from .leaving import Handing as Handing
from .leaving import Handings as Handings
from .leaving import Held as Held
from .leaving import Leaver as Leaver
from .leaving import Spoken as Spoken
from .linking import Linkable as Linkable

Item = TypeVar("Item")


class Port(Generic[Item]):
    """A registry of providers, called in the order of their names so that pages never depend on import order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.providers: dict[str, Callable[..., Iterable[Item]]] = {}

    def provide(self, provider: Callable[..., Iterable[Item]]) -> Callable[..., Iterable[Item]]:
        """Register a provider; registering the same one twice changes nothing."""
        self.providers[f"{provider.__module__}.{provider.__qualname__}"] = provider
        return provider

    def collect(self, user: Any, *args: Any) -> list[Item]:
        """Ask every provider and join the answers."""
        return [item for name in sorted(self.providers) for item in self.providers[name](user, *args)]


@dataclass(frozen=True)
class Todo:
    """Something that waits for this person: one line, one link, perhaps a date. ``rank`` 0 is the most pressing."""

    title: str
    url: str
    action: str
    dialogue_id: int | None = None
    context: str = ""
    due: datetime | None = None
    rank: int = 5


@dataclass(frozen=True)
class News:
    """Something going on in a dialogue: a row on its overview. ``tone`` is one of yes, reserve, no, wait."""

    title: str
    url: str
    note: str = ""
    state: str = ""
    tone: str = "wait"
    at: datetime | None = None


@dataclass(frozen=True)
class PhaseStatus:
    """A short sentence for the phase strip, such as "PPA v1 under endorsement"."""

    phase: str
    text: str


@dataclass(frozen=True)
class Tab:
    """A tab of a dialogue; exists because its app registered it."""

    name: str
    label: str
    url: str
    order: int


@dataclass(frozen=True)
class Link:
    """A way to a page: the words it goes by, and its address."""

    label: str
    url: str


@dataclass(frozen=True)
class Caution:
    """What one should know before inviting: about an organisation by its name, or a person by their address."""

    sentence: str
    organisation: str = ""
    email: str = ""


@dataclass(frozen=True)
class Panel:
    """A short list beside the balance of categories. A row is a name, its state in words, and a tone."""

    title: str
    note: str = ""
    rows: tuple[tuple[str, str, str], ...] = ()
    url: str = ""
    action: str = ""
    only_for: str = ""


@dataclass(frozen=True)
class ClosingQuestion:
    """What the closing of a phase asks. ``open_items`` says in words what is still open; nothing blocks."""

    key: str
    question: str
    hint: str = ""
    open_items: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Workspace:
    """A place where the work of a tool in use is done and recorded: a group, a map, a consultation. ``note`` says where it stands."""

    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Measure:
    """A figure with its meaning, for boards and reports."""

    key: str
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class CalendarEntry:
    """A date in a dialogue, neutral in wording: its title is the label that the host chose.

    Without an end it is a whole day. ``sequence`` grows with each change, so that calendars take the newer one.
    """

    key: str
    dialogue_id: int
    title: str
    start: datetime
    end: datetime | None = None
    sequence: int = 0
    is_cancelled: bool = False


@dataclass(frozen=True)
class Deadline:
    """Something due that one seat still owes. ``kind`` and ``target`` name the thing as its notices do."""

    kind: str
    target: int
    title: str
    due_at: datetime
    since: datetime
    seat: int


@dataclass(frozen=True)
class Audience:
    """The seats that an announcement would reach now, None for all at the table, but for some; ``asks`` as its kind does."""

    key: str
    title: str
    seats: tuple[int, ...] | None = None
    but: tuple[int, ...] = ()
    asks: bool = True


@dataclass(frozen=True)
class Part:
    """A named piece of data for the continuity bundle or for a person's own export.

    For a person's own data, name and keys are words in the person's language.
    """

    name: str
    rows: tuple[dict[str, Any], ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Issued:
    """A text or file that went out under a fingerprint: ``kind`` is text, draft or endorsed."""

    title: str
    kind: str
    sha256: str
    at: datetime
    was_public: bool = False


@dataclass(frozen=True)
class Forgotten:
    """How many rows of one kind a provider of ``retention`` has just forgotten; ``what`` is a word for the trail."""

    what: str
    count: int


@dataclass(frozen=True)
class Telling:
    """How one kind of events is told: ``verb`` or ``verb:value`` to a sentence with %(names)s.

    ``values`` puts what such events keep into words, by the name under which it is kept. What stands ``elsewhere``
    happens to the platform and in no dialogue: its trail tells such events if there are any, and offers no filter for them.
    """

    group: str
    label: Any
    sentences: Mapping[str, Any]
    values: Mapping[str, Mapping[Any, Any]] = field(default_factory=dict)
    elsewhere: bool = False


@dataclass(frozen=True)
class Naming:
    """Where the names of things stand that events are about: ``app.model``, its rows, the paths of two names.

    ``thing`` leads to the name of the thing itself, ``seat`` to the organisation it belongs to; either may be empty. ``kept`` is the name
    under which events about something else keep the number of such a row. ``through`` leads to a row with a
    ``visible_to`` of its own, where the things themselves have none.
    """

    label: str
    rows: QuerySet[Any]
    thing: str = ""
    seat: str = ""
    kept: str = ""
    through: str = ""


todo: Port[Todo] = Port("todo")  # (user)
news: Port[News] = Port("news")  # (user, dialogue)
phase_status: Port[PhaseStatus] = Port("phase_status")  # (user, dialogue)
tabs: Port[Tab] = Port("tabs")  # (user, dialogue)
places: Port[Link] = Port("places")  # (user, place): where this person does what a page of the guide explains
uses_of_tool: Port[Link] = Port("uses_of_tool")  # (user, tool's number): where this person may put the tool to use
cautions: Port[Caution] = Port("cautions")  # (user, dialogue, organisations' names, addresses)
beside_balance: Port[Panel] = Port("beside_balance")  # (user, dialogue, brief: without rows or a query)
beside_group: Port[Block] = Port("beside_group")  # (user, group): what of other apps stands on the page of a group
handed_in: Port[HandedIn] = Port("handed_in")  # (user, groups): what these groups, by id, have submitted
group_dates: Port[GroupDate] = Port("group_dates")  # (user, dialogue, groups; all by id): on days to come
open_group_tasks: Port[OpenTask] = Port("open_group_tasks")  # (user, dialogue, groups; all by id): to be counted
group_tasks: Port[GroupTask] = Port("group_tasks")  # (user, groups): tasks of these groups that stand elsewhere
deciders: Port[bool] = Port(
    "deciders"
)  # (user, entry): True when this person answers for an entry beside the host team
beside_seat: Port[Panel] = Port("beside_seat")  # (user, seat): for whoever may know the history of the seat
closing_questions: Port[ClosingQuestion] = Port("closing_questions")  # (user, dialogue, phase)
frozen_blocks: Port[FrozenBlock] = Port("frozen_blocks")  # (by, document)
anchors: Port[Anchor] = Port("anchors")  # (user, document): places in a living text that stand in rows of other apps
freezing_caveats: Port[Caveat] = Port("freezing_caveats")  # (by, document): before it is frozen; nothing blocks
frozen: Port[None] = Port("frozen")  # (by, version): a text has just been frozen, in that transaction
measures: Port[Measure] = Port("measures")  # (user, dialogue)
linkables: Port[Linkable] = Port("linkables")  # (user, dialogue): what an activity may lead to, as this person sees it
workspaces: Port[Workspace] = Port("workspaces")  # (user, activity): where the work of a tool in use is done
calendar: Port[CalendarEntry] = Port("calendar")  # (user, dialogues): dates in all of these, by id
deadlines: Port[Deadline] = Port("deadlines")  # (by, dialogue): by is None for the application's own reminders
audiences: Port[Audience] = Port("audiences")  # (user, dialogue)
bundle_parts: Port[Part] = Port("bundle_parts")  # (user, dialogue)
personal_data: Port[Part] = Port("personal_data")  # (user)
handover = Handings()
arrivals: Port[None] = Port("arrivals")  # (user, seat, delegate): somebody has just begun to speak, in that transaction
moved: Port[None] = Port("moved")  # (by, dialogue): it or one of its phases has just moved, in that transaction
spoken: Port[Spoken] = Port("spoken")  # (user, seat): what the seat itself has said so far
audit_scopes: Port[Iterable[str]] = Port("audit_scopes")  # (user): scopes whose events this person may read
event_words: Port[Telling] = Port("event_words")  # (user)
event_names: Port[Naming] = Port("event_names")  # (user, dialogues): by id; no query, all are read in one
work_words: Port[tuple[str, Any]] = Port("work_words")  # (user): kinds of mails and jobs, each with what people call it
second_factor: Port[bool] = Port("second_factor")  # (user): True when this person's role asks for a second factor
erasure = Erasers()
retention: Port[Forgotten] = Port("retention")  # (now, at_most): forgets that many rows in one short transaction
issued: Port[Issued] = Port("issued")  # (None, dialogue): what a dialogue has issued, before it is deleted
