"""Puts the events of a dialogue's trail into words: what happened, by whom, what changed. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from dialogues.models import Dialogue, EventReason
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models import Event, Person
from inspired.core.ports import Naming, Telling

PEOPLE = ("person", "holder")


def reason_of(event: Event) -> EventReason | None:
    """Return the reason beside an event, if one was given and its dialogue is still there."""
    given: EventReason | None = getattr(event, "given_reason", None)
    return given


@dataclass(frozen=True)
class Named:
    """What an event is about, in words: the name of the thing, the organisation it belongs to."""

    thing: str = ""
    seat: str = ""


def names_of(namings: Iterable[Naming], subjects: Collection[str] | None) -> dict[str, Named]:
    """Read the names of things by ``app.model:pk``, in one query over all tables; all there are without subjects."""
    asked = [_labelled(naming, keys) for naming in namings if (keys := _keys(naming.label, subjects)) != []]
    if not asked:
        return {}
    rows = asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]
    return {f"{label}:{key}": Named(thing or "", seat or "") for label, key, thing, seat in rows}


def _keys(label: str, subjects: Iterable[str] | None) -> list[int] | None:
    if subjects is None:
        return None
    pairs = (subject.rpartition(":") for subject in subjects)
    return [int(key) for name, _colon, key in pairs if name == label and key.isdecimal()]


def _labelled(naming: Naming, keys: list[int] | None) -> QuerySet[Any]:
    rows = naming.rows if keys is None else naming.rows.filter(pk__in=keys)
    paths = (F(path) if path else Value("") for path in (naming.thing, naming.seat))
    words = (Cast(path, CharField()) for path in paths)
    return rows.order_by().values_list(Value(naming.label, CharField()), "pk", *words)


@dataclass
class Teller:
    """Tells the events of one dialogue to a person who may read them; names are read once for all events."""

    user: Anyone
    dialogue: Dialogue
    people: list[Person]
    names: dict[str, Named] = field(default_factory=dict)

    @cached_property
    def tellings(self) -> list[Telling]:
        """What the apps know to tell."""
        return ports.event_words.collect(self.user)

    @cached_property
    def _sentences(self) -> dict[str, Any]:
        return {verb: sentence for telling in self.tellings for verb, sentence in telling.sentences.items()}

    @cached_property
    def _values(self) -> dict[str, Mapping[Any, Any]]:
        return {name: words for telling in self.tellings for name, words in telling.values.items()}

    @cached_property
    def _namings(self) -> list[Naming]:
        return ports.event_names.collect(self.user, [self.dialogue.pk])

    @cached_property
    def _by_key(self) -> dict[str, str]:
        return {person.key: str(person) for person in self.people}

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.dialogue.time_zone)

    def read_names(self, subjects: Collection[str] | None) -> None:
        """Read what the subjects are called; all of the dialogue when none are given. One query."""
        self.names |= names_of(self._namings, subjects)

    def read_names_for(self, events: Iterable[Event]) -> None:
        """Read what these events are about and what else they point at."""
        self.read_names({subject for event in events for subject in (event.subject, *self._pointed(event).values())})

    def who(self, event: Event) -> str:
        """Name who acted; the system when nobody did."""
        return self._person(event.actor) if event.actor else _("The system")

    def when(self, event: Event) -> str:
        """Say when it happened, in the dialogue's time zone."""
        return self.moment(event.at)

    def moment(self, at: datetime) -> str:
        """Say a moment in the dialogue's time zone."""
        return moment_in(at, self._zone)

    def sentence(self, event: Event) -> str:
        """Tell what happened in one sentence."""
        said = self._sentences.get(event.verb)
        for value in event.details.values():
            said = self._sentences.get(f"{event.verb}:{_plain(value)}", said)
        if said is None:
            return _("Something was noted that this page has no words for")
        return str(said) % _Words(self._words(event))

    def changes(self, event: Event) -> list[str]:
        """Say what changed, one line for each thing: its label, what it was before and what it is after."""
        lines = (*self._edited(event), *self._noted(event.details), self._reason(event))
        return [line for line in lines if line]

    def _reason(self, event: Event) -> str:
        """Say the reason that stands beside the event, or that it does no more."""
        if "reason_sha256" not in event.details:
            return ""
        given = reason_of(event)
        if given is None or given.taken_out_at:
            return _("The words of the reason were taken out.")
        if not given.is_intact:
            return _("The words of the reason are not those that were given.")
        return _("Reason: %(value)s") % {"value": given.text}

    def groups(self) -> list[tuple[str, Any]]:
        """What one may narrow the trail to."""
        shown = {telling.group: telling.label for telling in self.tellings if not telling.elsewhere}
        return list(shown.items())  # several apps tell of downloads

    def verbs_of(self, group: str) -> set[str]:
        """Name the verbs of one group."""
        found = (telling.sentences for telling in self.tellings if telling.group == group)
        return {verb.partition(":")[0] for sentences in found for verb in sentences}

    def matching(self, word: str) -> Q:
        """Find the events whose sentence, person or thing holds a word; needs the names of the whole dialogue."""
        word = word.casefold()
        verbs = {verb.partition(":")[0] for verb, said in self._sentences.items() if word in str(said).casefold()}
        keys = {person.key for person in self.people if word in person.name.casefold()}
        held = {key for key, name in self.names.items() if word in f"{name.thing} {name.seat}".casefold()}
        reasons = Q(given_reason__text__icontains=word)
        return Q(verb__in=verbs) | Q(actor__in=keys) | Q(subject__in=held) | reasons

    def _pointed(self, event: Event) -> dict[str, str]:
        """What else an event points at, as ``app.model:pk``, by the name under which it keeps it."""
        kept = event.details
        return {n.kept: f"{n.label}:{kept[n.kept]}" for n in self._namings if n.kept and kept.get(n.kept)}

    def _person(self, key: str) -> str:
        return self._by_key.get(key, _("Person without a name"))

    def _words(self, event: Event) -> dict[str, str]:
        words = {name: self._value(name, value) for name, value in event.details.items()}
        about = self.names.get(event.subject, Named())
        words |= {kept: self.names.get(subject, Named()).thing for kept, subject in self._pointed(event).items()}
        words["thing"] = about.thing or about.seat
        words["seat"] = about.seat or words.get("seat", "")
        if event.verb.startswith("invitation.") and about.seat:
            words["thing"] = f"{about.thing} ({about.seat})"
        for name in PEOPLE:
            if name in event.details:
                words["person"] = self._person(event.details[name])
        return {name: word for name, word in words.items() if word}

    def _value(self, name: str, value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(self._value(name, part) for part in value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, dict):
            return ""
        if value in (None, ""):
            return _("nothing")
        if isinstance(value, str) and (at := _parsed(value)):
            return self.moment(at) if isinstance(at, datetime) else date_format(at, "j M Y")
        return str(self._values.get(name, {}).get(value, value))

    def _edited(self, event: Event) -> Iterable[str]:
        """What a form changed: values where the trail keeps them, the label alone of what is text."""
        model = _model_of(event.subject)
        for name, (before, after) in event.details.get("changes", {}).items():
            words = (self._choice(model, name, before), self._choice(model, name, after))
            yield _("%(label)s: %(before)s → %(after)s") % {
                "label": _label(model, name),
                "before": words[0],
                "after": words[1],
            }
        texts = event.details.get("fields") or event.details.get("changed") or []
        if isinstance(texts, list) and texts:
            yield _("Changed: %(labels)s") % {"labels": ", ".join(_label(model, name) for name in texts)}

    def _choice(self, model: Any, name: str, value: Any) -> str:
        try:
            choices = dict(model._meta.get_field(name).flatchoices) if model else {}
        except FieldDoesNotExist:
            choices = {}
        return str(choices[value]) if value in choices else self._value(name, value)

    def _noted(self, details: Mapping[str, Any]) -> Iterable[str]:
        """What else the event keeps that says something to a reader; numbers of rows inside the database never do."""
        said = {name: self._value(name, value) for name, value in details.items() if value not in (None, "", [])}
        if "due" in said and "before" in said:
            yield _("Date: %(before)s → %(after)s") % {"before": said["before"], "after": said["due"]}
        elif "due" in said:
            yield _("Until %(date)s") % {"date": said["due"]}
        for name, line in _lines().items():
            if name in said:
                yield line % {"value": said[name]}
        if "rows" in said:
            yield _("%(rows)s rows, as %(kind)s") % {"rows": said["rows"], "kind": str(said.get("kind", "")).upper()}
        if isinstance(details.get("seats"), list):
            yield _("Organisations asked: %(value)s") % {"value": len(details["seats"])}


def moment_in(at: datetime, zone: ZoneInfo) -> str:
    """Say a moment in a time zone."""
    return date_format(timezone.localtime(at, zone), "j M Y, H:i")


class _Words(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return _("(no longer there)")


def _lines() -> dict[str, str]:
    return {
        "reason": _("Reason: %(value)s"),
        "category": _("Category: %(value)s"),
        "from_phase": _("From the phase: %(value)s"),
        "starts_on": _("From %(value)s"),
        "ends_on": _("Until %(value)s"),
        "may_sign": _("May sign for the organisation: %(value)s"),
        "channel": _("By which way: %(value)s"),
        "how": _("By which way: %(value)s"),
        "on": _("On %(value)s"),
        "on_behalf": _("On its behalf, by the host team: %(value)s"),
        "open_comments": _("Comments without an answer: %(value)s"),
        "not_agreed": _("Organisations that had not agreed: %(value)s"),
        "people": _("People told: %(value)s"),
        "invited": _("People invited: %(value)s"),
        "invitations_revoked": _("Invitations revoked: %(value)s"),
        "sha256": _("Fingerprint: %(value)s"),
    }


def _plain(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _parsed(value: str) -> Any:
    try:
        return parse_datetime(value) if "T" in value else parse_date(value)
    except ValueError:
        return None


def _model_of(subject: str) -> Any:
    try:
        return apps.get_model(subject.rpartition(":")[0])
    except (LookupError, ValueError):
        return None


def _label(model: Any, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name) if model else _("a field")
    except FieldDoesNotExist:
        return _("a field")
